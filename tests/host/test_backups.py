from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from kithway.host.backups import drop_old, in_folder, name_for, newest

NOW = datetime(2026, 11, 26, 17, 0, tzinfo=UTC)


def made(folder: Path, kind: str, days_ago: int) -> str:
    path = folder / name_for(kind, NOW - timedelta(days=days_ago))
    path.touch()
    return path.name


def test_a_name_says_what_and_when_in_utc() -> None:
    there = NOW.astimezone(timezone(timedelta(hours=-5)))
    assert name_for("keys", there) == "kithway-keys-20261126T170000Z.parcel"


def test_files_of_other_names_are_not_ours(tmp_path: Path) -> None:
    ours = made(tmp_path, "keys", 1)
    for name in ("notes.txt", ".kithway-keys-x.part", "kithway-keys-20269999T170000Z.parcel"):
        (tmp_path / name).touch()
    assert [backup.path.name for backup in in_folder(tmp_path)] == [ours]


def test_the_newest_of_each_kind(tmp_path: Path) -> None:
    for days in (3, 1, 2):
        made(tmp_path, "database", days)
    assert {kind: b.made_at for kind, b in newest(tmp_path).items()} == {
        "database": NOW - timedelta(days=1)
    }


def test_keys_go_after_30_days_however_long_the_rest_stays(tmp_path: Path) -> None:
    kept = [made(tmp_path, kind, 30) for kind in ("database", "keys", "media")]
    kept += [made(tmp_path, kind, 60) for kind in ("database", "media", "keyring")]
    gone = {made(tmp_path, "keys", 31), made(tmp_path, "keys", 90), made(tmp_path, "media", 61)}
    assert {b.path.name for b in drop_old(tmp_path, now=NOW, days=60)} == gone
    assert {b.path.name for b in in_folder(tmp_path)} == set(kept)


def test_a_shorter_time_holds_for_the_keys_too(tmp_path: Path) -> None:
    kept, gone = made(tmp_path, "keys", 7), made(tmp_path, "keys", 8)
    assert [b.path.name for b in drop_old(tmp_path, now=NOW, days=7)] == [gone]
    assert [b.path.name for b in in_folder(tmp_path)] == [kept]
