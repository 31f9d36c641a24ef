"""What people write is in no database, log, header or file in clear."""

import json
import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection

from tests.canaries import Canaries, databases, files, forms_of, seen_in
from tests.canary_flows import FLOWS
from tests.migrated import lay_databases
from tests.parts import ROOT
from tests.region import set_up_for_flows

RUN = "import django; django.setup(); from tests import canaries, canary_flows; "
RUN += "canaries.main(canary_flows.FLOWS)"


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.__name__)
def test_nowhere(canaries: Canaries, thursday: datetime, flow: Callable[[Canaries], None]) -> None:
    set_up_for_flows()
    flow(canaries)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only on SQLite, which has files")
def test_nowhere_in_real_files(tmp_path: Path) -> None:
    """Both databases, their write-ahead logs, temporary files and the log, of a process that was
    killed, and the backup of them."""
    (tmp_path / "tmp").mkdir()
    here = {
        **{name: value for name, value in os.environ.items() if not name.startswith("KITHWAY_")},
        "KITHWAY_DATA": str(tmp_path),
        "KITHWAY_HOSTS": "testserver",
        "DATABASE_URL": "",
        "KEYS_DATABASE_URL": "",
        "KITHWAY_MAIL_URL": "smtp://127.0.0.1:1",
        "TMPDIR": str(tmp_path / "tmp"),
        "DJANGO_SETTINGS_MODULE": "kithway.config.settings",
    }
    lay_databases(tmp_path)
    kithway("collectstatic --noinput", here)
    with (tmp_path / "log").open("wb") as log:
        done = subprocess.run(
            [sys.executable, "-c", RUN], cwd=ROOT, env=here, stdout=subprocess.PIPE, stderr=log
        )
    assert done.returncode == 0, (tmp_path / "log").read_text()[-2000:]
    found = files(tmp_path)
    assert {"kithway.sqlite3-wal", "keys.sqlite3-wal"} <= {Path(name).name for name in found}
    # What is no secret is found: it would show a search that looks nowhere.
    assert seen_in(["three-rivers"], found) != []
    assert seen_in(json.loads(done.stdout), found) == []
    kithway("backup_key", here)
    kithway(f"backup {tmp_path / 'backups'}", here)
    assert [*(tmp_path / "backups").iterdir()] != []
    assert seen_in(json.loads(done.stdout), files(tmp_path)) == []


def kithway(words: str, environment: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", *words.split(), "-v", "0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def test_what_leaks_is_found(db: None) -> None:
    from kithway.community.models import Network

    Network.objects.create(slug="leak", name="abcdefghijklmnopqrstuvwx")
    assert seen_in(["abcdefghijklmnopqrstuvwx"], databases()) == [
        "abcdefghijklmnopqrstuvwx in default"
    ]


def test_what_is_encoded_is_found() -> None:
    for before in ("", "x", "xy", "xyz"):
        data = b64encode(f"{before}quietcanarysings and more".encode())
        assert seen_in(["quietcanarysings"], {"here": data}) == ["quietcanarysings in here"]
    assert seen_in(["quiet"], {"here": forms_of("quiet")[1]}) == ["quiet in here"]
