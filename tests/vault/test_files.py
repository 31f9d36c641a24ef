import stat
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kithway.config import env
from kithway.vault import checks
from kithway.vault.checks import keys_are_kept_well
from kithway.vault.files import put, put_once
from kithway.vault.keyring import NAME, make


def test_is_put_once_and_closed(tmp_path: Path) -> None:
    put_once(tmp_path / "word", "first")
    put_once(tmp_path / "word", "second")
    assert (tmp_path / "word").read_text() == "first"
    put(tmp_path / "word", "third")
    assert (tmp_path / "word").read_text() == "third"
    assert [stat.filemode(path.stat().st_mode) for path in tmp_path.iterdir()] == ["-rw-------"]


def test_a_secret_is_made_once(tmp_path: Path) -> None:
    word = env.made_once(tmp_path / "keys" / "pepper")
    assert len(word) == 64
    assert env.made_once(tmp_path / "keys" / "pepper") == word
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("text", ["", "\n", "short", "x" * 31])
def test_an_empty_or_short_secret_does_not_start(tmp_path: Path, text: str) -> None:
    (tmp_path / "pepper").write_text(text)
    with pytest.raises(SystemExit, match="at least 32"):
        env.made_once(tmp_path / "pepper")


def found(settings: Any) -> list[str | None]:
    return [problem.id for problem in keys_are_kept_well(None)]


def test_a_good_installation(settings: Any, tmp_path: Path) -> None:
    make(tmp_path / "keys")
    settings.KEYS_FOLDER = tmp_path / "keys"
    assert found(settings) == []


@pytest.mark.parametrize("pepper", [b"", b"x" * 31])
def test_a_short_pepper_is_found(settings: Any, pepper: bytes) -> None:
    settings.PEPPER = pepper
    assert found(settings) == ["kithway.E010"]


@pytest.mark.parametrize("name", ["", NAME, "pepper", "installation"])
@pytest.mark.parametrize("mode", [0o640, 0o604])
def test_what_others_can_open_is_found(settings: Any, tmp_path: Path, name: str, mode: int) -> None:
    folder = tmp_path / "keys"
    make(folder)
    for other in ("pepper", "installation"):
        put_once(folder / other, "x" * 40)
    settings.KEYS_FOLDER = folder
    (folder / name).chmod(mode | (0o100 if not name else 0))
    assert found(settings) == ["kithway.E011"]


def test_a_broken_keyring_is_found(settings: Any, tmp_path: Path) -> None:
    put(tmp_path / NAME, "{}")
    settings.KEYS_FOLDER = tmp_path
    tmp_path.chmod(0o700)
    assert found(settings) == ["kithway.E012"]


def test_keys_beside_what_they_open_are_found(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    main = settings.DATABASES["default"]
    here = SimpleNamespace(
        DATABASES={"default": main, "keys": dict(main)},
        PEPPER=settings.PEPPER,
        KEYS_FOLDER=settings.KEYS_FOLDER,
    )
    monkeypatch.setattr(checks, "settings", here)
    assert found(settings) == ["kithway.E013"]
