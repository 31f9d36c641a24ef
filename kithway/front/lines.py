"""A help line as it stands on the page: what to dial or text, as written, and what it may do."""

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from django.utils.functional import Promise

from kithway.gatherings.wording import dated

Words = str | Promise
# “555-0142”, “+44 20 …”; what follows a letter (an extension) is left to the person.
NUMBER = re.compile(r"\s*(\+?[0-9()\s.\-/]*[0-9])")


@dataclass(frozen=True)
class Line:
    """`police`: may they send police without your yes? One of yes, no, unknown."""

    name: Words
    call: str = ""
    text_to: str = ""
    text_word: str = ""
    about: Words = ""
    hours: Words = ""
    police: str = "unknown"
    checked_on: date | None = None

    @property
    def tel(self) -> str:
        """A short code or number is dialled as written, never with a country's prefix."""
        return f"tel:{digits}" if (digits := _digits(self.call)) else ""

    @property
    def checked(self) -> str:
        """The day it was checked, as a person says it."""
        return dated(self.checked_on) if self.checked_on else ""

    @property
    def sms(self) -> str:
        if not (digits := _digits(self.text_to)):
            return ""
        # Both phones' ways of giving a text at once: one reads after “?”, the other after “&”.
        return f"sms:{digits}?&body={quote(self.text_word)}" if self.text_word else f"sms:{digits}"


def _digits(written: str) -> str:
    found = NUMBER.match(written)
    return re.sub(r"[^0-9+]", "", found[1]) if found else ""


def split_text(written: str) -> tuple[str, str]:
    """“HOME to 741741” as the word to send and the number to send it to."""
    word, to, number = written.rpartition(" to ")
    return (word.strip(), number.strip()) if to and _digits(number) else ("", written.strip())
