"""Text as people typed it, made plain: no markup, no control characters, no odd spaces."""

import html
import re
import unicodedata
from typing import Any

LONGEST = 8_000
HIDDEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
LINE_END = re.compile(r"<(?:br|/p|/div|/li|/tr|/h\d)\b[^<>]*>", re.IGNORECASE)
TAG = re.compile(r"<(?:[a-zA-Z/][^<>]*|!--.*?--)>", re.DOTALL)
SPACES = re.compile(r"[^\S\n]+")
LINES = re.compile(r" ?\n[ \n]*")


def plain(value: Any, longest: int = LONGEST) -> str:
    """Text on one line, at most `longest` characters; empty for what holds no text."""
    return " ".join(plain_lines(value, LONGEST).split())[:longest].rstrip()


def plain_lines(value: Any, longest: int = LONGEST) -> str:
    """Text with its line breaks, without markup."""
    if value is None or value == "":
        return ""
    text = _text(value)[:LONGEST]
    if "<" in text:
        text = TAG.sub(" ", LINE_END.sub("\n", HIDDEN.sub(" ", text)))
    if "&" in text:
        text = html.unescape(html.unescape(text))
    text = "".join(map(_letter, text)) if not text.isascii() or not text.isprintable() else text
    return LINES.sub("\n", SPACES.sub(" ", text)).strip()[:longest].rstrip()


def shortened(text: str, longest: int) -> str:
    """The text, cut at a word with an ellipsis where it is too long for its column."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[longest // 2 :] else cut).rstrip(" ,;") + "…"


def folded(text: str) -> str:
    """Text as it is compared: small letters, no accents, single spaces, letters and digits only."""
    bare = text.casefold()
    if not bare.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFKD", bare) if not _mark(c))
    return " ".join(re.sub(r"[^\w]|_", " ", bare).split())


def slug(text: str, longest: int = 80) -> str:
    """`serenity-group` for “Serenity Group!”; empty where no Latin letter or digit is left."""
    bare = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare.replace("'", "")).strip("-")[:longest].strip("-")


def items(value: Any) -> list[str]:
    """The parts of a list, or of a text with commas, semicolons or bars between them."""
    if isinstance(value, list | tuple | set):
        found = [plain(part, 200) for part in value]
    else:
        found = [part.strip() for part in re.split(r"[,;|]", plain(value))]
    return [part for part in found if part]


def is_yes(value: Any) -> bool | None:
    """Yes, no, or None where it says neither."""
    word = folded(plain(value, 20))
    if word in {"yes", "y", "true", "1", "si", "oui", "on"}:
        return True
    return False if word in {"no", "n", "false", "0", "non", "off"} else None


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool | dict):
        return {True: "yes", False: "no"}.get(value, "") if isinstance(value, bool) else ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_text, value)))
    return str(value)


def _letter(letter: str) -> str:
    if letter in "\n\r":
        return "\n" if letter == "\n" else " "
    kind = unicodedata.category(letter)
    # Cc, Cs, Cf: control characters, halves of a pair, and marks that nobody can see. The joiner
    # inside an emoji or an Indic word stays.
    if kind in {"Cc", "Cs", "Cf", "Co", "Cn"}:
        return letter if letter in "\u200c\u200d" else " " if letter == "\t" else ""
    return " " if kind in {"Zs", "Zl", "Zp"} else letter


def _mark(letter: str) -> bool:
    return unicodedata.combining(letter) > 0
