"""A language in which each message stands in brackets: what stands outside was never asked for.

`⟦Help now⟧`. What a community wrote is put into Greek letters first, so that any Latin word left
outside brackets is one that no translator would see.
"""

import re
from html.parser import HTMLParser
from pathlib import Path

import polib
from django.apps import apps
from django.db import models

from tests.house.messages import UNTRANSLATED
from tests.languages.collecting import collected

# No other test speaks it, so nothing that is kept by language meets it.
CODE = "eo"
READ = {"alt", "aria-label", "aria-description", "placeholder", "title", "label"}
READ |= {"data-two", "data-one", "data-over", "data-going"}
BUTTONS = {"submit", "button", "reset"}
UNREAD = {"script", "style", "svg", "code"}
INNERMOST = re.compile(r"⟦[^⟦⟧]*⟧")
# As it stands on paper.
ADDRESS = re.compile(r"\S+/\S*")
WORD = re.compile(r"[A-Za-z]{2,}")
# What people, not programs, write; the rest are codes, addresses and keys.
WRITTEN = {
    *("name", "about", "town", "address_1", "city", "access_notes", "transport", "parking", "door"),
    *("photo_alt", "reason", "facilitators", "content_notes", "first_visit", "online_notes"),
    *("dial_in", "ended_because", "cancelled_because", "changed_because", "confirmed_by"),
    *("cancelled_by", "changed_by", "hours", "contact"),
}
GREEK = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "αβγδεζηθικλμνξοπρστυφχψωάέΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈ",
)


def write_catalogue(folder: Path) -> None:
    read = polib.POFile()
    read.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for message in collected():
        entry = polib.POEntry(msgctxt=message.context, msgid=message.one, msgid_plural=message.many)
        if message.many:
            entry.msgstr_plural = {0: f"⟦{message.one}⟧", 1: f"⟦{message.many}⟧"}
        else:
            entry.msgstr = f"⟦{message.one}⟧"
        read.append(entry)
    messages = folder / CODE / "LC_MESSAGES"
    messages.mkdir(parents=True)
    read.save_as_mofile(str(messages / "django.mo"))


def put_into_greek() -> None:
    for model in apps.get_models():
        named = [
            field.name
            for field in model._meta.fields
            if field.name in WRITTEN and isinstance(field, models.CharField | models.TextField)
        ]
        for row in model.objects.all() if named and model.__module__.startswith("kithway") else ():
            changed = {name: getattr(row, name).translate(GREEK) for name in named}
            model.objects.filter(pk=row.pk).update(**changed)


def unasked(html: str, *, known: set[str]) -> set[str]:
    """Words of a page, read or read aloud, that stand in no brackets."""
    page = _Texts()
    page.feed(html)
    text = "\n".join(words for words in page.found if words not in UNTRANSLATED)
    while INNERMOST.search(text):
        text = INNERMOST.sub(" ", text)
    text = ADDRESS.sub(" ", text)
    return {word for word in WORD.findall(text) if word not in known}


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found += [given[name] or "" for name in READ & given.keys()]
        if given.get("name") == "description":
            self.found.append(given.get("content") or "")
        if tag == "input" and given.get("type") in BUTTONS:
            self.found.append(given.get("value") or "")
        # What stands in `code` is made of letters, and is no word.
        if tag in UNREAD or given.get("class") == "code":
            self.within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.within and tag == self.within[-1]:
            self.within.pop()

    def handle_data(self, data: str) -> None:
        if not self.within:
            self.found.append(data)
