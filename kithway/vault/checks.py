"""What must hold before anything is sealed: commands refuse to run without it."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from kithway.vault.keyring import NAME, KeyringUnreadable, read
from kithway.vault.router import KEYS

PEPPER_BYTES = 32
OTHERS = 0o077


def keys_are_kept_well(
    app_configs: Sequence[Any] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    return [*_pepper(), *_files(Path(settings.KEYS_FOLDER)), *_databases()]


def _pepper() -> Iterator[Error]:
    if len(settings.PEPPER) < PEPPER_BYTES:
        yield Error(
            f"The pepper has fewer than {PEPPER_BYTES} bytes.",
            hint="Put keys/pepper back from where you keep a copy.",
            id="kithway.E010",
        )


def _files(folder: Path) -> Iterator[Error]:
    for path in (folder, folder / NAME, folder / "pepper", folder / "installation"):
        if path.exists() and path.stat().st_mode & OTHERS:
            yield Error(
                f"Other accounts of this machine can open {path}.",
                hint=f"chmod go= {path}",
                id="kithway.E011",
            )
    try:
        if (folder / NAME).exists():
            read(folder)
    except KeyringUnreadable as problem:
        yield Error(str(problem), id="kithway.E012")


def _databases() -> Iterator[Error]:
    where = [
        tuple(str(settings.DATABASES[name].get(part, "")) for part in ("NAME", "HOST", "PORT"))
        for name in ("default", KEYS)
    ]
    if where[0] == where[1]:
        yield Error(
            "Keys and what they open lie in one database.",
            hint="Leave KEYS_DATABASE_URL out, or let it name another database.",
            id="kithway.E013",
        )
