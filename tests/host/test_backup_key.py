from pathlib import Path

import pytest

from kithway.host.backup_key import (
    NAME,
    KeyRefused,
    make_pair,
    read_private,
    read_public,
    written,
)
from kithway.vault.parcel import public_of

SECRET = bytes(range(32))


def test_a_pair(tmp_path: Path) -> None:
    said = make_pair(tmp_path)
    assert read_public(tmp_path) == public_of(read_private(said))
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600
    # The private half is nowhere here.
    groups = said.splitlines()[2]
    assert [path for path in tmp_path.rglob("*") if groups[:9] in path.read_text()] == []


def test_there_is_one_pair(tmp_path: Path) -> None:
    make_pair(tmp_path)
    first = read_public(tmp_path)
    with pytest.raises(KeyRefused, match="There is a backup key already"):
        make_pair(tmp_path)
    assert read_public(tmp_path) == first


@pytest.mark.parametrize(
    "typed",
    [
        written(SECRET),
        written(SECRET).splitlines()[2],
        written(SECRET).splitlines()[2].lower().replace("-", " "),
        f"  {written(SECRET).splitlines()[2].replace('-', '')}  ",
        written(SECRET).replace("\n", "\r\n"),
    ],
)
def test_typed_in_again(typed: str) -> None:
    assert read_private(typed) == SECRET


def test_a_slip_of_the_pen_is_found() -> None:
    groups = written(SECRET).splitlines()[2]
    for at, letter in enumerate(groups):
        if letter != "-":
            slipped = groups[:at] + ("B" if letter != "B" else "C") + groups[at + 1 :]
            with pytest.raises(KeyRefused, match="a letter of it is wrong"):
                read_private(slipped)


@pytest.mark.parametrize("text", ["", "not a key", "AAAA-" * 13 + "AAAA", "A" * 4000])
def test_no_key(text: str) -> None:
    with pytest.raises(KeyRefused):
        read_private(text)


@pytest.mark.parametrize("content", [None, "", "bm8=", "%%%"])
def test_no_public_key(content: str | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / NAME).write_text(content)
    with pytest.raises(KeyRefused, match=r"kithway backup_key|does not read as a backup key"):
        read_public(tmp_path)
