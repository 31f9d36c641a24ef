"""What is wrong with a catalogue: left out, out of step with the code, or broken."""

import re
from collections.abc import Iterator

import polib

from tests.languages import LOCALE, PLURALS
from tests.languages.collecting import Message, collected
from tests.languages.same import SAME

PLACEHOLDER = re.compile(r"%\([a-z_]+\)s|%%|\{[a-z_]*\}")
MARKUP = re.compile(r"</?[a-z][^>]*>|&[a-z]+;|&#\d+;")
LETTERS = re.compile(r"[^\W\d_]{2,}")


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "django.po"))


def wrong_with(language: str) -> list[str]:
    """A line for each fault; a message without its translation is one too."""
    read = catalogue(language)
    faults = [*out_of_step(read, collected()), *broken(read, language)]
    return faults + left_out(read, language)


def out_of_step(read: polib.POFile, messages: list[Message]) -> Iterator[str]:
    """`make messages` puts these right."""
    asked = {message.key for message in messages}
    given = {(e.msgctxt, e.msgid, e.msgid_plural) for e in read}
    yield from (f"asked for, and not in the catalogue: {one}" for _c, one, _m in asked - given)
    yield from (f"in the catalogue, and not asked for: {one}" for _c, one, _m in given - asked)
    if len(given) != len(read):
        yield "a message stands there twice"


def left_out(read: polib.POFile, language: str) -> list[str]:
    missing = [f"not translated: {e.msgid}" for e in read if not all(forms(e).values())]
    same = [
        f"reads as in English (if that is right, add it to tests/languages/same.py): {e.msgid}"
        for e in read
        if e.msgid == e.msgstr and _words(e.msgid) and e.msgid not in SAME[language]
    ]
    return missing + same


def broken(read: polib.POFile, language: str) -> Iterator[str]:
    if read.metadata.get("Plural-Forms") != PLURALS[language]:
        yield f"Plural-Forms is not {PLURALS[language]}"
    wanted = set(range(int(PLURALS[language].removeprefix("nplurals=")[0])))
    for e in read:
        if e.flags or e.obsolete:
            yield f"fuzzy, flagged or obsolete: {e.msgid}"
        if e.msgid_plural and set(e.msgstr_plural) != wanted:
            yield f"wants {len(wanted)} plural forms: {e.msgid}"
        yield from (
            f"{fault}: {e.msgid} → {text}"
            for form, text in forms(e).items()
            if text
            for fault in _faults(e, form, text, last=max(wanted))
        )


def forms(entry: polib.POEntry) -> dict[int, str]:
    return entry.msgstr_plural if entry.msgid_plural else {0: entry.msgstr}


def _faults(entry: polib.POEntry, form: int, text: str, *, last: int) -> Iterator[str]:
    # What is said of one may do without the number; what is said of more may not.
    sources = [entry.msgid_plural or entry.msgid]
    if form == 0 < last:
        sources.append(entry.msgid)
    # Of the month, a language takes the name or the number.
    named = text.replace("%(month_number)s", "%(month)s")
    if _sorted(PLACEHOLDER, named) not in [_sorted(PLACEHOLDER, source) for source in sources]:
        yield "other placeholders"
    if _sorted(MARKUP, text) not in [_sorted(MARKUP, source) for source in sources]:
        yield "other markup"
    if "%" in PLACEHOLDER.sub("", text) and "%" not in PLACEHOLDER.sub("", entry.msgid):
        yield "a per cent sign too many"
    for edge in ("startswith", "endswith") if LETTERS.search(entry.msgid) else ():
        if getattr(text, edge)((" ", "\n")) != getattr(entry.msgid, edge)((" ", "\n")):
            yield "other white space at an end"
    if set("'\"") & set(MARKUP.sub("", text)) - set(entry.msgid):
        yield "a straight quotation mark or apostrophe"


def _sorted(pattern: re.Pattern[str], text: str) -> list[str]:
    return sorted(pattern.findall(text))


def _words(text: str) -> bool:
    """Whether anything in it is for translating."""
    return bool(LETTERS.search(MARKUP.sub("", PLACEHOLDER.sub("", text)).replace("Kithway", "")))
