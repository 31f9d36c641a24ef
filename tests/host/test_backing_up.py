import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kithway.host import backing_up, packing
from kithway.host.backing_up import AlreadyRunning, Source, back_up, copy_keyring
from kithway.host.backup_key import KeyRefused, make_pair
from kithway.host.backups import in_folder
from kithway.host.restoring import RestoreRefused, chosen, restore
from kithway.host.snapshots import NotCopied
from kithway.vault.cipher import NotOpened
from tests.host.conftest import CLEAR, COUNTS, NOW, ROWS, SEALED
from tests.parts import ROOT


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def rows(path: Path, table: str) -> list[object]:
    with closing(sqlite3.connect(path)) as database:
        return [row[0] for row in database.execute(f"SELECT * FROM {table}")]


def test_all_that_was_there_is_there_again(source: Source, secret: bytes, tmp_path: Path) -> None:
    made = back_up(source, tmp_path / "backups", now=NOW)
    assert [path.name for path in made] == [
        f"kithway-{kind}-20261126T170000Z.parcel" for kind in ("database", "keys", "media")
    ]
    done = restore(chosen([tmp_path / "backups"]), secret=secret, to=tmp_path / "again")
    assert {one.manifest.kind: one.manifest.counts for one in done} == COUNTS
    assert [one.checked for one in done] == [True] * 3
    again = tmp_path / "again"
    assert rows(again / "kithway.sqlite3", "gathering") == [CLEAR] * ROWS
    assert rows(again / "keys" / "keys.sqlite3", "key") == [1, 2]
    assert (again / "media" / "places" / "porch.jpg").read_bytes() == b"\xff" * 300_000
    assert names(again) == sorted(
        ("kithway.sqlite3", "keys", "keys.sqlite3", "media", "places", "porch.jpg", "door.jpg")
    )


def test_files_are_closed_to_others(source: Source, secret: bytes, tmp_path: Path) -> None:
    made = back_up(source, tmp_path / "backups", now=NOW)
    assert {path.stat().st_mode & 0o777 for path in made} == {0o600}
    restore(made, secret=secret, to=tmp_path / "again")
    found = [*(tmp_path / "again").rglob("*"), tmp_path / "again"]
    assert {oct(path.stat().st_mode & 0o077) for path in found} == {"0o0"}


def test_no_word_is_in_a_backup(source: Source, secret: bytes, tmp_path: Path) -> None:
    """In clear in the database, and sealed in it: neither stands in a file, packed or not."""
    in_database = b"".join(p.read_bytes() for p in source.data.glob("kithway.sqlite3*"))
    assert (CLEAR.encode() in in_database, SEALED.encode() in in_database) == (True, False)
    for path in back_up(source, tmp_path / "backups", now=NOW):
        data = path.read_bytes()
        words = (CLEAR, SEALED, "gathering", "SQLite format", "porch", "manifest")
        assert [word for word in words if word.encode("latin-1") in data] == []


def test_nothing_in_clear_is_left(source: Source, secret: bytes, tmp_path: Path) -> None:
    before = names(source.data)
    back_up(source, tmp_path / "backups", now=NOW)
    assert names(source.data) == before
    assert all(path.suffix == ".parcel" for path in (tmp_path / "backups").iterdir())


def test_without_a_key_nothing_is_made(source: Source, tmp_path: Path) -> None:
    with pytest.raises(KeyRefused, match="kithway backup_key"):
        back_up(source, tmp_path / "backups", now=NOW)
    assert not (tmp_path / "backups").exists()


def test_the_keyring_is_in_no_backup_but_its_own(
    source: Source, secret: bytes, tmp_path: Path
) -> None:
    back_up(source, tmp_path / "backups", now=NOW)
    restore(chosen([tmp_path / "backups"]), secret=secret, to=tmp_path / "again")
    assert names(tmp_path / "again" / "keys") == ["keys.sqlite3"]
    made = copy_keyring(source, tmp_path / "elsewhere", now=NOW)
    assert [path.name for path in made] == ["kithway-keyring-20261126T170000Z.parcel"]
    (done,) = restore(made, secret=secret, to=tmp_path / "ring")
    assert (done.manifest.counts, done.checked) == ({"files": 3}, True)
    ring = tmp_path / "ring" / "keys"
    assert (ring / "pepper").read_text() == "what is in pepper"
    assert names(ring) == ["installation", "keyring.json", "pepper"]


