import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.parts import ROOT


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "kithway.config.settings", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_doctor_says_that_settings_are_refused(tmp_path: Path) -> None:
    wrong = {"KITHWAY_DATA": str(tmp_path), "KITHWAY_MAIL_URL": "mail.example"}
    plain, data = run("doctor", **wrong), run("doctor", "--json", **wrong)
    assert (plain.returncode, data.returncode) == (2, 2)
    assert plain.stdout.startswith("broken  The settings are refused, so nothing runs.\n")
    found = json.loads(data.stdout)
    assert (found["state"], list(found["checks"])) == ("broken", ["settings"])
    assert found["checks"]["settings"]["do"].startswith("KITHWAY_MAIL_URL: Write it like smtp://")


@pytest.mark.parametrize("command", ["migrate", "check"])
def test_other_commands_end_as_they_did(command: str, tmp_path: Path) -> None:
    done = run(command, KITHWAY_DATA=str(tmp_path), KITHWAY_MAIL_URL="mail.example")
    assert (done.returncode, done.stdout) == (1, "")
