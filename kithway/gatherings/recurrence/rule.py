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

ID = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LONGEST_TEXT = 300
# Dates a day; who meets more often than that has several gatherings.
MOST_HOURS = 4
HOUR = "(?:[01]?[0-9]|2[0-3])"
MONTH = "(?:0?[1-9]|1[0-2])"
NUMBERS = re.compile(r"[-+]?[0-9]{1,3}(?:,[-+]?[0-9]{1,3})*")
# What a rule may say, and how much of it. By the second or the minute nobody meets.
PARTS = {
    "FREQ": re.compile(r"DAILY|WEEKLY|MONTHLY|YEARLY"),
    "INTERVAL": re.compile(r"[1-9][0-9]{0,2}"),
    "COUNT": re.compile(r"[1-9][0-9]{0,3}"),
    "UNTIL": re.compile(r"[0-9]{8}(?:T[0-9]{6}Z?)?"),
    "WKST": re.compile(r"[A-Z]{2}"),
    "BYDAY": re.compile(r"[-+A-Z0-9]+(?:,[-+A-Z0-9]+)*"),
    "BYMONTH": re.compile(f"{MONTH}(?:,{MONTH})*"),
    "BYHOUR": re.compile(f"{HOUR}(?:,{HOUR}){{0,{MOST_HOURS - 1}}}"),
    **dict.fromkeys(("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"), NUMBERS),
}
# What says by itself on which days of a month or a year: else the first date does.
DAYS_SAID = {"BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"}
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
    """`starts`: naive wall-clock start of the first date, its seconds dropped; `minutes`: how long,
    by a clock that runs on, for a day and longer too; `text`: an RRULE, empty if held once."""

    starts: datetime
    minutes: int
    zone: ZoneInfo
    text: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "starts", self.starts.replace(second=0, microsecond=0))

    def dates(self, *, since: datetime, until: datetime) -> Iterator[Date]:
        """The dates that start in [`since`, `until`), both aware, in the order of their wall times.

        Raises BadRule where the rule cannot be read.
        """
        # A day to each side, since the window is in UTC and the rule in wall-clock time.
        low = self.wall(since, timedelta(days=-1))
        high = self.wall(until, timedelta(days=1))
        for wall in self.walls(low, high):
            date = self.on(wall)
            if date and since <= date.starts_at < until:
                yield date

    def on(self, wall: datetime) -> Date | None:
        """The date that starts at this wall-clock time; None past the ends of the calendar.

        A time that does not exist (clocks go forward) is read with the offset before the gap; one
        that comes twice is the first: RFC 5545, section 3.3.5. Both are what fold=0 means.
        """
        try:
            starts_at = wall.replace(tzinfo=self.zone, fold=0).astimezone(UTC)
            ends_at = starts_at + timedelta(minutes=self.minutes)
        except OverflowError:
            return None
        return Date(wall.isoformat(timespec="minutes"), starts_at, ends_at)

    def wall(self, moment: datetime, shift: timedelta = timedelta()) -> datetime:
        """What the clocks show at an aware moment, shifted; held within the calendar's ends."""
        try:
            return moment.astimezone(self.zone).replace(tzinfo=None) + shift
        except OverflowError:
            return datetime.min if shift < timedelta() else datetime.max  # noqa: DTZ901

    def walls(self, low: datetime, high: datetime) -> list[datetime]:
        """The wall-clock starts from `low` to `high`, both included. Raises BadRule."""
        if not self.text:
            return [self.starts] if low <= self.starts <= high else []
        parts = _parts(self.text)
        if "UNTIL" in parts:
            high = min(high, self._last(parts["UNTIL"]))
        if high < max(low, self.starts):
            return []
        # A rule with no date, such as each 30 February, is tried to the end of the year 9999: so
        # it is worked out as near to that as the calendar comes round.
        later = ROUND_YEARS * ((MAXYEAR - 1 - high.year) // ROUND_YEARS)
        begin, text = self._begin(low, parts)
        begin, low, high = (_moved(each, later) for each in (begin, low, high))
        try:
            found = rrulestr(text, dtstart=begin).between(low, high, inc=True)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError) as problem:
            raise BadRule(f"“{self.text}” is not a rule that can be read: {problem}") from problem
        return [_moved(each, -later) for each in found]

    @property
    def until(self) -> datetime | None:
        """The last wall-clock time its UNTIL lets in; None where it has none. Raises BadRule."""
        said = _parts(self.text).get("UNTIL") if self.text else None
        return self._last(said) if said else None

    def _last(self, until: str) -> datetime:
        """The last wall-clock time a rule's UNTIL lets in: a whole day, a wall time, or UTC."""
        try:
            moment = datetime.fromisoformat(until)
        except ValueError as problem:
            raise BadRule(f"“{until}” is not a day that a rule can end on") from problem
        if "T" not in until:
            return datetime.combine(moment, time.max)
        return self.wall(moment) if until.endswith("Z") else moment

    def _begin(self, low: datetime, parts: dict[str, str]) -> tuple[datetime, str]:
        """A first date and a rule that give the same dates from `low` on, past years left out.

        By the day and the week the first date says no more than its weekday, its time, and which
        days or weeks count: whole rounds later says the same. By the month and the year it says
        the day where the rule does not. With a COUNT every date is counted from the first.
        """
        said = dict(parts)
        said.pop("UNTIL", None)
        every, starts = int(parts.get("INTERVAL", 1)), self.starts
        if low > starts and "COUNT" not in parts:
            if step := STEP.get(parts["FREQ"]):
                rounds = step * every
                starts += rounds * max(0, (low - starts) // rounds - 1)
            else:
                starts = _month_begin(starts, low, every, said)
        return starts, ";".join(f"{name}={value}" for name, value in said.items())


def _month_begin(starts: datetime, low: datetime, every: int, said: dict[str, str]) -> datetime:
    """The first of a month some rounds before `low`, with what `starts` said of the day in `said`.

    A rule by the month or the year.
    """
    yearly = said["FREQ"] == "YEARLY"
    months = every * (12 if yearly else 1)
    passed = (low.year - starts.year) * 12 + low.month - starts.month
    rounds = passed // months - 1
    if rounds < 1:
        return starts
    if not DAYS_SAID & said.keys():
        said["BYMONTHDAY"] = str(starts.day)
        if yearly:
            said.setdefault("BYMONTH", str(starts.month))
    year, month = divmod(starts.year * 12 + starts.month - 1 + rounds * months, 12)
    return starts.replace(year=year, month=1 if yearly else month + 1, day=1)


@lru_cache(maxsize=1024)
def _parts(text: str) -> dict[str, str]:
    """What a rule says, part by part. Raises BadRule where a part is unknown, twice or absurd."""
    if len(text) > LONGEST_TEXT:
        raise BadRule(f"A rule has at most {LONGEST_TEXT} letters. Write a shorter one.")
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
