"""What somebody asks of the finder: read from an address, and turned into a span of time.

Framework-free. A value that cannot be read is put aside with a plain reason, and never fails.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

KM_A_MILE = 1.609344
FURTHEST = {"mi": 100.0, "km": 160.0}
MOST_DAYS = 91
MOST_PAGES = 1000
MOST_CODES = 20
FIRST_YEAR, LAST_YEAR = 1900, 2999
LONGEST_TEXT = 80
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SPANS = ("now", "today", "tonight", "tomorrow", "this-week", "four-weeks", *DAYS)
CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
EVENING = time(17)
# What began up to this long ago is still shown, as long as it is not over.
UNDER_WAY = timedelta(hours=3)
SOON = timedelta(hours=2)
# Facets narrow by all their names together, and by any of the codes within one.
FACETS = ("kind", "pathway", "mode", "language", "audience", "access", "welcome", "community")
NAMES = frozenset({"near", "within", "unit", "from", "days", "q", "sort", "page", *FACETS})


@dataclass(frozen=True, slots=True)
class Problem:
    """A value that was put aside: `field`, and `given` for saying which; `reason` is a code."""

    field: str
    given: str
    reason: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to the finder.

    `within`: in `unit`; 0 and "" where nobody said. `start`: a span's name or an ISO date, empty
    for the coming days; `days`: how many, 0 for what `start` says by itself.
    """

    near: str = ""
    within: float = 0.0
    unit: str = ""
    start: str = ""
    days: int = 0
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: str = ""
    sort: str = "soonest"
    page: int = 1
    problems: tuple[Problem, ...] = ()

    def measured(self, unit: str) -> "Asked":
        """The same question with the unit and the circle filled in where none was said."""
        unit = self.unit or unit
        within = self.within or (10.0 if unit == "mi" else 15.0)
        return replace(self, unit=unit, within=min(within, FURTHEST[unit]))

    @property
    def within_text(self) -> str:
        """The circle as a page and an address write it: `10`, `2.5`."""
        return f"{self.within:g}"

    @property
    def within_km(self) -> float:
        return self.within * (KM_A_MILE if self.unit == "mi" else 1.0)


class _Reader:
    """Reads one address's values and remembers those that cannot be read."""

    def __init__(self, values: Callable[[str], list[str]]) -> None:
        self.values = values
        self.problems: list[Problem] = []

    def text(self, name: str) -> str:
        raw = next(iter(self.values(name)), "")
        given = " ".join(raw.replace("\x00", "").split())[:LONGEST_TEXT]
        if raw.strip() and not given:
            self.put_aside(name, "", "unreadable")
        return given

    def put_aside(self, name: str, given: str, reason: str) -> None:
        self.problems.append(Problem(name, given, reason))

    def number(self, name: str, default: float, low: float, high: float) -> float:
        given = self.text(name)
        if not given:
            return default
        try:
            number = float(given)
        except ValueError:
            number = float("nan")
        if not low <= number <= high:
            self.put_aside(name, given, "number")
            return default
        return number

    def one_of(self, name: str, choices: tuple[str, ...], default: str) -> str:
        given = self.text(name).lower()
        if not given:
            return default
        if given not in choices:
            self.put_aside(name, given, "choice")
            return default
        return given

    def codes(self, name: str) -> tuple[str, ...]:
        given = [code.strip().lower() for text in self.values(name) for code in text.split(",")]
        codes = [code for code in dict.fromkeys(given) if code][:MOST_CODES]
        for code in codes:
            if not CODE.fullmatch(code):
                self.put_aside(name, code[:LONGEST_TEXT], "choice")
        return tuple(code for code in codes if CODE.fullmatch(code))

    def start(self) -> str:
        given = self.text("from").lower().replace(" ", "-")
        if not given or given in SPANS:
            return given
        try:
            day = date.fromisoformat(given)
        except ValueError:
            day = date.min
        # Near the ends of the calendar a week cannot be added, nor a zone taken away.
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.put_aside("from", given, "day")
            return ""
        return day.isoformat()


def read(values: Callable[[str], list[str]]) -> Asked:
    """Read a question. `values(name)` gives the values an address has under a name, as text."""
    reader = _Reader(values)
    return Asked(
        near=reader.text("near"),
        within=reader.number("within", 0.0, 0.1, 200),
        unit=reader.one_of("unit", ("mi", "km"), ""),
        start=reader.start(),
        days=int(reader.number("days", 0, 1, MOST_DAYS)),
        facets={name: codes for name in FACETS if (codes := reader.codes(name))},
        words=reader.text("q"),
        sort=reader.one_of("sort", ("soonest", "nearest"), "soonest"),
        page=int(reader.number("page", 1, 1, MOST_PAGES)),
        problems=tuple(reader.problems),
    )


def unknown_names(given: Iterable[str], known: Collection[str] = NAMES) -> tuple[Problem, ...]:
    """A problem for each name that means nothing here: who asks by a program wants to be told."""
    return tuple(
        Problem(name[:LONGEST_TEXT], "", "name") for name in sorted(given) if name not in known
    )


@dataclass(frozen=True, slots=True)
class Span:
    """Aware UTC moments: what starts in [`since`, `until`) and ends after `ending_after`."""

    since: datetime
    until: datetime
    ending_after: datetime


def span(asked: Asked, zone: ZoneInfo, now: datetime) -> Span:
    """The time that a question is about, by the clocks of the place that was searched.

    `now` is aware. Without a start it is the next seven days; what is already over is left out.
    """
    local = now.astimezone(zone)
    today = local.date()
    first, days = _days(asked.start, today)
    days = asked.days or days
    since, until = _midnight(first, zone), _midnight(first + timedelta(days=days), zone)
    if asked.start == "now":
        since, until = now - UNDER_WAY, now + SOON
    elif asked.start == "tonight":
        # An evening goes on past midnight; asked late, it has begun already.
        since = _at(today, EVENING, zone)
        until = _at(today + timedelta(days=days), time(4), zone)
    if first <= today:
        since = max(since, now - UNDER_WAY)
    return Span(since, max(until, since), now)


def _days(start: str, today: date) -> tuple[date, int]:
    if start in {"now", "today", "tonight"}:
        return today, 1
    if start == "tomorrow":
        return today + timedelta(days=1), 1
    if start in DAYS:
        return today + timedelta(days=(DAYS.index(start) - today.weekday()) % 7), 1
    if start in {"", "this-week"}:
        return today, 7
    if start == "four-weeks":
        return today, 28
    return date.fromisoformat(start), 7


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return _at(day, time(0), zone)


def _at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, zone).astimezone(UTC)
