"""A parcel: bytes sealed whole to a public key whose private half lies elsewhere; framework-free.

In the file: `MAGIC`; the header's length (4 bytes, big-endian) and the header, JSON in clear; a
random file key of 256 bits, wrapped by HPKE (RFC 9180) and bound to the header; then chunks of 1
MiB under AES-256-GCM. A chunk's nonce is its number and whether it is the last (the STREAM
construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015): a file that was cut off, added to or
put in another order does not open.

HPKE's key encapsulation is ML-KEM-768 with X25519, since a copied parcel may lie somewhere for
decades. Both private keys come from one secret of 32 bytes, as in X-Wing
(draft-connolly-cfrg-xwing-kem): so much can be printed, and typed in again.
"""

import hashlib
import json
import struct
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from kithway.vault.cipher import KEY_BYTES, NotOpened, bind, new_key

MAGIC = b"KITHWAY PARCEL 1\n"
CHUNK = 1_048_576
TAG = 16
HEADER_AT_MOST = 4096
SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
WRAPPED = KEM.MLKEM768_X25519.enc_length() + KEY_BYTES + TAG
# ML-KEM-768's public key, then X25519's.
PUBLIC = (1184, 32)


def public_of(secret: bytes) -> bytes:
    """The public half, 1,216 bytes, of a secret of 32 bytes."""
    one, other = _private_pair(secret)
    return one.public_key().public_bytes_raw() + other.public_key().public_bytes_raw()


def name_of(public: bytes) -> str:
    """What a public key is called: 16 hexadecimal letters that are its own."""
    return hashlib.sha256(public).hexdigest()[:16]


def read_header(file: BinaryIO) -> dict[str, str]:
    """What is said in clear, unproven until it is opened. Raises NotOpened if it is no parcel."""
    return _header(_read_head(file))


class Sealer:
    """Write into it; `finish` seals the end. `file` gets no byte of plaintext."""

    def __init__(self, file: BinaryIO, *, public: bytes, about: dict[str, str]) -> None:
        head = json.dumps({**about, "key": name_of(public)}).encode()
        key = new_key()
        self._file, self._cipher = file, AESGCM(key)
        self._held, self._number = bytearray(), 0
        file.write(MAGIC + struct.pack(">I", len(head)) + head)
        file.write(SUITE.encrypt(key, _public_key(public), _bound(head)))

    def write(self, data: bytes) -> int:
        self._held += data
        # The last chunk must be known as such, so one is held until there is more.
        while len(self._held) > CHUNK:
            self._seal(bytes(self._held[:CHUNK]), last=False)
            del self._held[:CHUNK]
        return len(data)

    def finish(self) -> None:
        self._seal(bytes(self._held), last=True)

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, last=last), chunk, None))
        self._number += 1


class Opener:
    """Read from it; whatever it gives is as it was sealed. Raises NotOpened at the first chunk that
    is not. Only `finish` says that nothing was cut off."""

    def __init__(self, file: BinaryIO, *, secret: bytes) -> None:
        head = _read_head(file)
        self.about = _header(head)
        try:
            key = SUITE.decrypt(file.read(WRAPPED), _private_key(secret), _bound(head))
        except (InvalidTag, ValueError):
            raise NotOpened from None
        self._file, self._cipher = file, AESGCM(key)
        self._held, self._number = bytearray(), 0
        self._next = file.read(CHUNK + TAG)
        self._ended = False

    def read(self, size: int) -> bytes:
        while len(self._held) < size and not self._ended:
            self._open()
        given = bytes(self._held[:size])
        del self._held[:size]
        return given

    def finish(self) -> None:
        """Open what is left, and let it go."""
        while self.read(CHUNK):
            pass

    def _open(self) -> None:
        chunk, self._next = self._next, self._file.read(CHUNK + TAG)
        self._ended = not self._next
        try:
            self._held += self._cipher.decrypt(_nonce(self._number, last=self._ended), chunk, None)
        except (InvalidTag, ValueError):
            raise NotOpened from None
        self._number += 1


def _read_head(file: BinaryIO) -> bytes:
    if file.read(len(MAGIC)) != MAGIC:
        raise NotOpened
    (length,) = struct.unpack(">I", file.read(4).rjust(4, b"\xff"))
    head = file.read(length) if length <= HEADER_AT_MOST else b""
    if not head or len(head) != length:
        raise NotOpened
    return head


def _header(head: bytes) -> dict[str, str]:
    try:
        return {str(name): str(value) for name, value in json.loads(head).items()}
    except (ValueError, AttributeError):
        raise NotOpened from None


def _bound(head: bytes) -> bytes:
    return bind("kithway parcel", MAGIC, head)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _private_pair(secret: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    if len(secret) != KEY_BYTES:
        raise ValueError("The secret must have 32 bytes.")
    wide = hashlib.shake_256(secret).digest(96)
    return (
        MLKEM768PrivateKey.from_seed_bytes(wide[:64]),
        X25519PrivateKey.from_private_bytes(wide[64:]),
    )


def _private_key(secret: bytes) -> MLKEM768X25519PrivateKey:
    return MLKEM768X25519PrivateKey(*_private_pair(secret))


def _public_key(public: bytes) -> MLKEM768X25519PublicKey:
    """Raises ValueError where it is not of the right length."""
    one, other = public[: PUBLIC[0]], public[PUBLIC[0] :]
    if (len(one), len(other)) != PUBLIC:
        raise ValueError("The public key is not of the right length.")
    return MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(one), X25519PublicKey.from_public_bytes(other)
    )
