"""When a gathering is held: wall-clock times from an RFC 5545 rule, and UTC derived from them.

Framework-free. A well-kept library (dateutil) expands the rule on wall-clock times; the zone, the
window and the identity of a date are ours.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

ID_FORMAT = "%Y-%m-%dT%H:%M"
WEEKS = re.compile(
    r"FREQ=WEEKLY(?:;INTERVAL=(?P<interval>[1-9]\d{0,3}))?(?:;BYDAY=(?:[A-Z]{2},?)+)?"
)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class BadRule(ValueError):
    """A rule that is not RFC 5545's, or not one that people could meet by."""


@dataclass(frozen=True, slots=True)
class Date:
    """One date of a gathering.

    `recurrence_id`: the original local start, `2026-11-26T18:00`.
    `starts_at`, `ends_at`: aware, UTC.
    """

    recurrence_id: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Rule:
    """`starts`: naive wall-clock start of the first date; `text`: an RRULE, empty if held once."""

    starts: datetime
    minutes: int
    zone: ZoneInfo
    text: str = ""

    def dates(self, *, since: datetime, until: datetime) -> Iterator[Date]:
        """The dates that start in [`since`, `until`), both aware, soonest first.

        Raises BadRule where the rule cannot be read.
        """
        # A day to each side, since the window is in UTC and the rule in wall-clock time.
        low = since.astimezone(self.zone).replace(tzinfo=None) - timedelta(days=1)
        high = until.astimezone(self.zone).replace(tzinfo=None) + timedelta(days=1)
        for wall in self._walls(low, high):
            date = self.on(wall)
            if since <= date.starts_at < until:
                yield date

    def on(self, wall: datetime) -> Date:
        """The date that starts at this wall-clock time.

        A time that does not exist (clocks go forward) is read with the offset before the gap; one
        that comes twice is the first: RFC 5545, section 3.3.5. Both are what fold=0 means.
        """
        starts_at = wall.replace(tzinfo=self.zone, fold=0).astimezone(UTC)
        return Date(
            wall.strftime(ID_FORMAT), starts_at, starts_at + timedelta(minutes=self.minutes)
        )

    def _walls(self, low: datetime, high: datetime) -> Iterator[datetime]:
        if not self.text:
            if low <= self.starts <= high:
                yield self.starts
            return
        yield from self._between(low, high)

    def _between(self, low: datetime, high: datetime) -> list[datetime]:
        try:
            return list(rrulestr(self.text, dtstart=self._begin(low)).between(low, high, inc=True))
        except (ValueError, TypeError, KeyError, IndexError) as problem:
            raise BadRule(f"“{self.text}” is not a rule that can be read: {problem}") from problem

    def _begin(self, low: datetime) -> datetime:
        """A first date that gives the same dates from `low` on, years of past weeks left out.

        Only for rules by the week without a count: there the first date says no more than its
        weekday, its time, and which weeks count; whole rounds of weeks later says the same.
        """
        if low <= self.starts or not (weeks := WEEKS.fullmatch(self.text)):
            return self.starts
        rounds = timedelta(weeks=int(weeks["interval"] or 1))
        return self.starts + rounds * max(0, (low - self.starts) // rounds - 1)


def weekly(*weekdays: int) -> str:
    """The rule for every week on these days, Monday being 0. Raises IndexError past Sunday."""
    return "FREQ=WEEKLY;BYDAY=" + ",".join(WEEKDAYS[day] for day in sorted(set(weekdays)))
