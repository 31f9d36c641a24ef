"""Each thing is broken first, then seen to be said."""

import io
import json
import os
import shutil
import sqlite3
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from kithway.host import backups, heartbeat
from kithway.host.backing_up import Source, back_up
from kithway.host.doctor import look_at_all
from kithway.host.looking import copies, databases, files, keys, machine, site, worker
from kithway.host.looking.finding import Finding, State
from kithway.vault import kept, keyring
from kithway.vault.kept import Where
from tests.host.conftest import NOW

Usage = namedtuple("Usage", "total used free")
OK, LOOK, BROKEN = State
AT = Where(owner=UUID(int=1), scope="s", model="m", field="f", row=UUID(int=2))


def states(*findings: Finding) -> list[State]:
    # What is not well says what to do about it.
    assert [finding for finding in findings if bool(finding.do) != (finding.state > OK)] == []
    return [finding.state for finding in findings]


# Files.


def test_data_folder(source: Source) -> None:
    source.data.chmod(0o700)
    found = [files.data_folder(source.data)]
    for folder in (source.data, source.data / "keys"):
        folder.chmod(0o710)
        found.append(files.data_folder(source.data))
        folder.chmod(0o700)
    assert states(*found) == [OK, BROKEN, BROKEN]
    assert found[1].do == f"sudo chmod 700 {source.data}"


@pytest.mark.parametrize("name", files.SECRETS)
def test_secrets(name: str, source: Source) -> None:
    for path in files.SECRETS:
        (source.data / path).touch()
        (source.data / path).chmod(0o600)
    before = files.secrets(source.data)
    (source.data / name).chmod(0o640)
    after = files.secrets(source.data)
    assert states(before, after) == [OK, BROKEN]
    assert after.do == f"sudo chmod 600 {source.data / name}"


@pytest.mark.skipif(os.geteuid() != 0, reason="only on a machine where we are root")
@pytest.mark.parametrize("name", ["kithway.sqlite3", "keys/pepper", "media/door.jpg"])
def test_owner(name: str, source: Source) -> None:
    before = files.owners(source.data)
    os.chown(source.data / name, 65534, 65534)
    assert states(before, files.owners(source.data)) == [OK, BROKEN]


# Keys.


@pytest.mark.django_db(transaction=True)
def test_keyring(settings, tmp_path: Path) -> None:
    settings.KEYS_FOLDER = tmp_path
    nothing_yet = keys.keyring()
    kept.seal_kept("words", at=AT)
    whole = keys.keyring()
    (tmp_path / keyring.NAME).rename(tmp_path / "away")
    lost = keys.keyring()
    # Looking for it made no new one.
    assert not (tmp_path / keyring.NAME).exists()
    keyring.make(tmp_path)
    another = keys.keyring()
    (tmp_path / keyring.NAME).write_text("{}")
    spoiled = keys.keyring()
    assert states(nothing_yet, whole, lost, another, spoiled) == [OK, OK, BROKEN, BROKEN, BROKEN]


@pytest.mark.parametrize(("pepper", "state"), [(b"x" * 32, OK), (b"x" * 31, BROKEN), (b"", BROKEN)])
def test_pepper(pepper: bytes, state: State, settings) -> None:
    settings.PEPPER = pepper
    assert states(keys.pepper()) == [state]


# The machine.


@pytest.mark.parametrize(
    ("free", "state"), [(199_000_000, BROKEN), (1_900_000_000, LOOK), (2_100_000_000, OK)]
)
def test_disk(free: int, state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(10**12, 10**12 - free, free))
    assert states(machine.disk(tmp_path)) == [state]


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("MemTotal: 1000 kB\nMemAvailable: 70000 kB", BROKEN),
        ("MemAvailable: 200000 kB", LOOK),
        ("MemAvailable: 900000 kB", OK),
        ("nothing of the kind", LOOK),
    ],
)
def test_memory(said: str, state: State, tmp_path: Path) -> None:
    (tmp_path / "meminfo").write_text(said)
    assert states(machine.memory(tmp_path / "meminfo")) == [state]


def test_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now, minute = timezone.now(), timedelta(minutes=1)
    monkeypatch.setattr(machine, "kept_right", lambda: True)
    right = machine.clock(tmp_path, now, [now - minute, now + minute])
    row_ahead = machine.clock(tmp_path, now, [now + 3 * minute])
    before_the_code = machine.clock(tmp_path, datetime(2001, 1, 1, tzinfo=UTC), [])
    apart = machine.clock(tmp_path, now + timedelta(days=900), [])
    monkeypatch.setattr(machine, "kept_right", lambda: False)
    alone = machine.clock(tmp_path, now, [])
    assert states(right, row_ahead, before_the_code, apart, alone) == [
        *(OK, BROKEN, BROKEN, BROKEN, LOOK)
    ]


def test_the_kernel_is_asked_about_its_clock() -> None:
    assert machine.kept_right() in {True, False}


# The site.


@pytest.mark.parametrize(
    ("url", "on", "state"),
    [
        ("https://gatherings.example", True, OK),
        ("https://www.gatherings.example", True, BROKEN),
        ("https://gatherings.example", False, BROKEN),
        ("http://gatherings.example", True, BROKEN),
        ("http://127.0.0.1:8000", False, LOOK),
    ],
)
def test_https(url: str, on: bool, state: State) -> None:
    assert states(site.https(url, switched_on=on, hosts=["gatherings.example"])) == [state]


