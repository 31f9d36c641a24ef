"""How words stand beside each other: each language has its own signs and spaces for that."""

from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext

Words = str | Promise
# What ends a sentence already: 'at 6:00 p. m.', 'Can you come?'.
ENDS = (".", "!", "?", "…", "。", "！", "？")


def sentence(words: Words) -> str:
    """With a full stop at its end, unless it has an end already; '' stays ''."""
    text = str(words).rstrip()
    if not text or text.endswith(ENDS):
        return text
    return pgettext("a sentence with its full stop", "%(words)s.") % {"words": text}


def labelled(label: Words, words: Words) -> str:
    """'Room 2: by the back stairs'."""
    return pgettext("a name and what is said of it", "%(label)s: %(words)s") % {
        "label": label,
        "words": words,
    }


def comma() -> str:
    """What stands between the parts of a list, or of an address."""
    # Translators: Chinese writes 、 without a space.
    return pgettext("between the parts of a list", ", ")


def gap() -> str:
    """What stands between two sentences: a space, or nothing."""
    return _gap(get_language())


@lru_cache
def _gap(language: str | None) -> str:
    both = pgettext("two sentences after each other", "%(first)s %(second)s")
    return both.replace("%(first)s", "").replace("%(second)s", "")
