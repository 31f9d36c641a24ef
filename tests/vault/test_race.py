"""Processes that seal for one owner at once have one key; those that rotate meanwhile lose none."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connections

from tests.migrated import lay_databases
from tests.parts import ROOT

OWNERS = 40
# Each process seals for the same owners, in the same order, and says what opens.
SEALS = f"""
import sys, uuid, django
django.setup()
from datetime import timedelta
from django.utils import timezone
from kithway.vault.access import Access
from kithway.vault.kept import Where, open_kept, seal_kept
from kithway.vault.models import DataKey
sys.stdin.readline()
for number in range({OWNERS}):
    at = Where(uuid.UUID(int=number), "race", "m", "f", uuid.UUID(int=number))
    sealed = seal_kept("words", at=at)
    access = Access("test", at.owner, at.scope, timezone.now() + timedelta(hours=1))
    assert open_kept(sealed, at=at, access=access) == "words"
    print(sealed[1:17].hex())
"""
ROTATES = """
import sys, django
django.setup()
from kithway.vault.data_keys import keyring
from kithway.vault.rotation import add, make_primary, retire, rewrap
sys.stdin.readline()
for _ in range(5):
    old = keyring().primary
    make_primary(add())
    rewrap()
    retire(old)
"""


@pytest.fixture
def environment(tmp_path: Path, transactional_db: None) -> dict[str, str]:
    """An installation of the test's own: its keys in a file, or in the test's PostgreSQL."""
    here = {**os.environ, "KITHWAY_DATA": str(tmp_path)}
    here.update(DJANGO_SETTINGS_MODULE="kithway.config.settings", KEYS_DATABASE_URL="")
    made = settings.DATABASES["keys"]
    if connections["keys"].vendor == "postgresql":
        name, host = connections["keys"].settings_dict["NAME"], made["HOST"]
        here["KEYS_DATABASE_URL"] = f"postgresql://{made['USER']}@/{name}?host={quote(host)}"
    else:
        lay_databases(tmp_path)
    return here


def start(script: str, environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_at_once(environment: dict[str, str]) -> None:
    running = [start(script, environment) for script in (SEALS, SEALS, ROTATES)]
    for process in running:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    said = [process.communicate(timeout=120) for process in running]
    assert [
        (process.returncode, words[1]) for process, words in zip(running, said, strict=True)
    ] == [(0, "")] * 3
    first, second = (words[0].split() for words in said[:2])
    assert first == second
    assert len(set(first)) == OWNERS
