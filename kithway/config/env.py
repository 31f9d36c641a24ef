"""What the installation says through the environment; nothing else reads it."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from kithway.people.mail_server import read_mail_url
from kithway.vault.files import make_folder, put_once

ROOT = Path(__file__).resolve().parents[2]
# Of a secret that a file holds, in characters.
SHORTEST_SECRET = 32


def data_folder() -> Path:
    """Where all state lies; made on first use, closed to other accounts."""
    folder = Path(os.environ.get("KITHWAY_DATA", ROOT / "data")).resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def flag(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def text(name: str, default: str) -> str:
    return os.environ.get(name, "").strip() or default


def folder(name: str) -> Path | None:
    named = os.environ.get(name, "").strip()
    return Path(named).resolve() if named else None


def words(name: str, default: str) -> list[str]:
    return os.environ.get(name, default).replace(",", " ").split()


def secret_key(folder: Path) -> str:
    """The signing key: from the environment, else made once and kept in the data folder."""
    return os.environ.get("KITHWAY_SECRET_KEY") or made_once(folder / "secret_key")


def mail_url(name: str) -> str:
    """Where mail is handed over; a bad one is found now, and not when somebody waits for it."""
    url = text(name, "")
    try:
        read_mail_url(url)
    except ValueError as problem:
        raise SystemExit(f"{name}: {problem}") from None
    return url


def made_once(path: Path) -> str:
    """A random word kept in a file that only we may read."""
    if not path.exists():
        make_folder(path.parent)
        put_once(path, secrets.token_urlsafe(48))
    word = path.read_text().strip()
    if len(word) < SHORTEST_SECRET:
        raise SystemExit(
            f"{path} must hold at least {SHORTEST_SECRET} characters. Put the file back from where "
            "you keep a copy. (A new installation has nothing to lose: delete it.)"
        )
    return word


def database(folder: Path) -> dict[str, object]:
    """SQLite in the data folder, or PostgreSQL where DATABASE_URL names one."""
    url = os.environ.get("DATABASE_URL", "")
    return _postgresql(url) if url else _sqlite(folder / "kithway.sqlite3")


def keys_database(folder: Path) -> dict[str, object]:
    """Where wrapped keys lie, never with the rest: a file of their own, or KEYS_DATABASE_URL."""
    url = os.environ.get("KEYS_DATABASE_URL", "")
    return _postgresql(url) if url else _sqlite(folder / "keys" / "keys.sqlite3")


def _sqlite(path: Path) -> dict[str, object]:
    # Closed before it holds anything; SQLite makes the logs beside it as closed as it is.
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            # Writers starve each other on SQLite, so a writer waits rather than fails.
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                "PRAGMA secure_delete=ON; PRAGMA cache_size=-16000; PRAGMA mmap_size=268435456;"
            ),
        },
    }


def _postgresql(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise SystemExit("DATABASE_URL must begin with postgresql:// (or be left out for SQLite).")
    options = dict(parse_qsl(parts.query))
    # PostgreSQL's just-in-time compiler costs far more than these short queries take.
    options["options"] = "-c jit=off"
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or options.pop("host", "")),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": None,
        "OPTIONS": options,
    }