def test_hosts_with_a_point_before_them() -> None:
    found = site.https("https://a.b.example", switched_on=True, hosts=[".b.example"])
    assert states(found) == [OK]


def test_debug() -> None:
    assert states(site.debug(switched_on=False), site.debug(switched_on=True)) == [OK, BROKEN]


@pytest.mark.parametrize(
    ("url", "sender", "state"),
    [
        ("", "", LOOK),
        ("smtp://name:s3cret@mail.example:587?tls=1", "post@gatherings.example", OK),
        ("smtp://name:s3cret@mail.example:587", "post@gatherings.example", BROKEN),
        ("smtps://name:PASSWORD@mail.example", "post@gatherings.example", BROKEN),
        ("mail.example", "post@gatherings.example", BROKEN),
        ("http://mail.example", "post@gatherings.example", BROKEN),
        ("smtp://mail.example", "", BROKEN),
    ],
)
def test_mail(url: str, sender: str, state: State) -> None:
    found = site.mail(url, sender)
    assert states(found) == [state]
    assert "s3cret" not in found.said + found.do


# Databases.


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


# The worker.


@pytest.mark.parametrize(("minutes", "state"), [(0, OK), (3, OK), (4, LOOK), (16, BROKEN)])
def test_worker(minutes: int, state: State, tmp_path: Path) -> None:
    sign = tmp_path / "sign"
    sign.touch()
    moment = (NOW - timedelta(minutes=minutes)).timestamp()
    os.utime(sign, (moment, moment))
    assert states(worker.worker(sign, NOW)) == [state]


def test_a_worker_that_never_was(tmp_path: Path) -> None:
    assert states(worker.worker(tmp_path / "sign", NOW)) == [BROKEN]


def test_the_worker_gives_a_sign_of_life(settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    assert (heartbeat.beat(), heartbeat.beat()) == (0, 0)
    assert heartbeat.path().stat().st_mode & 0o777 == 0o600
    assert states(worker.worker(heartbeat.path(), timezone.now())) == [OK]


# Backups.


@pytest.mark.parametrize(("hours", "state"), [(0, OK), (30, OK), (31, LOOK), (73, BROKEN)])
def test_age_of_backups(
    hours: int, state: State, source: Source, secret: bytes, tmp_path: Path
) -> None:
    back_up(source, tmp_path / "b", now=NOW - timedelta(hours=hours))
    assert states(copies.newest_backup(tmp_path / "b", source.data, NOW)) == [state]


@pytest.mark.parametrize("kind", backups.KINDS)
def test_a_kind_that_is_missing(kind: str, source: Source, secret: bytes, tmp_path: Path) -> None:
    back_up(source, tmp_path / "b", now=NOW)
    next((tmp_path / "b").glob(f"*-{kind}-*")).unlink()
    found = copies.newest_backup(tmp_path / "b", source.data, NOW)
    assert (states(found), found.said) == ([BROKEN], f"There is no backup of: {kind}.")


def test_no_folder_of_backups(source: Source, tmp_path: Path) -> None:
    unnamed = copies.newest_backup(None, source.data, NOW)
    absent = copies.newest_backup(tmp_path / "none", source.data, NOW)
    assert states(unnamed, absent) == [LOOK, BROKEN]


@pytest.mark.parametrize("how", ["another key", "no parcel"])
def test_a_backup_for_another_key(how: str, source: Source, secret: bytes, tmp_path: Path) -> None:
    made = back_up(source, tmp_path / "b", now=NOW)
    if how == "no parcel":
        made[0].write_bytes(b"")
    else:
        (source.data / "backup_key.public").unlink()
    assert states(copies.newest_backup(tmp_path / "b", source.data, NOW)) == [LOOK]


def test_backup_key(source: Source, tmp_path: Path, secret: bytes) -> None:
    before = copies.backup_key(source.data)
    (source.data / "backup_key.public").write_text("spoiled")
    spoiled = copies.backup_key(source.data)
    (source.data / "backup_key.public").unlink()
    assert states(before, spoiled, copies.backup_key(source.data)) == [OK, BROKEN, BROKEN]


def test_keys_that_should_be_gone(tmp_path: Path) -> None:
    (tmp_path / backups.name_for("keys", NOW - timedelta(days=31))).touch()
    before = copies.too_old_keys(tmp_path, NOW)
    (tmp_path / backups.name_for("keys", NOW - timedelta(days=32))).touch()
    assert states(before, copies.too_old_keys(tmp_path, NOW)) == [OK, BROKEN]


# All of it.


@pytest.mark.django_db
def test_what_cannot_be_looked_at_keeps_nothing_else_from_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(path: Path) -> Finding:
        raise PermissionError(13, "Permission denied", "pepper")

    monkeypatch.setattr(files, "secrets", refused)
    found = {finding.key: finding for finding in look_at_all()}
    assert (found["secrets"].state, found["secrets"].said) == (BROKEN, "pepper: Permission denied.")
    assert len(found) == 19


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
        *("worker", "https", "debug", "mail", "backup_key", "backups", "old_keys"),
    ]
