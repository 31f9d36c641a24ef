"""Files packed into a parcel, and out of it again; framework-free.

A parcel holds a compressed tar: the files, and at the end `manifest.json` with what there is.
"""

import io
import json
import os
import tarfile
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, cast

from kithway.vault.cipher import NotOpened
from kithway.vault.parcel import Opener, Sealer

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Manifest:
    """`kind`: database, keys, media or keyring. `made_at`: ISO 8601. `counts`: rows of each table,
    or of media their files and bytes."""

    kind: str
    made_at: str
    counts: dict[str, int]


def pack(
    to: BinaryIO, *, public: bytes, manifest: Manifest, files: Iterable[tuple[str, Path]]
) -> None:
    """Seal these files, each under the name it is to have, into `to`."""
    about = {"kind": manifest.kind, "made_at": manifest.made_at}
    sealer = Sealer(to, public=public, about=about)
    with tarfile.open(fileobj=cast("IO[bytes]", sealer), mode="w|gz") as tar:
        for name, path in files:
            with path.open("rb") as file:
                _add(tar, name, file, os.fstat(file.fileno()).st_size)
        said = json.dumps(asdict(manifest)).encode()
        _add(tar, MANIFEST, io.BytesIO(said), len(said))
    sealer.finish()


def unpack(parcel: BinaryIO, *, secret: bytes, into: Path) -> Manifest:
    """Write the files of a parcel into a folder. Raises NotOpened where anything is not as it was
    sealed; the folder then holds what is worth nothing, and is for the caller to drop."""
    opener = Opener(parcel, secret=secret)
    said = b""
    try:
        with tarfile.open(fileobj=cast("IO[bytes]", opener), mode="r|gz") as tar:
            for member in tar:
                file = tar.extractfile(member)
                if file is None:
                    raise NotOpened
                if member.name == MANIFEST:
                    said = file.read()
                else:
                    _write(into, member.name, file)
        # The tar may end before the parcel does: only now nothing was cut off.
        opener.finish()
        return Manifest(**json.loads(said))
    except (tarfile.TarError, zlib.error, EOFError, ValueError, TypeError):
        raise NotOpened from None


def _add(tar: tarfile.TarFile, name: str, file: IO[bytes], size: int) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    tar.addfile(entry, file)


def _write(into: Path, name: str, file: IO[bytes]) -> None:
    parts = PurePosixPath(name).parts
    # Who holds the public key can make a parcel: nothing is written outside the folder.
    if not parts or ".." in parts or PurePosixPath(name).is_absolute():
        raise NotOpened
    path = into.joinpath(*parts)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as to:
        while data := file.read(1_048_576):
            to.write(data)
