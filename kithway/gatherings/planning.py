"""What a gathering would be like, before it is saved: its rule in words and its next dates."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.functional import cached_property

from kithway.gatherings.actions.closing import closures_of, usual_closure
from kithway.gatherings.actions.dates import date_now
from kithway.gatherings.models import Gathering, Occurrence
from kithway.gatherings.recurrence import Date
from kithway.gatherings.views.told import Told
from kithway.gatherings.wording import day_and_time, plain_day, time_range

NEXT = 8
# Looked further and further ahead, until there are eight.
WITHIN = (timedelta(weeks=10), timedelta(weeks=60), timedelta(weeks=9 * 53))


@dataclass(frozen=True, slots=True)
class PlannedDate:
    """`start`: its recurrence id. `closed`: why it is not held; None where it is."""

    start: str
    words: str
    closed: str | None


class Planned:
    """`candidate`: a gathering as it would be, not saved; `before`: the one it changes."""

    def __init__(self, candidate: Gathering, before: Gathering | None) -> None:
        self.candidate, self.before = candidate, before
        self.now = timezone.now().astimezone(candidate.zone)

    @property
    def rule(self) -> str:
        return Told(self.candidate).rule

    @cached_property
    def dates(self) -> list[PlannedDate]:
        """The next eight, those that a closure takes away among them."""
        found = self._next()
        closures = closures_of([self.candidate]) if found else []
        place = self.candidate.place_id
        planned = []
        for date in found:
            closure = usual_closure(self.candidate, date.recurrence_id, closures, place)
            why = closure.reason if closure else None
            planned.append(PlannedDate(date.recurrence_id, self._said(date), why))
        return planned

    def left_out(self, ticked: Collection[str]) -> list[str]:
        """All that the series leaves out once the ticked ones of these dates are, too."""
        more = {date.start for date in self.dates if date.start in ticked}
        return sorted({*self.candidate.left_out, *more})

    def _next(self) -> list[Date]:
        series, found = self.candidate.series(), list[Date]()
        for within in WITHIN if series else ():
            found = series.dates(since=self.now, until=self.now + within) if series else []
            if len(found) >= NEXT:
                break
        return found[:NEXT]

    def _said(self, date: Date) -> str:
        zone = self.candidate.zone
        starts = date.starts_at.astimezone(zone)
        time = time_range(starts, date.ends_at.astimezone(zone))
        return day_and_time(plain_day(starts.date(), self.now.date()), time)

    @cached_property
    def lost(self) -> list[str]:
        """Coming dates that somebody said something of, and that would be no more."""
        if self.before is None:
            return []
        coming = self.before.occurrences.filter(starts_at__gte=timezone.now()).written_on()
        rows = coming.order_by("starts_at")[:50]
        return [self._row(row) for row in rows if date_now(row, self.candidate) is None]

    def _row(self, row: Occurrence) -> str:
        starts = row.starts_at.astimezone(self.now.tzinfo)
        return plain_day(starts.date(), self.now.date())

    @property
    def moves(self) -> bool:
        """Whether a series that runs already would be held at other times."""
        old, new = self.before, self.candidate
        if old is None or old.first_day is None or new.first_day is None:
            return False
        if old.first_day >= self.now.date():
            return False
        names = "start_time minutes rule extra_dates place_id".split()
        return any(getattr(old, name) != getattr(new, name) for name in names)

    @property
    def next_day(self) -> datetime | None:
        """When the changed series could begin: its next date."""
        found = self._next()
        return found[0].starts_at.astimezone(self.candidate.zone) if found else None
