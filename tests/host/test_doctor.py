import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from kithway.host.doctor import look_at_all
from kithway.host.looking import files
from kithway.host.looking.finding import Finding, State
from tests.host.looking import BROKEN, OK


@pytest.mark.django_db
def test_what_cannot_be_looked_at_keeps_nothing_else_from_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(path: Path) -> Finding:
        raise PermissionError(13, "Permission denied", "pepper")

    monkeypatch.setattr(files, "secrets", refused)
    found = {finding.key: finding for finding in look_at_all()}
    assert (found["secrets"].state, found["secrets"].said) == (BROKEN, "pepper: Permission denied.")
    assert len(found) == 20


@pytest.mark.django_db
@pytest.mark.parametrize("worst", State)
def test_the_command(worst: State, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its end says how bad it is, and so does its JSON, whose keys stay."""
    found = [
        Finding("disk", OK, "There is room."),
        Finding("backups", worst, "As it is.", "Do this." if worst else ""),
    ]
    path = "kithway.host.management.commands.doctor.look_at_all"
    monkeypatch.setattr(path, lambda: found)
    lines, data = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("doctor", stdout=lines)
    assert ended.value.code == int(worst)
    with pytest.raises(SystemExit) as ended:
        call_command("doctor", "--json", stdout=data)
    assert ended.value.code == int(worst)
    name, do = worst.name.lower(), found[1].do
    assert json.loads(data.getvalue()) == {
        "state": name,
        "checks": {
            "disk": {"state": "ok", "said": "There is room.", "do": ""},
            "backups": {"state": name, "said": "As it is.", "do": do},
        },
    }
    said = ["ok      There is room.", f"{name:<7} As it is.", *([f"{'':<10}→ {do}"] if do else [])]
    assert lines.getvalue().splitlines()[:-1] == said


@pytest.mark.django_db
def test_keys_of_the_json() -> None:
    assert [finding.key for finding in look_at_all()] == [
        *("disk", "memory", "clock", "data_folder", "owner", "secrets", "pepper", "keyring"),
        *("database_default", "database_keys", "migrations_default", "migrations_keys"),
        *("worker", "https", "demo", "debug", "mail", "backup_key", "backups", "old_keys"),
    ]
