"""Gatherings as a table (CSV), in headings that the importer knows. Framework-free."""

import csv
import io
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta

from kithway.gatherings.feeds.carried import Carried, Spot
from kithway.gatherings.feeds.weekly import end_time, weekly_days
from kithway.gatherings.recurrence import BadRule, Change, Date

HEADINGS = (
    "slug", "name", "day", "time", "end time", "time zone", "how often", "next date", "place",
    "address", "city", "state", "postal code", "country", "latitude", "longitude", "approximate",
    "mode", "types", "language", "notes", "url", "updated",
)  # fmt: skip
ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Nearly all are held within a fortnight; working out a year of each would take a second.
AHEAD = (timedelta(days=15), timedelta(days=400))
# What a spreadsheet takes for a formula, also after spaces, what is unseen, or quotation marks
# (OWASP, CSV injection); full-width signs are read as plain ones in some.
FORMULA = tuple("=+-@\t\r\n|%＝＋－＠")
QUOTES = "'\"“”"


def table_bytes(found: Iterable[Carried], now: datetime) -> bytes:
    """A line each, soonest in no order; UTF-8 with the mark that tells Excel so. `now`: aware."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(HEADINGS)
    for each in found:
        writer.writerow([safe_cell(value) for value in values_of(each, now)])
    return file.getvalue().encode("utf-8-sig")


def safe_cell(value: object) -> str:
    """A number as it is; text that would run as a formula with an apostrophe before it."""
    if value is None:
        return ""
    text = str(value)
    if isinstance(value, str) and text and text[_passed_over(text)].startswith(FORMULA):
        return f"'{text}"
    return text


def _passed_over(text: str) -> int:
    """How many signs a spreadsheet may drop at the beginning; one at the end stays."""
    seen = (
        at for at, sign in enumerate(text)
        if sign in FORMULA or (sign not in QUOTES and unicodedata.category(sign)[0] not in "CZ")
    )  # fmt: skip
    return next(seen, len(text) - 1)


def values_of(each: Carried, now: datetime) -> list[object]:
    """A line of the table: a value under each of HEADINGS. `now`: aware."""
    series, spot = each.series, each.spot or Spot()
    days = weekly_days(series, now.astimezone(each.zone).date())
    upcoming = _next(each, now)
    return [
        each.slug,
        each.name,
        _day(days, upcoming, each),
        f"{series.rule.starts:%H:%M}" if series else "",
        end_time(series) if series else "",
        str(each.zone),
        each.rule_words,
        _iso(upcoming, each) if upcoming else "",
        spot.name,
        spot.street,
        spot.city,
        spot.region,
        spot.postal_code,
        spot.country,
        spot.latitude,
        spot.longitude,
        ("no" if spot.exact and spot.street else "yes") if each.spot else "",
        each.mode,
        "; ".join(each.own_types()),
        ", ".join(each.languages),
        each.about,
        each.url,
        each.modified.date().isoformat(),
    ]


def _day(days: tuple[int, ...] | None, upcoming: Date | None, each: Carried) -> str:
    """Weekdays of what is held every week; of anything else the next date, which no importer can
    take for a weekday."""
    if days is not None:
        return ", ".join(ENGLISH[day] for day in days)
    if each.series is None:
        return ""
    return _iso(upcoming, each)[:10] if upcoming else f"{each.series.rule.starts:%Y-%m-%d}"


def _iso(date: Date, each: Carried) -> str:
    """`2026-11-26T18:00` by the clock of its zone, moved where it is moved."""
    return f"{date.starts_at.astimezone(each.zone):%Y-%m-%dT%H:%M}"


def _next(each: Carried, now: datetime) -> Date | None:
    """The next date that is held, as far as anybody knows."""
    if each.series is None or each.shut:
        return None
    off = {one.recurrence_id for one in each.dates if one.cancelled}
    moved = {one.recurrence_id: Change(one.starts, one.minutes) for one in each.dates}
    try:
        for ahead in AHEAD:
            dates = each.series.dates(since=now, until=now + ahead, changes=moved)
            if found := next((date for date in dates if date.recurrence_id not in off), None):
                return found
    except BadRule:
        pass
    return None