def test_no_keyring_yet(source: Source, secret: bytes, tmp_path: Path) -> None:
    (source.data / "keys" / "keyring.json").unlink()
    with pytest.raises(NotCopied, match="There is no keyring yet"):
        copy_keyring(source, tmp_path / "elsewhere", now=NOW)


def test_a_whole_set_in_another_folder(source: Source, secret: bytes, tmp_path: Path) -> None:
    made = [*back_up(source, tmp_path / "b", now=NOW), *copy_keyring(source, tmp_path, now=NOW)]
    restore(made, secret=secret, to=tmp_path / "again")
    assert names(tmp_path / "again" / "keys") == [
        "installation",
        "keyring.json",
        "keys.sqlite3",
        "pepper",
    ]


def test_a_folder_gives_the_newest_of_each(source: Source, secret: bytes, tmp_path: Path) -> None:
    back_up(source, tmp_path / "backups", now=NOW - timedelta(days=1))
    newest = back_up(source, tmp_path / "backups", now=NOW)
    assert sorted(chosen([tmp_path / "backups"])) == sorted(newest)


def test_one_at_a_time(source: Source, secret: bytes, tmp_path: Path) -> None:
    with (
        backing_up._working(source.data),
        pytest.raises(AlreadyRunning, match="Wait until it is done"),
    ):
        back_up(source, tmp_path / "backups", now=NOW)
    assert len(back_up(source, tmp_path / "backups", now=NOW)) == 3


def test_a_damaged_database_is_not_taken_for_a_backup(
    source: Source, secret: bytes, tmp_path: Path
) -> None:
    path = source.data / "broken.sqlite3"
    path.write_bytes(b"SQLite format 3\0" + b"\x10" * 4096)
    broken = replace(
        source, databases={**source.databases, "keys": {"ENGINE": "x.sqlite3", "NAME": path}}
    )
    with pytest.raises(NotCopied, match=r"broken\.sqlite3 cannot be copied"):
        back_up(broken, tmp_path / "backups", now=NOW)
    assert names(tmp_path / "backups") == []


