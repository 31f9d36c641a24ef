"""Whether a gathering is held every week, and on which days. Framework-free.

For formats that know nothing but weekdays. What is not held every week is None: it is left out and
counted, never written as weekly.
"""

from datetime import date, timedelta

from kithway.gatherings.recurrence import WEEKDAYS, Series

WEEK = timedelta(days=7)


def weekly_days(series: Series | None, today: date) -> tuple[int, ...] | None:
    """Weekdays, Monday being 0. `today`: where it is held.

    What ends, or has not begun a week from now, is not called weekly. Single dates left out are no
    matter: the week stays a week.
    """
    if series is None or series.last_day or series.rule.starts.date() > today + WEEK:
        return None
    text = series.rule.text.upper().removeprefix("RRULE:")
    parts = dict(part.partition("=")[::2] for part in text.split(";"))
    if parts.pop("INTERVAL", "1") != "1":
        return None
    parts.pop("WKST", None)
    if parts == {"FREQ": "DAILY"}:
        return tuple(range(7))
    codes = parts.pop("BYDAY", WEEKDAYS[series.rule.starts.weekday()]).split(",")
    if parts != {"FREQ": "WEEKLY"} or not set(codes) <= set(WEEKDAYS):
        return None
    return tuple(sorted({WEEKDAYS.index(code) for code in codes}))


def end_time(series: Series) -> str:
    """`HH:MM` by the clock of the first date, past midnight where it goes on so long."""
    return f"{series.rule.starts + timedelta(minutes=series.rule.minutes):%H:%M}"
