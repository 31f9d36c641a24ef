"""Public holidays of the United States, for the closed days of the demo."""

from collections.abc import Iterator
from datetime import date, timedelta


def next_holiday(after: date) -> tuple[date, str]:
    """The first public holiday later than this day, with its name."""
    coming = sorted([*_of(after.year), *_of(after.year + 1)])
    return next(pair for pair in coming if pair[0] > after)


def _of(year: int) -> Iterator[tuple[date, str]]:
    yield date(year, 1, 1), "New Year's Day"
    yield _nth(year, 1, 0, 3), "Martin Luther King Jr. Day"
    yield _nth(year, 2, 0, 3), "Presidents' Day"
    yield _nth(year, 6, 0, 1) - timedelta(days=7), "Memorial Day"
    yield date(year, 6, 19), "Juneteenth"
    yield date(year, 7, 4), "Independence Day"
    yield _nth(year, 9, 0, 1), "Labor Day"
    yield _nth(year, 10, 0, 2), "Indigenous Peoples' Day"
    yield date(year, 11, 11), "Veterans Day"
    yield _nth(year, 11, 3, 4), "Thanksgiving"
    yield date(year, 12, 25), "Christmas Day"


def _nth(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
