"""Seals bytes and opens them. The only module that imports the cipher; framework-free.

AES-256-GCM with a random nonce of 96 bits (NIST SP 800-38D), from `cryptography`. What is sealed is
bound to where it belongs: put elsewhere, it does not open.
"""

import os
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12
# Lengths tell of words: a text is padded to the smallest of these it fits in, then to multiples of
# the last.
BUCKETS = (64, 256, 1024, 4096)


class NotOpened(Exception):
    """What was sealed does not open: another key, another place, or changed since."""


def new_key() -> bytes:
    """A random data key of 256 bits."""
    return os.urandom(KEY_BYTES)


def bind(*parts: str | bytes | int) -> bytes:
    """Associated data: each part with its length before it, so that no two lists look alike."""
    found = bytearray()
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode()
        found += struct.pack(">I", len(data)) + data
    return bytes(found)


def seal(key: bytes, plain: bytes, bound: bytes) -> bytes:
    """Nonce, then ciphertext with its tag. `bound`: what it must be opened with again."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, _padded(plain), bound)


def unseal(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    """What was sealed. Raises NotOpened, and tells nothing of why."""
    try:
        padded = AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound)
        return _bare(padded)
    except (InvalidTag, ValueError, struct.error):
        raise NotOpened from None


def _padded(plain: bytes) -> bytes:
    framed = struct.pack(">I", len(plain)) + plain
    size = next((size for size in BUCKETS if len(framed) <= size), 0)
    size = size or -(-len(framed) // BUCKETS[-1]) * BUCKETS[-1]
    return framed.ljust(size, b"\0")


def _bare(padded: bytes) -> bytes:
    (length,) = struct.unpack(">I", padded[:4])
    if length > len(padded) - 4:
        raise ValueError
    return padded[4 : 4 + length]
