"""Turns what a sheet tells into a PDF that screen readers follow, or into a picture, by typst.

Words reach the templates as JSON and are never put into their source, so that no name can be taken
for an instruction. PDF/UA-1 is asked for because it tags the PDF and because typst then refuses,
rather than prints boxes, where no font here has a letter.
"""

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

# Loaded only where something is set: a web server that knows of sheets need not hold it.
if TYPE_CHECKING:
    import typst

Words = dict[str, Any]
SHEETS = Path(__file__).with_name("sheets")
# In this order, as far as they are here. The last comes with typst: Latin, Greek and Cyrillic
# letters are there even on a server without any font.
FONTS = (
    *("Noto Sans", "Source Sans 3", "Open Sans", "Liberation Sans", "Arial", "DejaVu Sans"),
    *("Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans CJK SC", "Source Han Sans SC"),
    *("WenQuanYi Zen Hei", "Libertinus Serif"),
)
CHINESE = ("Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei")
MISSING = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-fA-F]+)\}|\\(.)")
# Joiners change how Persian and Indian letters look; all else that is unseen only confuses.
# Isolates keep a number whole among them, and end with the line.
UNSEEN_BUT_NEEDED = "\n\u200c\u200d\u2068\u2069"
# Typst breaks by itself after these signs, as in an address.
LONGEST_WORD = 30
LONG_WORD = re.compile(rf"[^\s\u200b/\-]{{{LONGEST_WORD + 1},}}")


class LettersMissing(Exception):
    """No font here has these letters: `letters`, each once."""

    def __init__(self, letters: str) -> None:
        super().__init__(letters)
        self.letters = letters


@dataclass(frozen=True, slots=True)
class Setting:
    """How a sheet is set. `paper`: a name that typst knows; `script`: ISO 15924 or ''."""

    language: str
    script: str
    region: str
    rtl: bool
    paper: str
    large: bool


def typeset(told: Words, template: str, setting: Setting) -> bytes:
    """The sheet as a tagged PDF. `told`: one of shapes.py as a dict, `template`: as `week.typ`.

    Raises LettersMissing where letters of a name have no font, and typst.TypstError if it is ours.

    A sign without a font that is no letter, such as a new emoji, is left out: nobody reads less.
    """
    from typst import TypstError

    words = json.dumps(_each_text(told, printable))
    try:
        return _compile(words, template, setting, pdf_standards="ua-1")
    except TypstError as problem:
        if not (missing := missing_in(problem)):
            raise
    letters = "".join(sign for sign in missing if unicodedata.category(sign)[0] in "LMN")
    if letters:
        raise LettersMissing(letters)
    plain = {ord(sign): None for sign in missing}
    words = json.dumps(
        _each_text(json.loads(words), lambda text: _something(text.translate(plain), text))
    )
    return _compile(words, template, setting, pdf_standards="ua-1")


def picture(told: Words, template: str, setting: Setting) -> bytes:
    """The sheet as a PNG of one page. Raises LettersMissing, as `typeset` does."""
    # Only a PDF is judged for its letters.
    typeset(told, template, setting)
    words = json.dumps(_each_text(told, printable))
    return _compile(words, template, setting, format="png", ppi=144)


def missing_in(problem: "typst.TypstError") -> list[str]:
    """The signs that typst had no font for, each once; [] where it stumbled over another thing."""
    found = [_unescaped(text) for text in MISSING.findall(problem.diagnostic or problem.message)]
    return list(dict.fromkeys("".join(found)))


def printable(text: str) -> str:
    """Without signs that are unseen or turn the direction; long words may be broken."""
    kept = (c for c in text if unicodedata.category(c)[0] != "C" or c in UNSEEN_BUT_NEEDED)
    return LONG_WORD.sub(_breakable, _something("".join(kept), text))


def fingerprint(told: Words, template: str, setting: Setting) -> str:
    """The same for two sheets that look alike, so that the second need not be made."""
    look = b"".join(path.read_bytes() for path in (SHEETS / "look.typ", SHEETS / template))
    words = json.dumps([told, asdict(setting)])
    return sha256(look + words.encode()).hexdigest()[:32]


def _compile(words: str, template: str, setting: Setting, **output: Any) -> bytes:
    import typst

    how = {**asdict(setting), "fonts": _fonts_for(setting)}
    made: bytes | list[bytes] = typst.compile(
        SHEETS / template,
        root=SHEETS,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"told": words, "how": json.dumps(how)},
        **output,
    )
    # One page of several comes as a list.
    return made[0] if isinstance(made, list) else made


@lru_cache(maxsize=1)
def _fonts() -> "typst.Fonts":
    """Looked for once: that takes longer than a sheet."""
    import typst

    return typst.Fonts()


def _fonts_for(setting: Setting) -> list[str]:
    # A Chinese font first, else quotation marks are taken from a Latin one and stand too close.
    wanted = (*CHINESE, *FONTS) if setting.language == "zh" else FONTS
    here = set(_fonts().families())
    return [name for name in dict.fromkeys(wanted) if name in here]


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        # A picture is no text.
        return value if value.startswith("<svg") else change(value)
    if isinstance(value, list):
        return [_each_text(each, change) for each in value]
    if isinstance(value, dict):
        return {name: _each_text(each, change) for name, each in value.items()}
    return value


def _something(kept: str, text: str) -> str:
    """A dash where nothing is left of a text: a screen reader must not meet an empty heading."""
    return kept if kept.strip() or not text else "–"


def _breakable(match: re.Match[str]) -> str:
    word = match[0]
    if any(unicodedata.east_asian_width(sign) in "WF" for sign in word):
        # It is broken between any two signs anyway.
        return word
    half = LONGEST_WORD // 2
    return "\u200b".join(word[at : at + half] for at in range(0, len(word), half))


def _unescaped(text: str) -> str:
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], text)
