from datetime import timedelta
from pathlib import Path

import pytest

from kithway.host import backups
from kithway.host.backing_up import Source, back_up
from kithway.host.looking import copies
from kithway.host.looking.finding import State
from tests.host.conftest import NOW
from tests.host.looking import BROKEN, LOOK, OK, states


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
