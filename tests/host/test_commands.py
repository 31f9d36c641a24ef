import errno
import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from kithway.host import backing_up
from kithway.host.backing_up import Source
from kithway.host.backups import in_folder, name_for

pytestmark = pytest.mark.filterwarnings("ignore:Overriding setting DATABASES")


@pytest.fixture
def to(source: Source, settings, tmp_path: Path) -> Path:
    """Where this installation's backups go."""
    settings.DATA, settings.MEDIA_ROOT = source.data, source.media
    settings.DATABASES, settings.BACKUPS = source.databases, tmp_path / "backups"
    return tmp_path / "backups"


def said_by(*words: str) -> str:
    out = io.StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_from_key_to_restored(to: Path, tmp_path: Path) -> None:
    key = tmp_path / "key.txt"
    key.write_text(said_by("backup_key"))
    said = said_by("backup").splitlines()
    assert [Path(line.split(":")[0]).name.split("-")[1] for line in said[:3]] == [
        *("database", "keys", "media")
    ]
    assert said[3:] == [
        "0 old ones deleted.",
        "The keyring is not in them: `kithway backup FOLDER --keyring`.",
    ]
    again = tmp_path / "again"
    done = said_by("restore", str(to), "--key", str(key), "--to", str(again)).splitlines()
    assert [line.split(": ")[1] for line in done[:3]] == [
        f"{count} rows or files, as many as when it was made." for count in (701, 2, 2)
    ]
    assert done[-1].endswith("erase again before you open the site.")
    with pytest.raises(CommandError, match="is not empty"):
        said_by("restore", str(to), "--key", str(key), "--to", str(again))


def test_where_to_is_asked_for(to: Path, settings, secret: bytes) -> None:
    settings.BACKUPS = None
    with pytest.raises(CommandError, match="Say where to"):
        said_by("backup")
    with pytest.raises(CommandError, match="a day at least"):
        said_by("backup", str(to), "--keep", "0")
    assert not to.exists()


def test_without_a_key(to: Path) -> None:
    with pytest.raises(CommandError, match="kithway backup_key"):
        said_by("backup")


def test_a_full_disk_is_said_and_leaves_nothing(
    to: Path, secret: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*given: object, **named: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(backing_up, "pack", full)
    with pytest.raises(CommandError, match="Not written: No space left on device"):
        said_by("backup")
    assert list(to.iterdir()) == []


def test_keys_that_are_too_old_go_even_where_no_backup_can_be_made(to: Path) -> None:
    """Without a backup key none is made; what was erased must not open all the same."""
    to.mkdir()
    for kind in ("keys", "database"):
        (to / name_for(kind, timezone.now() - timedelta(days=31))).touch()
    with pytest.raises(CommandError, match="kithway backup_key"):
        said_by("backup")
    assert [backup.kind for backup in in_folder(to)] == ["database"]


def test_the_keyring_by_itself(to: Path, secret: bytes, tmp_path: Path) -> None:
    said = said_by("backup", str(tmp_path / "elsewhere"), "--keyring").splitlines()
    assert said[-1] == "Keep this elsewhere than the other backups."
    assert [b.kind for b in in_folder(tmp_path / "elsewhere")] == ["keyring"]
    assert not to.exists()


@pytest.mark.parametrize("content", ["no key", None])
def test_no_private_key(content: str | None, to: Path, secret: bytes, tmp_path: Path) -> None:
    said_by("backup")
    key = tmp_path / "key.txt"
    if content:
        key.write_text(content)
    with pytest.raises(CommandError, match=r"not a private key|Not restored"):
        said_by("restore", str(to), "--key", str(key), "--to", str(tmp_path / "again"))
    assert not (tmp_path / "again").exists()
