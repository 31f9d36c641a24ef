"""A rule with what people make of it: dates added and left out, single dates changed, an end."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol, TypeVar

from kithway.gatherings.recurrence.rule import ID, Date, Rule


class Closed(Protocol):
    """Days on which a place is closed, both named days included; `place_id`: None for every place.

    Nothing closes what is held in no place.
    """

    @property
    def first_day(self) -> date: ...
    @property
    def last_day(self) -> date: ...
    @property
    def place_id(self) -> int | None: ...


C = TypeVar("C", bound=Closed)


@dataclass(frozen=True, slots=True)
class Change:
    """What is different on one date, as an RFC 5545 component with a RECURRENCE-ID says it.

    `moved_to`: naive wall-clock start, None where it stays; `minutes`: None for the usual length;
    `place_id`: None for the usual place. A cancelled date stays a date: it is told of as called
    off.
    """

    moved_to: datetime | None = None
    minutes: int | None = None
    place_id: int | None = None
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """One date with all that bears on it: `held` is False where it is cancelled or shut out."""

    date: Date
    place_id: int | None
    cancelled: bool
    closed: Closed | None

    @property
    def held(self) -> bool:
        return not self.cancelled and self.closed is None


@dataclass(frozen=True, slots=True)
class Series:
    """`extra`: RDATE and `left_out`: EXDATE, as recurrence ids (`2026-11-26T18:00`).

    `last_day`: the last local day by the original start, None where it goes on. A date that is
    both added and left out is left out, as RFC 5545 says; one that is added and ruled is one date.
    Dates left out count towards a rule's COUNT, dates added do not.
    """

    rule: Rule
    extra: tuple[str, ...] = ()
    left_out: frozenset[str] = frozenset()
    last_day: date | None = None

    def dates(
        self, *, since: datetime, until: datetime, changes: Mapping[str, Change] | None = None
    ) -> list[Date]:
        """The dates that start in [`since`, `until`), both aware, soonest first.

        `changes`: by recurrence id; a moved date is found at its new time and under its old id,
        however far it was moved. A change of a date that the series has not is passed over.
        Raises BadRule where the rule cannot be read.
        """
        changes = changes or {}
        found = [d for d in self._plain(since, until) if d.recurrence_id not in changes]
        for key, change in changes.items():
            usual = self.find(key)
            date = usual and self.changed(usual, change)
            if date and since <= date.starts_at < until:
                found.append(date)
        return sorted(found, key=lambda date: (date.starts_at, date.recurrence_id))

    def planned(
        self,
        *,
        since: datetime,
        until: datetime,
        place_id: int | None,
        changes: Mapping[str, Change],
        closures: Iterable[Closed],
    ) -> list[Planned]:
        """As `dates`, each with whether it is held: by the place it is held in, on the day it is
        held. `place_id`: the usual place. Raises BadRule."""
        closures, planned = list(closures), []
        for each in self.dates(since=since, until=until, changes=changes):
            change = changes.get(each.recurrence_id, Change())
            place = change.place_id or place_id
            day = (change.moved_to or datetime.fromisoformat(each.recurrence_id)).date()
            planned.append(Planned(each, place, change.cancelled, closed_on(day, place, closures)))
        return planned

    def changed(self, date: Date, change: Change) -> Date:
        """The date as the change has it."""
        moved = self.rule.on(change.moved_to) if change.moved_to else None
        starts_at = moved.starts_at if moved else date.starts_at
        minutes = self.rule.minutes if change.minutes is None else change.minutes
        return Date(date.recurrence_id, starts_at, starts_at + timedelta(minutes=minutes))

    def find(self, recurrence_id: str) -> Date | None:
        """The date of this id, None where the series has none. Raises BadRule."""
        wall = _wall(recurrence_id)
        if wall is None or not self._has(recurrence_id):
            return None
        has = recurrence_id in self.extra or bool(self.rule.walls(wall, wall))
        return self.rule.on(wall) if has else None

    def on_day(self, day: date) -> list[Date]:
        """The dates that by their original start are on this local day. Raises BadRule."""
        low, high = datetime.combine(day, time.min), datetime.combine(day, time.max)
        ruled = {wall.isoformat(timespec="minutes") for wall in self.rule.walls(low, high)}
        added = {key for key in self.extra if key.startswith(day.isoformat())}
        found = (self.find(key) for key in sorted(ruled | added))
        return [date for date in found if date]

    def _plain(self, since: datetime, until: datetime) -> Iterator[Date]:
        ruled = list(self.rule.dates(since=since, until=until))
        if not (self.extra or self.left_out or self.last_day):
            yield from ruled
            return
        found = {date.recurrence_id: date for date in ruled}
        for key in self.extra:
            wall = _wall(key)
            date = self.rule.on(wall) if wall else None
            if date and since <= date.starts_at < until:
                found[key] = date
        yield from (date for key, date in found.items() if self._has(key))

    def _has(self, recurrence_id: str) -> bool:
        """Whether this id is neither left out nor past the last day."""
        past = self.last_day is not None and recurrence_id[:10] > self.last_day.isoformat()
        return not past and recurrence_id not in self.left_out


def closed_on(day: date, place_id: int | None, closures: Iterable[C]) -> C | None:
    """The first of these closures that covers a local day at a place; None where none does."""
    for closure in closures:
        here = place_id is not None and closure.place_id in {None, place_id}
        if here and closure.first_day <= day <= closure.last_day:
            return closure
    return None


def _wall(recurrence_id: str) -> datetime | None:
    """The wall-clock start that an id says; None where it is no id, or no day of the calendar."""
    try:
        return datetime.fromisoformat(recurrence_id) if ID.fullmatch(recurrence_id) else None
    except ValueError:
        return None
