"""Finds words that a person reads and that no translator would ever see."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?\{%\s*endcomment\s*%\}", re.DOTALL)
TRANSLATED = re.compile(
    r"\{%\s*blocktrans(?:late)?\b.*?\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL
)
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
LETTERS = re.compile(r"[^\W\d_]{2,}")
READ_ALOUD = {"alt", "aria-label", "aria-description", "placeholder", "title", "label"}
# Names, not words; the second is what apps look for in a page that has a list for them.
UNTRANSLATED = {"Kithway", "Meetings Feed"}
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
# What these are told is shown.
TELL = {"ValidationError", "HttpResponse", "Denied", "Http404"}
SHOWN = {"label", "help_text", "verbose_name", "empty_label", "error_messages"}


def bare_in_template(source: str) -> list[str]:
    """The words of a template's own text and spoken attributes outside any translation tag."""
    for pattern in (COMMENT, TRANSLATED, TAG):
        source = pattern.sub(" ", source)
    page = _Words()
    page.feed(source)
    return [
        words
        for words in page.found
        if LETTERS.search(words) and words.strip(" ·") not in UNTRANSLATED
    ]


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.within = tag
        given = dict(attrs)
        self.found += [(given[key] or "").strip() for key in READ_ALOUD & given.keys()]
        if given.get("name") == "description":
            self.found.append((given.get("content") or "").strip())

    def handle_data(self, data: str) -> None:
        if self.within not in {"script", "style"}:
            self.found.append(" ".join(data.split()))

    def handle_endtag(self, tag: str) -> None:
        self.within = ""


def bare_in_module(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Lines where a literal goes to a reader unmarked, or is marked in a way nobody can collect."""
    for node in ast.walk(module):
        if not isinstance(node, ast.Call):
            continue
        called = _called(node)
        # An f-string is put together before it is looked up, so it is never found.
        if called in GETTEXT and any(isinstance(word, ast.JoinedStr) for word in node.args):
            yield node.lineno, "a put-together string is marked for translation"
        shown = [word.value for word in node.keywords if word.arg in SHOWN]
        for told in [*(node.args[:1] if called in TELL else []), *shown]:
            if words := _literal(told):
                yield node.lineno, words


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _literal(node: ast.expr) -> str:
    """The words of a plain or put-together string; nothing where it holds none."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value if LETTERS.search(node.value) else ""
    if isinstance(node, ast.JoinedStr):
        return " ".join(filter(None, map(_literal, node.values)))
    return ""
