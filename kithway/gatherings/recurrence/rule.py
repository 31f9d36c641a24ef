"""When a gathering is held: wall-clock times from an RFC 5545 rule, and UTC derived from them.

Framework-free. A well-kept library (dateutil) expands the rule on wall-clock times; the zone, the
window and the identity of a date are ours.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

ID_FORMAT = "%Y-%m-%dT%H:%M"
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# What a rule may say, and how much of it. By the second or the minute nobody meets.
PARTS = {
    "FREQ": re.compile(r"DAILY|WEEKLY|MONTHLY|YEARLY"),
    "INTERVAL": re.compile(r"[1-9][0-9]{0,2}"),
    "COUNT": re.compile(r"[1-9][0-9]{0,3}"),
    "UNTIL": re.compile(r"[0-9]{8}(?:T[0-9]{6}Z?)?"),
    "WKST": re.compile(r"[A-Z]{2}"),
    "BYDAY": re.compile(r"[-+A-Z0-9]+(?:,[-+A-Z0-9]+)*"),
    "BYMONTH": re.compile(r"(?:0?[1-9]|1[0-2])(?:,(?:0?[1-9]|1[0-2]))*"),
    **dict.fromkeys(
        ("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYHOUR", "BYSETPOS"),
        re.compile(r"[-+]?[0-9]{1,3}(?:,[-+]?[0-9]{1,3})*"),
    ),
}
STEP = {"DAILY": timedelta(days=1), "WEEKLY": timedelta(weeks=1)}
# After so many years the calendar comes round again, weekdays and all.
ROUND_YEARS = 400


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
        parts = _parts(self.text)
        if "UNTIL" in parts:
            high = min(high, self._last(parts["UNTIL"]))
        if high < max(low, self.starts):
            return []
        # A rule with no date, such as each 30 February, is tried to the end of the year 9999: so
        # it is worked out as near to that as the calendar comes round.
        later = ROUND_YEARS * ((MAXYEAR - 1 - high.year) // ROUND_YEARS)
        begin, low, high = (_moved(each, later) for each in (self._begin(low, parts), low, high))
        rule = ";".join(f"{name}={value}" for name, value in parts.items() if name != "UNTIL")
        try:
            found = rrulestr(rule, dtstart=begin).between(low, high, inc=True)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError) as problem:
            raise BadRule(f"“{self.text}” is not a rule that can be read: {problem}") from problem
        return [_moved(each, -later) for each in found]

    def _last(self, until: str) -> datetime:
        """The last wall-clock time a rule's UNTIL lets in: a whole day, a wall time, or UTC."""
        try:
            if "T" not in until:
                return datetime.combine(datetime.strptime(until, "%Y%m%d"), time.max)  # noqa: DTZ007
            moment = datetime.strptime(until.rstrip("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007
            if until.endswith("Z"):
                moment = moment.replace(tzinfo=UTC).astimezone(self.zone).replace(tzinfo=None)
        except (ValueError, OverflowError) as problem:
            raise BadRule(f"“{until}” is not a day that a rule can end on") from problem
        return moment

    def _begin(self, low: datetime, parts: dict[str, str]) -> datetime:
        """A first date that gives the same dates from `low` on, years of past ones left out.

        Only for rules by the day or the week without a count: there the first date says no more
        than its weekday, its time, and which days or weeks count; whole rounds later says the same.
        """
        step = STEP.get(parts["FREQ"])
        if low <= self.starts or not step or "COUNT" in parts:
            return self.starts
        rounds = step * int(parts.get("INTERVAL", 1))
        return self.starts + rounds * max(0, (low - self.starts) // rounds - 1)


@lru_cache(maxsize=1024)
def _parts(text: str) -> dict[str, str]:
    """What a rule says, part by part. Raises BadRule where a part is unknown, twice or absurd."""
    parts: dict[str, str] = {}
    for part in text.upper().removeprefix("RRULE:").split(";"):
        name, _, value = part.partition("=")
        if name in parts or name not in PARTS or not PARTS[name].fullmatch(value):
            raise BadRule(f"“{text}” is not a rule that people could meet by: {part}")
        parts[name] = value
    if "FREQ" not in parts:
        raise BadRule(f"“{text}” does not say how often")
    return parts


def _moved(wall: datetime, years: int) -> datetime:
    return wall.replace(year=wall.year + years)


def weekly(*weekdays: int) -> str:
    """The rule for every week on these days, Monday being 0. Raises IndexError past Sunday."""
    return "FREQ=WEEKLY;BYDAY=" + ",".join(WEEKDAYS[day] for day in sorted(set(weekdays)))
