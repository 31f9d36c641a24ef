"""What goes in is what stands on the page, whatever its signs; letters without fonts are told."""

from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithway.gatherings.paper.shapes import (
    Area,
    Cell,
    Day,
    Fact,
    Flyer,
    Head,
    Line,
    Month,
    Post,
    Told,
    Week,
)
from kithway.gatherings.paper.telling import qr_code
from kithway.gatherings.paper.typesetting import (
    LettersMissing,
    Setting,
    fingerprint,
    picture,
    printable,
    typeset,
)
from tests.gatherings.paper.making import text_of

ENGLISH = Setting("en", "", "", rtl=False, paper="us-letter", large=False)
ARABIC = Setting("ar", "", "", rtl=True, paper="a4", large=False)
CHINESE = Setting("zh", "Hans", "", rtl=False, paper="a4", large=False)
QR = qr_code("https://example.org/")
HEAD = Head(
    title="Gatherings",
    community="Three Rivers",
    dates="26 November – 2 December 2026",
    made_on="Made on Thursday 26 November",
    contact="",
    check="Check before you go",
    address="example.org",
    qr=QR,
    qr_alt="A code",
    help_title="If it is hard",
    help=["Peer line · 555 0142"],
    page_of="Page {page} of {pages}",
)
# What typst would take for an instruction, if it ever read it as its own language.
SIGNS = (
    '#panic("x")',
    '#import "/etc/passwd"',
    "$x_1$ * _u_ `raw` \\ @ref <label> ~ = - + / // /* ] [ } {",
    "= Heading",
    '" + panic() + "',
    "{page} {pages} %(name)s",
)


def line(name: str) -> Line:
    return Line("6:00–7:30 pm", "6:00 pm", name, name, name, "", off=False, url="")


def sheets_of(name: str) -> dict[str, dict[str, object]]:
    """Each kind of sheet, with this name wherever words stand."""
    head = replace(HEAD, title=name, community=name, contact=name)
    day = Day("Thursday 26 November", [line(name)])
    cell = Cell("1", "Thursday 1", [line(name)], ["and 1 more"])
    none = Cell("", "", [], [])
    told: dict[str, Told] = {
        "week": Week(head, [Area(name, name, [day])], nothing="", more=""),
        "month": Month(head, ["Mon"] * 7, [[none] * 6 + [cell]], [day], nothing="", more=""),
        "flyer": Flyer(head, name, name, name, [Fact(name, [name, name])], name, name),
        "post": Post(head, [day], nothing="", more="", text=name),
    }
    return {kind: asdict(each) for kind, each in told.items()}


@pytest.mark.parametrize("name", SIGNS)
@pytest.mark.parametrize("kind", ["week", "month", "flyer", "post"])
def test_signs_stand_as_they_are(kind: str, name: str, tmp_path: Path) -> None:
    pdf = typeset(sheets_of(name)[kind], f"{kind}.typ", ENGLISH)
    assert " ".join(name.split()).replace(" ", "") in text_of(pdf, tmp_path).replace(" ", "")


@pytest.mark.parametrize("kind", ["week", "month", "flyer", "post"])
@settings(max_examples=15)
@given(name=st.text(st.characters(max_codepoint=0x24F), min_size=1, max_size=200))
def test_no_words_break_it(kind: str, name: str) -> None:
    # Whether a machine has a font for each of these letters is not the question here.
    with suppress(LettersMissing):
        assert typeset(sheets_of(name)[kind], f"{kind}.typ", ENGLISH)[:5] == b"%PDF-"


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("kind", ["week", "month", "flyer", "post"])
def test_is_tagged(kind: str, large: bool) -> None:
    pdf = typeset(sheets_of("Tea")[kind], f"{kind}.typ", replace(ENGLISH, large=large))
    wanted = [b"/StructTreeRoot", b"/MarkInfo", b"/Marked true", b"/Lang(en)", b"pdfuaid:part"]
    assert [mark for mark in wanted if mark not in pdf] == []
    assert b'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Tea</rdf:li>' in pdf


def month_of(weeks: int, lines: int) -> dict[str, object]:
    """Weeks that have so many gatherings on each day, from early to late."""
    day = [line(f"n{at:02}") for at in range(lines)]
    cell = Cell("1", "Thursday 1", day, [f"and {left} more" for left in range(1, lines + 1)])
    return asdict(Month(HEAD, ["Mon"] * 7, [[cell] * 7] * weeks, [], nothing="", more=""))


def test_a_month_uses_the_room_that_it_has(tmp_path: Path) -> None:
    """In its last week a day has the whole height of the page."""
    text = text_of(typeset(month_of(1, 30), "month.typ", ENGLISH), tmp_path)
    assert [at for at in range(30) if text.count(f"n{at:02}") != 7] == []
    assert "more" not in text


def test_a_full_month_has_evenings_too(tmp_path: Path) -> None:
    text = text_of(typeset(month_of(5, 20), "month.typ", ENGLISH), tmp_path)
    shown = [at for at in range(20) if f"n{at:02}" in text]
    left = 20 - len(shown)
    assert text.count(f"and {left} more") == 35
    assert (shown[0] < 4, shown[-1] >= 16, len(shown) > 3) == (True, True, True)
    assert "Page 1 of 1" in text


@pytest.mark.parametrize("setting", [ARABIC, CHINESE])
def test_says_its_language(setting: Setting) -> None:
    pdf = typeset(sheets_of("Tea")["week"], "week.typ", setting)
    assert f"/Lang({setting.language}".encode() in pdf


def test_letters_without_a_font_are_noticed() -> None:
    for kind, told in sheets_of("Tea ᏣᎳᎩ 𞤀").items():
        with pytest.raises(LettersMissing) as missing:
            typeset(told, f"{kind}.typ", ENGLISH)
        assert "𞤀" in missing.value.letters
        assert "T" not in missing.value.letters


def test_a_picture_notices_too() -> None:
    with pytest.raises(LettersMissing):
        picture(sheets_of("𞤀")["post"], "post.typ", ENGLISH)


def test_a_sign_without_a_font_that_is_no_letter_is_left_out(tmp_path: Path) -> None:
    pdf = typeset(sheets_of("Tea \U0001fae8 time")["week"], "week.typ", ENGLISH)
    assert "Tea time" in text_of(pdf, tmp_path)


def test_a_picture_has_the_size_that_social_pages_show() -> None:
    png = picture(sheets_of("Tea")["post"], "post.typ", ENGLISH)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    size = [int.from_bytes(png[at : at + 4], "big") for at in (16, 20)]
    assert size == [1080, 1350]


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("Tea\x00 and\x07 talk", "Tea and talk"),
        ("a\u202eevil", "aevil"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("x" * 31, "x" * 15 + "\u200b" + "x" * 15 + "\u200bx"),
        ("\x1f", "–"),
        ("", ""),
        ("鼓" * 40, "鼓" * 40),
        ("example.org/one-long-address/with-parts", "example.org/one-long-address/with-parts"),
    ],
)
def test_printable(given: str, printed: str) -> None:
    assert printable(given) == printed


def test_a_fingerprint_tells_sheets_apart() -> None:
    one, other = sheets_of("Tea")["week"], sheets_of("Coffee")["week"]
    prints = {
        fingerprint(one, "week.typ", ENGLISH),
        fingerprint(other, "week.typ", ENGLISH),
        fingerprint(one, "week.typ", replace(ENGLISH, large=True)),
        fingerprint(sheets_of("Tea")["week"], "week.typ", ENGLISH),
    }
    assert len(prints) == 3
