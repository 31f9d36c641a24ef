import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from kithway.community.models import Community
from kithway.host.backing_up import Source, back_up
from kithway.host.restoring import restore
from kithway.host.snapshots import NotCopied, counts_of, snapshot
from tests.host.conftest import COUNTS, NOW


def test_a_copy_is_one_file_of_one_moment(source: Source, tmp_path: Path) -> None:
    """What is written while nobody has committed it yet, and after, is not in it."""
    with closing(sqlite3.connect(source.databases["default"]["NAME"])) as writer:
        writer.execute("INSERT INTO gathering VALUES ('not yet')")
        counts = snapshot(source.databases["default"], tmp_path / "copy")
        writer.commit()
    assert counts == COUNTS["database"]
    assert counts_of(tmp_path / "copy") == COUNTS["database"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "data"]


def test_no_database(tmp_path: Path) -> None:
    absent = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "none"}
    with pytest.raises(NotCopied, match="kithway migrate"):
        snapshot(absent, tmp_path / "copy")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db(transaction=True)
def test_postgresql_there_and_back(source: Source, secret: bytes, tmp_path: Path) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only on PostgreSQL")
    if shutil.which("pg_dump") is None:
        pytest.skip("only on a machine with pg_dump")
    Community.objects.create(slug="c", name="C", timezone="America/New_York")
    database = {**connection.settings_dict, "OPTIONS": {}}
    databases = {**source.databases, "default": database}
    made = back_up(Source(source.data, source.media, databases), tmp_path / "b", now=NOW)
    (one, *_) = restore(made[:1], secret=secret, to=tmp_path / "again")
    assert (one.checked, one.manifest.counts["community_community"]) == (False, 1)
    address = ["--host", database["HOST"], "--username", database["USER"]]
    name = f"{database['NAME']}_again"
    subprocess.run(["createdb", *address, name], check=True)
    try:
        dump = tmp_path / "again" / "kithway.pgdump"
        read_in = ["pg_restore", *address, "--no-owner", "--dbname", name, str(dump)]
        subprocess.run(read_in, check=True, capture_output=True)
        with psycopg.connect(host=database["HOST"], user=database["USER"], dbname=name) as again:
            found = {
                table: again.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
                for table in one.manifest.counts
            }
    finally:
        subprocess.run(["dropdb", *address, name], check=True)
    assert found == one.manifest.counts


def test_postgresql_that_does_not_answer(tmp_path: Path) -> None:
    if shutil.which("pg_dump") is None:
        pytest.skip("only on a machine with pg_dump")
    away = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "kithway",
        "USER": "k",
        "PASSWORD": "s3cret",
        "HOST": str(tmp_path),
        "PORT": "",
    }
    with pytest.raises(NotCopied, match="PostgreSQL did not answer") as refused:
        snapshot(away, tmp_path / "copy")
    assert "s3cret" not in str(refused.value)