def test_pg_dump_that_is_missing_is_said(
    source: Source, secret: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    apart = {**source.databases, "default": {"ENGINE": "django.db.backends.postgresql"}}
    with pytest.raises(NotCopied, match="apt install postgresql-client"):
        back_up(replace(source, databases=apart), tmp_path / "backups", now=NOW)


@pytest.mark.parametrize("change", ["altered", "cut off", "added to", "another key", "no parcel"])
def test_what_is_not_as_it_was_made_is_refused(
    change: str, source: Source, secret: bytes, tmp_path: Path
) -> None:
    made = back_up(source, tmp_path / "backups", now=NOW)
    media, data = made[2], made[2].read_bytes()
    middle = len(data) // 2
    media.write_bytes(
        {
            "altered": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
            "cut off": data[:-1],
            "added to": data + b"\0",
            "another key": data,
            "no parcel": b"PK" + data[2:],
        }[change]
    )
    key = bytes(32) if change == "another key" else secret
    with pytest.raises(RestoreRefused, match="does not open"):
        restore(made, secret=key, to=tmp_path / "again")
    # Not even the two before it that did open.
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backups", "data"]


def test_rows_that_are_fewer_than_they_were_are_refused(
    source: Source, secret: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = {**COUNTS["database"], "gathering": ROWS + 1}
    monkeypatch.setattr(backing_up, "snapshot", lambda d, to: _counted(backing_up_as(d, to), more))
    made = back_up(source, tmp_path / "backups", now=NOW)
    with pytest.raises(RestoreRefused, match="not all rows are there"):
        restore(made[:1], secret=secret, to=tmp_path / "again")
    assert not (tmp_path / "again").exists()


backing_up_as = backing_up.snapshot


def _counted(_found: object, instead: dict[str, int]) -> dict[str, int]:
    return instead


@pytest.mark.parametrize("name", ["../out", "/tmp/kithway-out", "a/../../out", ".."])
def test_nothing_is_written_outside_the_folder(
    name: str, source: Source, secret: bytes, tmp_path: Path
) -> None:
    """Whoever holds the public key can make a parcel."""
    evil = tmp_path / "evil.parcel"
    public = backing_up.read_public(source.data)
    files = [(name, source.data / "media" / "door.jpg")]
    with evil.open("wb") as to:
        packing.pack(to, public=public, manifest=packing.Manifest("media", "", {}), files=files)
    (tmp_path / "in").mkdir()
    with pytest.raises(NotOpened), evil.open("rb") as parcel:
        packing.unpack(parcel, secret=secret, into=tmp_path / "in")
    assert not (tmp_path / "out").exists()
    assert not Path("/tmp/kithway-out").exists()


def test_only_an_empty_folder_is_written_into(
    source: Source, secret: bytes, tmp_path: Path
) -> None:
    made = back_up(source, tmp_path / "backups", now=NOW)
    full = tmp_path / "full"
    full.mkdir()
    (full / "kithway.sqlite3").write_text("someone's life")
    with pytest.raises(RestoreRefused, match="is not empty"):
        restore(made, secret=secret, to=full)
    assert names(full) == ["kithway.sqlite3"]
    assert (full / "kithway.sqlite3").read_text() == "someone's life"
    (tmp_path / "empty").mkdir()
    assert len(restore(made, secret=secret, to=tmp_path / "empty")) == 3


def test_no_backups_and_no_such_file(secret: bytes, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    with pytest.raises(RestoreRefused, match="no backups here"):
        chosen([tmp_path / "none"])
    with pytest.raises(RestoreRefused, match="is not there"):
        restore([tmp_path / "none.parcel"], secret=secret, to=tmp_path / "again")


# Makes a backup whose media is large, in a process of its own.
CHILD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from kithway.host.backing_up import Source, back_up
data = Path(sys.argv[1])
lite = "django.db.backends.sqlite3"
names = {"default": data / "kithway.sqlite3", "keys": data / "keys" / "keys.sqlite3"}
source = Source(data, data / "media", {k: {"ENGINE": lite, "NAME": v} for k, v in names.items()})
back_up(source, Path(sys.argv[2]), now=datetime(2026, 11, 26, 18, tzinfo=UTC))
"""


def _child(source: Source, to: Path, **how: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", CHILD, str(source.data), str(to)]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, **how)


def test_killed_in_the_middle(source: Source, secret: bytes, tmp_path: Path) -> None:
    """No half backup under a backup's name, what was made before stays, and the next run clears."""
    to = tmp_path / "backups"
    before = back_up(source, to, now=NOW)
    large = source.data / "media" / "large"
    large.write_bytes(os.urandom(60_000_000))
    with _child(source, to) as child:
        while not any(part.stat().st_size > 2_000_000 for part in to.glob(".*media*.part")):
            assert child.poll() is None
            time.sleep(0.01)
        child.send_signal(signal.SIGKILL)
        child.communicate()
    assert {backup.path for backup in in_folder(to)} == set(before)
    assert list(to.glob(".*.part")) != []
    large.unlink()
    again = back_up(source, to, now=NOW + timedelta(days=1))
    assert names(to) == sorted(path.name for path in [*before, *again])
    assert not (source.data / backing_up.WORK).exists()


def test_a_full_disk(source: Source, secret: bytes, tmp_path: Path) -> None:
    """A file may grow to 1 MB, and the media is larger: as if the disk ended there."""
    (source.data / "media" / "large").write_bytes(os.urandom(3_000_000))
    limit = (1_000_000, 1_000_000)
    to = tmp_path / "backups"
    with _child(
        source, to, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    ) as child:
        _, said = child.communicate()
    assert (child.returncode, b"File too large" in said) == (1, True)
    assert names(to) == []
    assert not (source.data / backing_up.WORK).exists()
    assert len(back_up(source, to, now=NOW)) == 3


def test_a_second_pair_opens_what_comes_after(
    source: Source, secret: bytes, tmp_path: Path
) -> None:
    first = back_up(source, tmp_path / "backups", now=NOW)
    (source.data / "backup_key.public").unlink()
    make_pair(source.data)
    second = back_up(source, tmp_path / "backups", now=NOW + timedelta(days=1))
    assert len(restore(first, secret=secret, to=tmp_path / "first")) == 3
    with pytest.raises(RestoreRefused):
        restore(second, secret=secret, to=tmp_path / "second")
