"""A recurrence rule in words. What has no plain words is said politely, not read out."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from kithway.gatherings.recurrence import WEEKDAYS as CODES
from kithway.gatherings.wording.lists import listed_with_and
from kithway.gatherings.wording.times import time_range
from kithway.ui.days import day_and_month, month_day, plain_day

PLURALS: tuple[str | Promise, ...] = (
    gettext_lazy("Mondays"),
    gettext_lazy("Tuesdays"),
    gettext_lazy("Wednesdays"),
    gettext_lazy("Thursdays"),
    gettext_lazy("Fridays"),
    gettext_lazy("Saturdays"),
    gettext_lazy("Sundays"),
)
ORDINALS: dict[str, str | Promise] = {
    "1": pgettext_lazy("the … Thursday of the month", "1st"),
    "2": pgettext_lazy("the … Thursday of the month", "2nd"),
    "3": pgettext_lazy("the … Thursday of the month", "3rd"),
    "4": pgettext_lazy("the … Thursday of the month", "4th"),
    "5": pgettext_lazy("the … Thursday of the month", "5th"),
    "-1": pgettext_lazy("the … Thursday of the month", "last"),
}
UNTIL = "%Y%m%d"
# Seen from there every day is said with its year.
LONG_AGO = date(1000, 1, 1)
# It has each day that a year may have.
LEAP_YEAR = 2000
Parts = dict[str, str]


def rule_words(
    rule: str,
    first_day: date | None,
    *,
    start: time | None = None,
    minutes: int = 0,
    extra: Iterable[str] = (),
    last_day: date | None = None,
    today: date | None = None,
) -> str:
    """'Every Thursday', '2nd and 4th Thursday, 6:00–7:30 pm', 'Once, on …', 'By appointment'.

    `rule`: an RRULE, '' where held once or on chosen dates; `first_day`: None where it is by
    appointment. `start`, `minutes`: to say the time as well. `extra`: recurrence ids, `last_day`:
    as the gathering has them. `today`: to say when it begins, if that lies ahead. Never raises: a
    rule that cannot be read is said to be 'on set dates'.
    """
    if first_day is None:
        return _("By appointment")
    if not rule:
        return _chosen(first_day, start, minutes, extra, today)
    begins = first_day if today and first_day > today else None
    return _ruled(
        rule, first_day, start, minutes, last_day, begins, today or first_day, get_language()
    )


@lru_cache(1024)
def _ruled(
    rule: str,
    first_day: date,
    start: time | None,
    minutes: int,
    last_day: date | None,
    begins: date | None,
    today: date,
    language: str | None,
) -> str:
    text = rule.upper().removeprefix("RRULE:")
    parts = dict(part.partition("=")[::2] for part in text.split(";"))
    # Where the week begins changes no words here, nor does every single one.
    parts.pop("WKST", None)
    if parts.get("INTERVAL") == "1":
        del parts["INTERVAL"]
    count, until = parts.pop("COUNT", ""), parts.pop("UNTIL", "")
    words = _often(parts, first_day)
    if not words or not (count.isdecimal() or not count):
        return _("On set dates: see the next ones below")
    if start and minutes:
        words = _timed(words, first_day, start, minutes)
    if begins:
        words = _("%(rule)s, from %(day)s") % {"rule": words, "day": plain_day(begins, today)}
    return _ending(words, count, _last(until, last_day), today)


def _often(parts: Parts, first_day: date) -> str:
    """How often, by the first of the ways of saying it that fits; '' where none does."""
    try:
        every = int(parts.pop("INTERVAL", "1"))
        say = {"DAILY": _daily, "WEEKLY": _weekly, "MONTHLY": _monthly, "YEARLY": _yearly}
        return say[parts.pop("FREQ", "")](parts, every, first_day)
    except (KeyError, ValueError):
        return ""


def _daily(parts: Parts, every: int, first_day: date) -> str:
    if parts:
        return ""
    if every == 1:
        return _("Every day")
    return ngettext("Every %(count)s day", "Every %(count)s days", every) % {"count": every}


def _weekly(parts: Parts, every: int, first_day: date) -> str:
    if not parts.keys() <= {"BYDAY"}:
        return ""
    codes = parts.get("BYDAY", CODES[first_day.weekday()]).split(",")
    days = sorted({CODES.index(code) for code in codes})
    if every == 1:
        return _every_week(days)
    if every == 2 and len(days) == 1:
        return _("Every other %(day)s") % {"day": WEEKDAYS[days[0]]}
    names = listed_with_and([str(WEEKDAYS[day]) for day in days])
    return ngettext(
        "Every week on %(days)s", "Every %(count)s weeks on %(days)s", every
    ) % {"count": every, "days": names}  # fmt: skip


def _every_week(days: list[int]) -> str:
    if len(days) == 1:
        return _("Every %(day)s") % {"day": WEEKDAYS[days[0]]}
    if len(days) == 7:
        return _("Every day")
    if days == [0, 1, 2, 3, 4]:
        return _("Monday to Friday")
    return capfirst(listed_with_and([str(PLURALS[day]) for day in days]))


def _monthly(parts: Parts, every: int, first_day: date) -> str:
    if "BYDAY" in parts:
        days = _nth_days(parts)
        if not days:
            return ""
        if every > 1:
            pattern = ngettext(
                "%(days)s of every month", "%(days)s of every %(count)s months", every
            )
            return capfirst(pattern % {"days": days, "count": every})
        # With several of them it is clear that a month is meant.
        several = "," in parts["BYDAY"]
        return capfirst(days if several else _("%(days)s of the month") % {"days": days})
    if not parts.keys() <= {"BYMONTHDAY"}:
        return ""
    numbers = parts.get("BYMONTHDAY", str(first_day.day)).split(",")
    if numbers == ["-1"]:
        words = _("On the last day of the month")
    elif all(0 < int(number) < 32 for number in numbers):
        said = listed_with_and([month_day(int(number)) for number in numbers])
        words = _("On day %(days)s of the month") % {"days": said}
    else:
        return ""
    if every == 1:
        return words
    every_so = ngettext("%(rule)s, every month", "%(rule)s, every %(count)s months", every)
    return every_so % {"rule": words, "count": every}


def _yearly(parts: Parts, every: int, first_day: date) -> str:
    if every > 1:
        return ""
    if not parts.keys() - {"BYMONTH", "BYMONTHDAY"}:
        month = int(parts.get("BYMONTH", first_day.month))
        day = int(parts.get("BYMONTHDAY", first_day.day))
        return _("Every year on %(day)s") % {"day": day_and_month(date(LEAP_YEAR, month, day))}
    months = parts.pop("BYMONTH", "")
    days = _nth_days(parts) if months.isdecimal() else ""
    # Translators: `month_number` may stand in place of `month`.
    words = {"days": days, "month": MONTHS[int(months)], "month_number": months} if days else {}
    return capfirst(_("%(days)s of %(month)s, every year") % words) if words else ""


def _nth_days(parts: Parts) -> str:
    """'2nd and 4th Thursday', '1st Monday and last Friday'; '' for what is no such rule."""
    codes = parts["BYDAY"].split(",")
    if parts.keys() == {"BYDAY", "BYSETPOS"} and len(codes) == 1 and len(codes[0]) == 2:
        # As some calendars write it: the second of all Thursdays.
        codes = [f"{number}{codes[0]}" for number in parts["BYSETPOS"].split(",")]
    elif parts.keys() != {"BYDAY"}:
        return ""
    pairs = [(ORDINALS[code[:-2].removeprefix("+")], CODES.index(code[-2:])) for code in codes]
    pattern = pgettext("'2nd Thursday', '2nd and 4th Thursday'", "%(which)s %(day)s")
    if len({day for _which, day in pairs}) == 1:
        which = listed_with_and([str(ordinal) for ordinal, _day in pairs])
        return pattern % {"which": which, "day": WEEKDAYS[pairs[0][1]]}
    return listed_with_and([pattern % {"which": n, "day": WEEKDAYS[day]} for n, day in pairs])


def _timed(words: str, day: date, start: time, minutes: int) -> str:
    begins = datetime.combine(day, start)
    clock = time_range(begins, begins + timedelta(minutes=minutes))
    return _("%(rule)s, %(time)s") % {"rule": words, "time": clock}


def _last(until: str, last_day: date | None) -> date | None:
    if not until:
        return last_day
    try:
        day = datetime.strptime(until[:8], UNTIL).date()  # noqa: DTZ007
    except ValueError:
        return last_day
    return min(day, last_day) if last_day else day


def _ending(words: str, count: str, last: date | None, today: date) -> str:
    if last:
        return _("%(rule)s, until %(day)s") % {"rule": words, "day": plain_day(last, today)}
    if not count:
        return words
    times = ngettext("%(rule)s, %(count)s time", "%(rule)s, %(count)s times", int(count))
    return times % {"rule": words, "count": count}


def _chosen(
    first: date, start: time | None, minutes: int, extra: Iterable[str], today: date | None
) -> str:
    """One date, or several that follow no rule; those that are past are not counted."""
    begin = f"{first.isoformat()}T{start:%H:%M}" if start else first.isoformat()
    every = sorted({begin, *extra})
    ahead = [key for key in every if today and key[:10] >= today.isoformat()] or every
    day = plain_day(date.fromisoformat(ahead[0][:10]), today or LONG_AGO)
    if len(every) == 1:
        words = _("Once, on %(day)s") % {"day": day}
    elif len(ahead) == 1:
        words = _("On %(day)s") % {"day": day}
    else:
        more = len(ahead) - 1
        pattern = ngettext(
            "On %(day)s and %(count)s more date", "On %(day)s and %(count)s more dates", more
        )
        words = pattern % {"day": day, "count": more}
    same_time = len({key[11:] for key in every}) == 1
    return _timed(words, first, start, minutes) if start and minutes and same_time else words
