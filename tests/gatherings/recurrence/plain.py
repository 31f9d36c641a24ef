"""A slow plain model of a series: it looks at every day and asks of each whether it counts.

No dateutil: only the calendar, and what RFC 5545 says of it.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Plain:
    """A rule in plain values. `days`: (which, weekday), `which` 0 for every one of them.

    `month_days`: -1 for the last. `count`, `until`: at most one of them.
    """

    freq: str
    every: int = 1
    days: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    count: int | None = None
    until: date | None = None

    @property
    def text(self) -> str:
        parts = {
            "FREQ": self.freq,
            "INTERVAL": self.every if self.every > 1 else "",
            "BYDAY": ",".join(f"{which or ''}{CODES[day]}" for which, day in self.days),
            "BYMONTHDAY": ",".join(map(str, self.month_days)),
            "BYMONTH": ",".join(map(str, self.months)),
            "COUNT": self.count or "",
            "UNTIL": f"{self.until:%Y%m%d}" if self.until else "",
        }
        return ";".join(f"{name}={value}" for name, value in parts.items() if value)


def ruled(rule: Plain | None, first: date, last: date) -> Iterator[date]:
    """The days that a rule has from its first day to `last`."""
    if rule is None:
        yield first
        return
    day, counted = first, 0
    while day <= last and (rule.until is None or day <= rule.until):
        if _counts(rule, first, day):
            counted += 1
            if rule.count and counted > rule.count:
                return
            yield day
        day += DAY


def _counts(rule: Plain, first: date, day: date) -> bool:
    return (
        _period(rule.freq, first, day) % rule.every == 0
        and (not rule.months or day.month in rule.months)
        and _on_a_day(rule, first, day)
    )


def _period(freq: str, first: date, day: date) -> int:
    """How many days, weeks from Monday, months or years lie between."""
    if freq == "DAILY":
        return (day - first).days
    if freq == "WEEKLY":
        return ((day - timedelta(day.weekday())) - (first - timedelta(first.weekday()))).days // 7
    months = (day.year - first.year) * 12 + day.month - first.month
    return months if freq == "MONTHLY" else day.year - first.year


def _on_a_day(rule: Plain, first: date, day: date) -> bool:
    if rule.days and not any(_is_nth(day, which, weekday) for which, weekday in rule.days):
        return False
    if rule.month_days and not _in_month(rule.month_days, day):
        return False
    if rule.days or rule.month_days or rule.freq == "DAILY":
        return True
    if rule.freq == "WEEKLY":
        return day.weekday() == first.weekday()
    return day.day == first.day and (
        rule.freq == "MONTHLY" or bool(rule.months) or day.month == first.month
    )


def _is_nth(day: date, which: int, weekday: int) -> bool:
    """Whether it is the second Thursday, say, or the last one, of its month."""
    if day.weekday() != weekday:
        return False
    left = calendar.monthrange(day.year, day.month)[1] - day.day
    return which in {0, (day.day - 1) // 7 + 1, -(left // 7 + 1)}


def _in_month(month_days: tuple[int, ...], day: date) -> bool:
    length = calendar.monthrange(day.year, day.month)[1]
    return day.day in month_days or day.day - length - 1 in month_days


def in_utc(wall: datetime, zone: ZoneInfo) -> datetime:
    """A wall time in UTC: the first of two, and what the old clock says where there is none.

    Looked for a quarter of an hour at a time, without a word of `fold`.
    """
    aware = wall.replace(tzinfo=UTC)
    shown = {
        moment: moment.astimezone(zone).replace(tzinfo=None)
        for moment in (aware + timedelta(minutes=15 * n) for n in range(-120, 121))
    }
    exact = [moment for moment, clock in shown.items() if clock == wall]
    if exact:
        return exact[0]
    before = max((clock, moment) for moment, clock in shown.items() if clock < wall)
    return before[1] + (wall - before[0])


@dataclass(frozen=True)
class Told:
    """What is told of one date: by its id, when it starts and ends, where, and whether it is."""

    key: str
    starts_at: datetime
    ends_at: datetime
    place: int | None
    cancelled: bool
    closed: bool


@dataclass(frozen=True)
class Other:
    """What is different on one date; `moved_to` a wall time."""

    moved_to: datetime | None = None
    minutes: int | None = None
    place: int | None = None
    cancelled: bool = False


@dataclass(frozen=True)
class World:
    """A gathering and all that people said of it. `closures`: (first, last, place or None)."""

    rule: Plain | None
    first: date
    clock: time
    minutes: int
    zone: ZoneInfo
    place: int | None
    extra: tuple[datetime, ...] = ()
    left_out: tuple[datetime, ...] = ()
    last_day: date | None = None
    others: dict[datetime, Other] | None = None
    closures: tuple[tuple[date, date, int | None], ...] = ()

    def told(self, since: datetime, until: datetime) -> list[Told]:
        """All dates that start in the window, by looking at every one there ever is."""
        last = until.date() + timedelta(days=500)
        walls = {datetime.combine(day, self.clock) for day in ruled(self.rule, self.first, last)}
        walls = (walls | set(self.extra)) - set(self.left_out)
        found = [
            self._one(wall) for wall in walls if not self.last_day or wall.date() <= self.last_day
        ]
        inside = [one for one in found if since <= one.starts_at < until]
        return sorted(inside, key=lambda one: (one.starts_at, one.key))

    def _one(self, wall: datetime) -> Told:
        other = (self.others or {}).get(wall, Other())
        held = other.moved_to or wall
        starts_at = in_utc(held, self.zone)
        minutes = self.minutes if other.minutes is None else other.minutes
        place = other.place or self.place
        closed = place is not None and any(
            first <= held.date() <= last and where in {None, place}
            for first, last, where in self.closures
        )
        return Told(
            f"{wall:%Y-%m-%dT%H:%M}", starts_at, starts_at + timedelta(minutes=minutes),
            place, other.cancelled, closed,
        )  # fmt: skip
