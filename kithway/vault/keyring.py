"""The keyring: key-encryption keys in a file outside every database; framework-free.

`$KITHWAY_DATA/keys/keyring.json`, mode 0600, has each key by its id and names the primary, with
which new data keys are wrapped. Old ones stay until nothing is wrapped with them any more.
"""

import json
import os
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from pathlib import Path

from kithway.vault.cipher import NotOpened, bind, new_key, seal, unseal

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


def read_or_make(folder: Path) -> Keyring:
    """The keyring of this installation; made on first use, closed to other accounts.

    Raises KeyringUnreadable where the file is there and is not one.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / NAME
    if not path.exists():
        _make(path)
    return read(path)


def read(path: Path) -> Keyring:
    try:
        data = json.loads(path.read_text())
        keys = {name: b64decode(key, validate=True) for name, key in data["keys"].items()}
        if data["primary"] not in keys or any(len(key) != 32 for key in keys.values()):
            raise ValueError
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise KeyringUnreadable(
            f"The keyring {path} cannot be read. Put the file back from where you keep a copy; "
            "without it nothing that people wrote can be opened."
        ) from problem
    return Keyring(data["primary"], keys)


def write(path: Path, ring: Keyring) -> None:
    """Put a keyring in the place of the one that is there, at once or not at all."""
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(_text(ring))
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def _make(path: Path) -> None:
    """Of two processes that start together one makes it: a link is made once only."""
    first = secrets.token_hex(4)
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    write(new, Keyring(first, {first: new_key()}))
    try:
        os.link(new, path)
    except FileExistsError:
        pass
    finally:
        new.unlink()


def _text(ring: Keyring) -> str:
    keys = {name: b64encode(key).decode() for name, key in ring.keys.items()}
    return json.dumps({"primary": ring.primary, "keys": keys}, indent=1)
