"""Backups as files of a folder: what they are called, which are there, which are too old;
framework-free.

`kithway-keys-20261126T170000Z.parcel`: the moment it was made, in UTC.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

# In the order in which they are made: a row's key is made before the row, so it is in the copy of
# the keys that is taken after.
KINDS = ("database", "keys", "media")
# Asked for by itself, and kept elsewhere than the rest.
KEYRING = "keyring"
# What opens the wrapped keys, and what sealed values and passwords are bound to.
KEYRING_FILES = ("keyring.json", "installation", "pepper")
# What is erased must open from no backup after so long.
KEYS_DAYS = 30
NAMED = re.compile(r"^kithway-([a-z]+)-(\d{8}T\d{6}Z)\.parcel$")
PART = ".kithway-*.part"


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    made_at: datetime
    kind: str
    path: Path


def name_for(kind: str, made_at: datetime) -> str:
    return f"kithway-{kind}-{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}.parcel"


def in_folder(folder: Path) -> list[Backup]:
    """The oldest first; files of other names are none of ours."""
    return sorted(found for path in folder.iterdir() if (found := _read(path)))


def newest(folder: Path) -> dict[str, Backup]:
    """The newest of each kind."""
    return {backup.kind: backup for backup in in_folder(folder)}


def drop_old(folder: Path, *, now: datetime, days: int) -> list[Backup]:
    """Delete what is older than `days`, and keys older than 30 in any event; a copy of the keyring
    stays. Gives what went."""
    return _drop([backup for backup in in_folder(folder) if _too_old(backup, now, days)])


def drop_old_keys(folder: Path, *, now: datetime) -> None:
    """Delete copies of keys that may be no longer: whatever becomes of the next backup."""
    found = in_folder(folder) if folder.is_dir() else []
    _drop([b for b in found if b.kind == "keys" and _too_old(b, now, KEYS_DAYS)])


def _drop(old: list[Backup]) -> list[Backup]:
    for backup in old:
        backup.path.unlink()
    return old


def _too_old(backup: Backup, now: datetime, days: int) -> bool:
    if backup.kind not in KINDS:
        return False
    kept = min(days, KEYS_DAYS) if backup.kind == "keys" else days
    return backup.made_at < now - timedelta(days=kept)


def _read(path: Path) -> Backup | None:
    found = NAMED.match(path.name)
    if found is None:
        return None
    try:
        made_at = datetime.strptime(found[2], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
    return Backup(made_at, found[1], path)
