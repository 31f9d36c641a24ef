"""The check of catalogues finds what it is for."""

import polib
import pytest

from tests.languages.checking import broken, left_out, out_of_step
from tests.languages.collecting import Message

PLURAL = "nplurals=2; plural=(n != 1);"


def of(**given: object) -> polib.POFile:
    read = polib.POFile()
    read.metadata = {"Plural-Forms": PLURAL}
    read.append(polib.POEntry(**given))
    return read


def test_what_is_right_passes() -> None:
    read = of(msgid="Call <b>%(name)s</b>", msgstr="Llama a <b>%(name)s</b>")
    assert [*broken(read, "es"), *left_out(read, "es")] == []


@pytest.mark.parametrize(
    ("one", "text", "fault"),
    [
        ("Call %(name)s", "Llama a %(nombre)s", "other placeholders"),
        ("Call %(name)s", "Llama", "other placeholders"),
        ("Call <b>now</b>", "Llama <b>ahora", "other markup"),
        ("Now &amp; then", "Ahora y luego", "other markup"),
        ("All", "Todo 100% ", "a per cent sign too many"),
        ("All ", "Todo", "other white space at an end"),
        ("The place’s", "d'ici", "a straight quotation mark or apostrophe"),
    ],
)
def test_what_is_broken_is_found(one: str, text: str, fault: str) -> None:
    assert next(broken(of(msgid=one, msgstr=text), "es")) == f"{fault}: {one} → {text}"


def test_flags_and_forms() -> None:
    assert list(broken(of(msgid="One", msgstr="Uno", flags=["fuzzy"]), "es")) == [
        "fuzzy, flagged or obsolete: One"
    ]
    one_form = of(msgid="A day", msgid_plural="%(n)s days", msgstr_plural={0: "Un día"})
    assert list(broken(one_form, "es")) == ["wants 2 plural forms: A day"]
    more = {0: "Un día", 1: "unos días"}
    assert list(broken(of(msgid="A day", msgid_plural="%(n)s days", msgstr_plural=more), "es")) == [
        "other placeholders: A day → unos días"
    ]


def test_what_is_left_out() -> None:
    assert left_out(of(msgid="Call", msgstr=""), "es") == ["not translated: Call"]
    half = of(msgid="A day", msgid_plural="%(n)s days", msgstr_plural={0: "Un día", 1: ""})
    assert left_out(half, "es") == ["not translated: A day"]
    same = "reads as in English (if that is right, add it to tests/languages/same.py): Call"
    assert left_out(of(msgid="Call", msgstr="Call"), "es") == [same]
    assert left_out(of(msgid="%(a)s · Kithway", msgstr="%(a)s · Kithway"), "es") == []


def test_what_is_out_of_step() -> None:
    assert list(out_of_step(of(msgid="Old", msgstr="Viejo"), [Message(None, "New", "")])) == [
        "asked for, and not in the catalogue: New",
        "in the catalogue, and not asked for: Old",
    ]
