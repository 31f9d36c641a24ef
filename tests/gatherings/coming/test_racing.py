"""Two processes at once: the last seat, an offer that ends, a double tap … on either database."""

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.migrated import lay_databases
from tests.parts import ROOT

ROUNDS = 20
LONGEST = 300


@pytest.fixture
def database_url() -> Iterator[str]:
    """A database of the test's own beside the one that all tests share; '' for SQLite."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        yield ""
        return
    import psycopg

    given = settings.DATABASES["default"]
    name = f"racing_{uuid.uuid4().hex[:12]}"
    where = {"user": given["USER"], "host": given["HOST"], "dbname": "postgres"}
    with psycopg.connect(**where, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield url.replace("/postgres?", f"/{name}?")
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_no_seat_is_lost_or_doubled(database_url: str, tmp_path: Path) -> None:
    if not database_url:
        lay_databases(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "tests.gatherings.coming.racing", str(ROUNDS)],
        cwd=ROOT,
        env={
            **{key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"},
            "KITHWAY_DATA": str(tmp_path),
            "DATABASE_URL": database_url,
            "KEYS_DATABASE_URL": "",
            # Many race for few places, more often than guests may ask.
            "KITHWAY_GUESTS_UNLIMITED": "1",
        },
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    assert (done.returncode, done.stderr[-3000:] if done.returncode else "") == (0, "")
    assert json.loads(done.stdout) == []
