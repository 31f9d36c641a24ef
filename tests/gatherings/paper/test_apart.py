import subprocess

import pytest

from kithway.gatherings.paper import apart
from kithway.gatherings.paper.typesetting import LettersMissing
from tests.gatherings.paper.test_typesetting import ENGLISH, sheets_of


def test_gives_what_was_set() -> None:
    pdf = apart.apart(sheets_of("Tea")["week"], "week.typ", ENGLISH, as_picture=False)
    assert (pdf[:5], pdf[-6:].strip()) == (b"%PDF-", b"%%EOF")
    png = apart.apart(sheets_of("Tea")["post"], "post.typ", ENGLISH, as_picture=True)
    assert png[:4] == b"\x89PNG"


def test_says_which_letters_are_missing() -> None:
    with pytest.raises(LettersMissing) as missing:
        apart.apart(sheets_of("𞤀")["week"], "week.typ", ENGLISH, as_picture=False)
    assert missing.value.letters == "𞤀"


def test_what_breaks_or_takes_too_long_takes_nothing_along(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        apart.apart(sheets_of("Tea")["week"], "nowhere.typ", ENGLISH, as_picture=False)
    monkeypatch.setattr(apart, "LONGEST", 0.01)
    with pytest.raises(subprocess.TimeoutExpired):
        apart.apart(sheets_of("Tea")["week"], "week.typ", ENGLISH, as_picture=False)
