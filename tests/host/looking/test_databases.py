import sqlite3
from pathlib import Path

import pytest
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from kithway.host.looking import databases
from tests.host.looking import BROKEN, OK, states


@pytest.mark.django_db
@pytest.mark.parametrize("alias", ["default", "keys"])
def test_migrations(alias: str) -> None:
    before = databases.migrations(alias)
    rows = MigrationRecorder(connections[alias]).migration_qs
    rows.filter(app="vault" if alias == "keys" else "gatherings").delete()
    after = databases.migrations(alias)
    assert states(before, after) == [OK, BROKEN]
    assert after.do == (
        "kithway migrate" if alias == "default" else "kithway migrate --database keys"
    )


@pytest.mark.django_db
@pytest.mark.parametrize("alias", ["default", "keys"])
def test_integrity(alias: str) -> None:
    assert states(databases.integrity(alias)) == [OK]


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"no database at all" * 300, None])
def test_a_damaged_database(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "damaged.sqlite3"
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE one (word TEXT)")
        made.executemany("INSERT INTO one VALUES (?)", [("word " * 200,)] * 200)
    made.close()
    data = bytearray(path.read_bytes())
    data[8192:12288] = b"\xff" * 4096
    path.write_bytes(content or data)
    damaged = connections["keys"].copy("keys")
    damaged.settings_dict = {**damaged.settings_dict, "ENGINE": "", "NAME": str(path)}
    if damaged.vendor != "sqlite":
        pytest.skip("only on SQLite")
    monkeypatch.setattr(databases, "connections", {"keys": damaged})
    try:
        assert states(databases.integrity("keys")) == [BROKEN]
    finally:
        damaged.close()


@pytest.mark.django_db
def test_moments_of_both_databases() -> None:
    assert len(databases.moments()) == 2
    assert max(databases.moments()) <= timezone.now()
