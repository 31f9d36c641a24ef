"""A day in the words of a language. Django's own date filter costs a millisecond a row."""

from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

# Within half a year nobody takes one year's January for another's.
CLEAR_WITHOUT_YEAR = 180


def plain_day(day: date, today: date) -> str:
    """'Thursday 26 November', with the year where that could be mistaken; to stand in a sentence,
    where many languages write a weekday small."""
    if abs((day - today).days) < CLEAR_WITHOUT_YEAR:
        return _("%(weekday)s %(day)s %(month)s") % _parts(day)
    return dated(day)


def dated(day: date) -> str:
    """'Thursday 26 November 2026'."""
    return _("%(weekday)s %(day)s %(month)s %(year)s") % {**_parts(day), "year": day.year}


def day_and_month(day: date) -> str:
    """'26 November'."""
    return _("%(day)s %(month)s") % _parts(day)


def _parts(day: date) -> dict[str, object]:
    """What a language may put a day together from; `month_number` in place of `month`."""
    return {
        "weekday": WEEKDAYS[day.weekday()],
        "day": month_day(day.day),
        "month": MONTHS[day.month],
        "month_number": day.month,
    }


def month_day(number: int) -> str:
    """'26', '1er'."""
    # Translators: French writes 1er; most languages write the figure.
    return pgettext("the first day of a month", "1") if number == 1 else str(number)


def day_in(when: date | datetime | None, zone: tzinfo | str) -> str:
    """The day that a moment falls on in a time zone, as `plain_day` says it; '' of None.

    A date is a day already: the zone says only what today is.
    """
    if when is None:
        return ""
    here = ZoneInfo(zone) if isinstance(zone, str) else zone
    day = when.astimezone(here).date() if isinstance(when, datetime) else when
    return plain_day(day, timezone.now().astimezone(here).date())
