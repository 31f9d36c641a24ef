"""Clock times and days. Django's own date filters cost a millisecond a row: these do not."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from kithway.ui.clock import bare_time, clock_time, half_day, twelve_hours
from kithway.ui.days import plain_day

# From this hour on, what is held today is held tonight.
EVENING = time(17)


def time_range(starts_local: datetime, ends_local: datetime) -> str:
    """'6:00–7:30 pm', '11:00 am – 1:00 pm'; '18:00–19:30' in a language of the 24-hour clock.

    `starts_local`, `ends_local`: wall-clock times of the gathering's zone.
    """
    start, end = starts_local.time(), ends_local.time()
    whole_day = end >= start and ends_local.date() > starts_local.date()
    return _range(start, end, whole_day, twelve_hours(), get_language())


@lru_cache(4096)
def _range(start: time, end: time, whole_day: bool, twelve: bool, language: str | None) -> str:
    """Lists repeat a few times of day over and over, and each message looked up costs."""
    words = {"start": clock_time(start), "end": clock_time(end)}
    if whole_day:
        return _("%(start)s – %(end)s the next day") % words
    if twelve and half_day(start) != half_day(end):
        return pgettext("times that read '11:00 am' and '1:00 pm'", "%(start)s – %(end)s") % words
    if twelve:
        words["start"] = bare_time(start)
    return pgettext("times that read '6:00' and '7:30 pm'", "%(start)s–%(end)s") % words


def day_name(day: date, today: date, *, evening: bool = False) -> str:
    """A heading over a day: 'Today, Thursday 26 November'.

    `today`: the day it is where the gatherings are. `evening`: all under the heading is at night.
    """
    names = {0: _("Tonight") if evening else _("Today"), 1: _("Tomorrow"), -1: _("Yesterday")}
    full = plain_day(day, today)
    if name := names.get((day - today).days):
        return _("%(name)s, %(day)s") % {"name": name, "day": full}
    return capfirst(full)


def soon_name(starts_local: datetime, today: date) -> str:
    """'Tonight', 'Today', 'Tomorrow', else the day itself: to stand first, before a time."""
    day = starts_local.date()
    if day == today:
        return _("Tonight") if starts_local.time() >= EVENING else _("Today")
    return _("Tomorrow") if day == today + timedelta(days=1) else capfirst(plain_day(day, today))


def day_and_time(day: str, time: str) -> str:
    """'Tonight, 6:00–7:30 pm'; both as they were said."""
    return _("%(day)s, %(time)s") % {"day": day, "time": time}


def days_ago(day: date, today: date) -> str:
    """'today', 'yesterday', '6 days ago', '5 weeks ago', '4 months ago', 'over a year ago'."""
    return _ago(max(0, (today - day).days), get_language())


@lru_cache(1024)
def _ago(days: int, language: str | None) -> str:
    if days < 2:
        return _("yesterday") if days else _("today")
    if days < 14:
        return ngettext("%(count)s day ago", "%(count)s days ago", days) % {"count": days}
    if days < 63:
        weeks = days // 7
        return ngettext("%(count)s week ago", "%(count)s weeks ago", weeks) % {"count": weeks}
    if days < 365:
        months = days // 30
        return ngettext("%(count)s month ago", "%(count)s months ago", months) % {"count": months}
    return _("over a year ago")


def so_long(days: int) -> str:
    """How long something has lasted: '6 days', '5 weeks', '4 months', 'over a year'."""
    if days < 14:
        return ngettext("%(count)s day", "%(count)s days", max(1, days)) % {"count": max(1, days)}
    if days < 63:
        weeks = days // 7
        return ngettext("%(count)s week", "%(count)s weeks", weeks) % {"count": weeks}
    if days < 365:
        months = days // 30
        return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}
    return _("over a year")
