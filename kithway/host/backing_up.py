"""Make backups: copies of both databases and the media, each sealed whole; framework-free.

All or none: the files get their names only when the last is written. The copies in clear, which are
made first, lie in the data folder beside what they are copies of, and are gone at the end. A run
that was killed leaves parts that no one takes for backups, and the next run drops them.
"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kithway.host import backups
from kithway.host.backup_key import read_public
from kithway.host.packing import Manifest, pack
from kithway.host.snapshots import NotCopied, is_sqlite, require_tools, snapshot

WORK = ".backing-up"
Files = list[tuple[str, Path]]


class AlreadyRunning(Exception):
    """Another backup is being made."""


@dataclass(frozen=True)
class Source:
    """What there is to back up. `databases`: `default` and `keys`, as in Django's settings."""

    data: Path
    media: Path
    databases: Mapping[str, Mapping[str, Any]]


def back_up(source: Source, to: Path, *, now: datetime) -> list[Path]:
    """Write a backup of each kind into the folder `to`; gives the files.

    Raises KeyRefused without a backup key, NotCopied where a database cannot be copied,
    AlreadyRunning, and OSError where the disk is full; then nothing is written.
    """
    public = read_public(source.data)
    for database in source.databases.values():
        require_tools(database)
    makers = {"database": _database, "keys": _keys, "media": _media}
    with _working(source.data) as work, _parts(to) as parts:
        for kind in backups.KINDS:
            files, counts = makers[kind](source, work)
            manifest = Manifest(kind, now.astimezone(UTC).isoformat(), counts)
            _write(parts, to / backups.name_for(kind, now), public, manifest, files)
    return list(parts)


def copy_keyring(source: Source, to: Path, *, now: datetime) -> list[Path]:
    """Write a backup of the keyring alone: with it, one of the keys and one of the database, all
    opens. So it is to be kept elsewhere than those. Raises as `back_up` does."""
    public = read_public(source.data)
    files = [(f"keys/{name}", source.data / "keys" / name) for name in backups.KEYRING_FILES]
    if not all(path.exists() for _, path in files):
        raise NotCopied("There is no keyring yet: it is made when the first words are sealed.")
    manifest = Manifest(backups.KEYRING, now.astimezone(UTC).isoformat(), {"files": len(files)})
    with _working(source.data), _parts(to) as parts:
        _write(parts, to / backups.name_for(backups.KEYRING, now), public, manifest, files)
    return list(parts)


def _database(source: Source, work: Path) -> tuple[Files, dict[str, int]]:
    return _copied(source, "default", "kithway", work)


def _keys(source: Source, work: Path) -> tuple[Files, dict[str, int]]:
    return _copied(source, "keys", "keys/keys", work)


def _copied(source: Source, alias: str, name: str, work: Path) -> tuple[Files, dict[str, int]]:
    database = source.databases[alias]
    copy = work / alias
    end = "sqlite3" if is_sqlite(database) else "pgdump"
    counts = snapshot(database, copy)
    return [(f"{name}.{end}", copy)], counts


def _media(source: Source, work: Path) -> tuple[Files, dict[str, int]]:
    found = sorted(path for path in source.media.rglob("*") if path.is_file())
    # Linked, so that what is deleted meanwhile is still there; a file is never written anew.
    files: Files = []
    for number, path in enumerate(found):
        kept = work / f"media-{number}"
        try:
            os.link(path, kept)
        except FileNotFoundError:
            continue
        files.append((f"media/{path.relative_to(source.media).as_posix()}", kept))
    return files, {"files": len(files), "bytes": sum(kept.stat().st_size for _, kept in files)}


@contextmanager
def _working(data: Path) -> Iterator[Path]:
    """A folder for the copies in clear, for one run at a time, empty before and gone after."""
    work = data / WORK
    work.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(data, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise AlreadyRunning("Another backup is being made. Wait until it is done.") from None
    try:
        _empty(work)
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)
        os.close(handle)


def _empty(folder: Path) -> None:
    for left in folder.iterdir():
        left.unlink()


@contextmanager
def _parts(to: Path) -> Iterator[dict[Path, Path]]:
    """Each backup by its name, with the part it is written into; named all together at the end."""
    to.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in to.glob(backups.PART):
        left.unlink()
    parts: dict[Path, Path] = {}
    try:
        yield parts
        for name, part in parts.items():
            part.replace(name)
        _sync(to)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)


def _write(
    parts: dict[Path, Path], name: Path, public: bytes, manifest: Manifest, files: Files
) -> None:
    part = name.with_name(f".{name.stem}-{secrets.token_hex(4)}.part")
    parts[name] = part
    handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        pack(file, public=public, manifest=manifest, files=files)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
