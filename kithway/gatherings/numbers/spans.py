"""Months, quarters and years, and what differs between two of them. Framework-free."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

Unit = Literal["month", "quarter", "year"]
MONTHS: dict[Unit, int] = {"month": 1, "quarter": 3, "year": 12}
# As an address has it: `2026`, `2026-q3`, `2026-09`.
CODE = re.compile(r"(?P<year>[0-9]{4})(?:-q(?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2]))?")
FIRST_YEAR, LAST_YEAR = 2000, 2200
# Fewer than this are not shown: they could be somebody.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Span:
    """A calendar month, quarter or year. `number`: which of its year, from 1; a year's is 1."""

    unit: Unit
    year: int
    number: int = 1

    @property
    def code(self) -> str:
        if self.unit == "year":
            return f"{self.year}"
        return f"{self.year}-q{self.number}" if self.unit == "quarter" else f"{self.first:%Y-%m}"

    @property
    def first(self) -> date:
        return date(self.year, (self.number - 1) * MONTHS[self.unit] + 1, 1)

    @property
    def until(self) -> date:
        """The day after its last."""
        return self.moved(1).first

    def moved(self, by: int) -> "Span":
        """So many spans later, or before where `by` is negative."""
        each = 12 // MONTHS[self.unit]
        year, number = divmod(self.year * each + self.number - 1 + by, each)
        return Span(self.unit, year, number + 1)

    def a_year_before(self) -> "Span":
        return Span(self.unit, self.year - 1, self.number)

    def widened(self, unit: Unit) -> "Span":
        """The month, quarter or year that its last day lies in."""
        return span_of(unit, self.moved(1).first.replace(day=1), back=1)


def span_of(unit: Unit, day: date, *, back: int = 0) -> Span:
    """The one that a day lies in; `back`: so many months before that day's month."""
    month = day.year * 12 + day.month - 1 - back
    year, at = divmod(month, 12)
    return Span(unit, year, at // MONTHS[unit] + 1)


def read_span(code: str) -> Span | None:
    """What a code names; None where it names nothing that can be asked for."""
    found = CODE.fullmatch(code)
    if found is None or not FIRST_YEAR <= int(found["year"]) <= LAST_YEAR:
        return None
    year = int(found["year"])
    if found["quarter"]:
        return Span("quarter", year, int(found["quarter"]))
    return Span("month", year, int(found["month"])) if found["month"] else Span("year", year)


def difference(now: float | None, before: float | None) -> float | None:
    """How many more; None where either is not known, since nothing is guessed."""
    return None if now is None or before is None else now - before


def guarded(months: Iterable[int]) -> int | None:
    """The sum of the months that may be shown by themselves, so that no two sums differ by one
    that may not; None where there is none."""
    shown = [count for count in months if count >= FEWEST]
    return sum(shown) if shown else None


def half_hours(minutes: int) -> float:
    """Hours, to the nearest half: 95 minutes are 1.5."""
    return round(minutes / 30) / 2
