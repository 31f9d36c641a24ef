"""A rule with what people make of it: dates added and left out, single dates moved, an end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kithway.gatherings.recurrence.rule import ID_FORMAT, Date, Rule

# A date may be moved this far; further is another date.
FURTHEST_MOVE = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Change:
    """What is different on one date, as an RFC 5545 component with a RECURRENCE-ID says it.

    `moved_to`: naive wall-clock start, None where it stays; `minutes`: None for the usual length.
    """

    moved_to: datetime | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """`extra`: RDATE and `left_out`: EXDATE, as recurrence ids (`2026-11-26T18:00`).

    `last_day`: the last local day by the original start, None where it goes on. A date that is
    both added and left out is left out, as RFC 5545 says.
    """

    rule: Rule
    extra: tuple[str, ...] = ()
    left_out: frozenset[str] = frozenset()
    last_day: date | None = None

    def dates(
        self, *, since: datetime, until: datetime, changes: Mapping[str, Change] | None = None
    ) -> Iterator[Date]:
        """The dates that start in [`since`, `until`), both aware, soonest first.

        `changes`: by recurrence id; a moved date is found at its new time and under its old id.
        Raises BadRule where the rule cannot be read.
        """
        moved = changes or {}
        slack = FURTHEST_MOVE if moved else timedelta()
        found = {date.recurrence_id: date for date in self._plain(since - slack, until + slack)}
        for key in moved.keys() & found.keys():
            found[key] = self.changed(found[key], moved[key])
        inside = [date for date in found.values() if since <= date.starts_at < until]
        yield from sorted(inside, key=lambda date: (date.starts_at, date.recurrence_id))

    def changed(self, date: Date, change: Change) -> Date:
        """The date as the change has it."""
        minutes = change.minutes or self.rule.minutes
        wall = change.moved_to or datetime.fromisoformat(date.recurrence_id)
        starts_at = self.rule.on(wall).starts_at
        return Date(date.recurrence_id, starts_at, starts_at + timedelta(minutes=minutes))

    def find(self, recurrence_id: str) -> Date | None:
        """The date of this id, None where the series has none. Raises BadRule."""
        starts_at = self.rule.on(datetime.fromisoformat(recurrence_id)).starts_at
        day = timedelta(days=1)
        around = self._plain(starts_at - day, starts_at + day)
        return next((date for date in around if date.recurrence_id == recurrence_id), None)

    def _plain(self, since: datetime, until: datetime) -> Iterator[Date]:
        yield from (date for date in self.rule.dates(since=since, until=until) if self._has(date))
        ruled = {date.recurrence_id for date in self.rule.dates(since=since, until=until)}
        for key in self.extra:
            date = self.rule.on(datetime.strptime(key, ID_FORMAT))  # noqa: DTZ007
            if key not in ruled and since <= date.starts_at < until and self._has(date):
                yield date

    def _has(self, date: Date) -> bool:
        day = datetime.fromisoformat(date.recurrence_id).date()
        return date.recurrence_id not in self.left_out and not (
            self.last_day and day > self.last_day
        )
