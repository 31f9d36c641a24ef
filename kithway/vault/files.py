"""Small secret files: there whole or not at all, closed to other accounts; framework-free."""

import os
import secrets
from pathlib import Path


def put(path: Path, content: str) -> None:
    """In the place of what is there, at once, and on the disk when this returns."""
    new = _written_beside(path, content)
    new.replace(path)
    _keep_name(path.parent)


def put_once(path: Path, content: str) -> None:
    """Unless it is there already."""
    new = _written_beside(path, content)
    try:
        # A link is made once only: of processes that start together one wins, all read its file.
        os.link(new, path)
    except FileExistsError:
        pass
    finally:
        new.unlink()
    _keep_name(path.parent)


def make_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _written_beside(path: Path, content: str) -> Path:
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return new


def _keep_name(folder: Path) -> None:
    """A file outlives a power cut only once its folder is on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
