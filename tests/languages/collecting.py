"""Every message that the code and its templates ask gettext for."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.extract import extract
from django.utils.translation.template import templatize

from tests.house.files import modules, name, templates

# The gallery is for who builds pages, in debug alone.
BUILDERS = {"gallery.html", "gallery.py"}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# What Django makes of a template is no Python; the calls in it, and comments to translators, are.
WORDS = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
CALL = re.compile(rf"(?:_|n?p?gettext)\({WORDS}(?:, {WORDS})*(?:, ?count)?\)|# *Translators.*")


@dataclass
class Message:
    """`many` is '' where there is no plural; `places` are files, without lines."""

    context: str | None
    one: str
    many: str
    places: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def key(self) -> tuple[str | None, str, str]:
        return self.context, self.one, self.many


def collected() -> list[Message]:
    """In the order of their first places, each once."""
    found: dict[tuple[str | None, str, str], Message] = {}
    for path in [*modules("kithway"), *templates()]:
        if path.name in BUILDERS:
            continue
        for message in messages_in(path):
            kept = found.setdefault(message.key, message)
            kept.places += [place for place in [name(path)] if place not in kept.places]
            kept.comments += [said for said in message.comments if said not in kept.comments]
    return list(found.values())


def messages_in(path: Path) -> Iterator[Message]:
    source = path.read_text()
    if path.suffix != ".py":
        source = "\n".join(CALL.findall(templatize(source, origin=str(path))))
    python = io.BytesIO(source.encode())
    for _line, words, comments, context in extract("python", python, KEYWORDS, ["Translators"]):
        one, many = words if isinstance(words, tuple) else (words, "")
        yield Message(context, one, many, comments=list(comments))
