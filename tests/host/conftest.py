"""A small installation: two SQLite databases that others have open, and a photo."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kithway.host.backing_up import Source
from kithway.host.backup_key import make_pair, read_private
from kithway.vault.cipher import new_key, seal

NOW = datetime(2026, 11, 26, 17, 0, tzinfo=UTC)
CLEAR, SEALED = "drumming by the river", "the heron stands on one leg"
ROWS = 700
COUNTS = {
    "database": {"gathering": ROWS, "note": 1},
    "keys": {"key": 2},
    "media": {"files": 2, "bytes": 300_003},
}


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Source]:
    data = tmp_path / "data"
    (data / "keys").mkdir(mode=0o700, parents=True)
    (data / "media" / "places").mkdir(parents=True)
    (data / "media" / "places" / "porch.jpg").write_bytes(b"\xff" * 300_000)
    (data / "media" / "door.jpg").write_bytes(b"\xd8" * 3)
    for name in ("keyring.json", "installation", "pepper"):
        (data / "keys" / name).write_text(f"what is in {name}")
    databases = {
        alias: {"ENGINE": "django.db.backends.sqlite3", "NAME": data / name}
        for alias, name in (("default", "kithway.sqlite3"), ("keys", "keys/keys.sqlite3"))
    }
    with (
        closing(sqlite3.connect(databases["default"]["NAME"])) as main,
        closing(sqlite3.connect(databases["keys"]["NAME"])) as keys,
    ):
        main.execute("PRAGMA journal_mode=WAL")
        main.execute("CREATE TABLE gathering (name TEXT)")
        main.execute("CREATE TABLE note (words BLOB)")
        main.executemany("INSERT INTO gathering VALUES (?)", [(CLEAR,)] * ROWS)
        main.execute("INSERT INTO note VALUES (?)", [seal(new_key(), SEALED.encode(), b"")])
        keys.execute("CREATE TABLE key (wrapped BLOB)")
        keys.execute("INSERT INTO key VALUES (1), (2)")
        main.commit()
        keys.commit()
        # Open while it is copied, as it is on a host: what was written lies in the log beside it.
        yield Source(data, data / "media", databases)


@pytest.fixture
def secret(source: Source) -> bytes:
    """The private key of this installation's backups."""
    return read_private(make_pair(source.data))
