"""The pair of keys that backups are sealed to, as text; framework-free.

The public half lies in the data folder. The private half is for paper or another medium: fourteen
groups of four letters, of which the last few find a slip of the pen.
"""

import hashlib
import os
import re
from base64 import b32decode, b32encode, b64decode, b64encode
from pathlib import Path

from kithway.vault.cipher import new_key
from kithway.vault.parcel import name_of, public_of

NAME = "backup_key.public"
GROUPS = re.compile(r"^\s*((?:[A-Z2-7]{4}[ -]?){13}[A-Z2-7]{4})\s*$", re.MULTILINE)
CHECK_BYTES = 3


class KeyRefused(Exception):
    """A key that is not one; the message says what to do."""


def make_pair(folder: Path) -> str:
    """Write the public half into this folder; gives the private half, which is kept nowhere here.

    Raises KeyRefused where there is one already: what was sealed to it opens with the old key only.
    """
    secret = new_key()
    public = public_of(secret)
    try:
        handle = os.open(folder / NAME, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise KeyRefused(
            f"There is a backup key already. To change to a new one, move {folder / NAME} away, "
            "and keep the old private key as long as the backups that were made for it."
        ) from None
    with os.fdopen(handle, "w") as file:
        file.write(b64encode(public).decode() + "\n")
    return written(secret)


def read_public(folder: Path) -> bytes:
    """Raises KeyRefused where it is not there or not one."""
    try:
        public = b64decode((folder / NAME).read_text(), validate=False)
    except FileNotFoundError:
        raise KeyRefused(
            "There is no backup key yet. Make one with `kithway backup_key`, and keep what it says "
            "away from this machine."
        ) from None
    except (OSError, ValueError):
        public = b""
    if len(public) != 1216:
        raise KeyRefused(
            f"{folder / NAME} does not read as a backup key. Move it away, make another."
        )
    return public


def written(secret: bytes) -> str:
    """What is to be printed or saved, with what it is for."""
    letters = b32encode(secret + _check(secret)).decode()
    groups = "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))
    return (
        f"Kithway: the private key of backups {name_of(public_of(secret))}\n\n{groups}\n\n"
        "Whoever has this and a backup can read the backup. Without it no backup opens.\n"
        "Print it twice. Keep it away from the server, in two places.\n"
    )


def read_private(text: str) -> bytes:
    """The secret, from what `written` gave or from the groups alone. Raises KeyRefused."""
    found = GROUPS.search(text.upper())
    data = b32decode(re.sub(r"[ -]", "", found[1])) if found else b""
    secret, check = data[:-CHECK_BYTES], data[-CHECK_BYTES:]
    if not data or check != _check(secret):
        raise KeyRefused(
            "This is not a private key of backups, or a letter of it is wrong. It has fourteen "
            "groups of four letters (A to Z) and numbers (2 to 7)."
        )
    return secret


def _check(secret: bytes) -> bytes:
    return hashlib.sha256(b"kithway backup key" + secret).digest()[:CHECK_BYTES]
