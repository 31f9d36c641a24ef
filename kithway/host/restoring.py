"""Open backups into an empty folder, and see that all is there; framework-free.

What was erased after a backup was made is in it still. Erasures are done again after a restore once
there are erasures (a later part of Kithway); until then whoever restores does that by hand.
"""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kithway.host import backups
from kithway.host.packing import Manifest, unpack
from kithway.host.snapshots import Counts, NotCopied, counts_of
from kithway.vault.cipher import NotOpened


class RestoreRefused(Exception):
    """Backups that do not open, or a folder that is not empty; the message says what to do."""


@dataclass(frozen=True)
class Restored:
    """`checked`: whether its rows or files were counted again here, and are as many."""

    path: Path
    manifest: Manifest
    checked: bool


def chosen(named: list[Path]) -> list[Path]:
    """The files to open: those named, and of a folder the newest of each kind."""
    found: list[Path] = []
    for path in named:
        found += [b.path for b in backups.newest(path).values()] if path.is_dir() else [path]
    if not found:
        raise RestoreRefused("There are no backups here. Their names begin with kithway-.")
    return found


def restore(files: list[Path], *, secret: bytes, to: Path) -> list[Restored]:
    """Open these backups into the folder `to`, laid out as KITHWAY_DATA is: all of them or none.

    Raises RestoreRefused.
    """
    with _beside(to) as folder:
        return [_one(path, secret, folder) for path in files]


def _one(path: Path, secret: bytes, folder: Path) -> Restored:
    try:
        with path.open("rb") as parcel:
            manifest = unpack(parcel, secret=secret, into=folder)
        return Restored(path, manifest, _check(manifest, folder))
    except NotOpened:
        raise RestoreRefused(
            f"{path} does not open: it was changed or cut off, or made for another key. Try an "
            "older one, or the other key. Nothing was written."
        ) from None
    except FileExistsError:
        raise RestoreRefused(f"{path}: there are two backups of one kind. Name one.") from None
    except FileNotFoundError:
        raise RestoreRefused(f"{path} is not there.") from None
    except NotCopied as problem:
        raise RestoreRefused(f"{path} opened, but {problem}. Try an older one.") from None


def _check(manifest: Manifest, folder: Path) -> bool:
    found = _found(manifest, folder)
    if found is not None and found != manifest.counts:
        raise NotCopied("not all rows are there")
    return found is not None


def _found(manifest: Manifest, folder: Path) -> Counts | None:
    """What can be counted here; PostgreSQL's dump is counted where it is read in."""
    if manifest.kind == "media":
        files = [path for path in (folder / "media").rglob("*") if path.is_file()]
        return {"files": len(files), "bytes": sum(path.stat().st_size for path in files)}
    if manifest.kind == backups.KEYRING:
        ring = [folder / "keys" / name for name in backups.KEYRING_FILES]
        return {"files": sum(path.exists() for path in ring)}
    name = "kithway.sqlite3" if manifest.kind == "database" else "keys/keys.sqlite3"
    return counts_of(folder / name) if (folder / name).exists() else None


@contextmanager
def _beside(to: Path) -> Iterator[Path]:
    """A folder beside the one wanted, which takes its place when all is well."""
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise RestoreRefused(f"{to} is not empty. Name a new folder: nothing is written over.")
    to.parent.mkdir(parents=True, exist_ok=True)
    folder = to.with_name(f".{to.name}-{secrets.token_hex(4)}")
    folder.mkdir(mode=0o700)
    try:
        yield folder
        folder.replace(to)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
