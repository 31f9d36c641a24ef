"""A time of day, by the clock that a language's readers go by."""

from datetime import datetime, time
from functools import lru_cache

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _


def clock_time(moment: datetime | time) -> str:
    """'6:00 pm', or '18:00' in a language of the 24-hour clock."""
    if not twelve_hours():
        return f"{moment.hour:02}:{moment.minute:02}"
    pattern = _("%(time)s pm") if half_day(moment) == "pm" else _("%(time)s am")
    return pattern % {"time": bare_time(moment)}


def twelve_hours() -> bool:
    return _clock(get_language()) == "12"


@lru_cache
def _clock(language: str | None) -> str:
    # The one place a language says which clock it reads.
    return pgettext("the clock people read: write 12 or 24", "12")


def half_day(moment: datetime | time) -> str:
    return "am" if moment.hour < 12 else "pm"


def bare_time(moment: datetime | time) -> str:
    return f"{moment.hour % 12 or 12}:{moment.minute:02}"
