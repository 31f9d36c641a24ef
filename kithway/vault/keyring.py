"""The keyring: key-encryption keys in a file outside every database; framework-free.

`$KITHWAY_DATA/keys/keyring.json`, mode 0600, has each key by its id and names the primary, with
which new data keys are wrapped. Old ones stay until nothing is wrapped with them any more.
"""

import fcntl
import json
import os
import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kithway.vault.cipher import KEY_BYTES, NotOpened, bind, new_key, seal, unseal
from kithway.vault.files import make_folder, put, put_once

NAME = "keyring.json"


class KeyringUnreadable(Exception):
    """The keyring is not as it should be; the message says what to do."""


@dataclass(frozen=True)
class Keyring:
    """`keys`: 32 bytes each, by id. `primary`: the id of the one that wraps."""

    primary: str
    keys: dict[str, bytes] = field(repr=False)

    def wrap(self, data_key: bytes, bound: bytes) -> tuple[str, bytes]:
        """The id of the key that wrapped, and the wrapped data key."""
        wrapped = seal(self.keys[self.primary], data_key, bind("wrap", self.primary, bound))
        return self.primary, wrapped

    def unwrap(self, keyring_id: str, wrapped: bytes, bound: bytes) -> bytes:
        """The data key. By its id alone, never by trial. Raises NotOpened."""
        if keyring_id not in self.keys:
            raise NotOpened
        return unseal(self.keys[keyring_id], wrapped, bind("wrap", keyring_id, bound))

    def with_new_key(self) -> "Keyring":
        """The same and one key more, which wraps nothing yet."""
        return Keyring(self.primary, {**self.keys, secrets.token_hex(4): new_key()})

    def with_primary(self, keyring_id: str) -> "Keyring":
        """Raises KeyError where there is no such key."""
        self.keys[keyring_id]
        return Keyring(keyring_id, self.keys)

    def without(self, keyring_id: str) -> "Keyring":
        """Raises KeyError where there is no such key, ValueError where it is the primary."""
        if keyring_id == self.primary:
            raise ValueError("the primary")
        kept = dict(self.keys)
        del kept[keyring_id]
        return Keyring(self.primary, kept)


def make(folder: Path) -> None:
    """Make the keyring of a new installation; of two processes that do, one wins."""
    make_folder(folder)
    first = secrets.token_hex(4)
    put_once(folder / NAME, _text(Keyring(first, {first: new_key()})))


def read(folder: Path) -> Keyring:
    """Raises KeyringUnreadable where the file is not there, or is not a keyring."""
    try:
        data = json.loads((folder / NAME).read_text())
        keys = {name: b64decode(key, validate=True) for name, key in data["keys"].items()}
        if data["primary"] not in keys or any(len(key) != KEY_BYTES for key in keys.values()):
            raise ValueError
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise KeyringUnreadable(
            f"The keyring {folder / NAME} cannot be read. Put the file back from where you keep a "
            "copy; without it nothing that people wrote can be opened."
        ) from problem
    return Keyring(data["primary"], keys)


def write(folder: Path, ring: Keyring) -> None:
    """Put a keyring in the place of the one that is there, at once or not at all."""
    put(folder / NAME, _text(ring))


@contextmanager
def held(folder: Path, *, alone: bool = False) -> Iterator[None]:
    """The keyring stays as it is meanwhile. `alone`: to change it, nobody else holds it.

    A key is wrapped and written while it is held, so that whoever retires a key sees every row
    that was wrapped with it. The system lets go of it when a process dies.
    """
    handle = os.open(folder / f".{NAME}.lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)


def stamp(folder: Path) -> tuple[int, int] | None:
    """Changes whenever the file does; None where there is none. Each write makes a new file."""
    try:
        found = (folder / NAME).stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns


def _text(ring: Keyring) -> str:
    keys = {name: b64encode(key).decode() for name, key in ring.keys.items()}
    return json.dumps({"primary": ring.primary, "keys": keys}, indent=1)
