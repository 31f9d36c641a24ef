"""What a calendar says of single dates, brought to their rows. What was said here wins.

Only what the calendar says otherwise than last time is brought: so a date that somebody here said
is held after all is not called off again by a calendar that merely repeats itself.
"""

import re
from datetime import datetime

from django.core.exceptions import ValidationError

from kithway.community.models import Place
from kithway.gatherings.actions import (
    NoSuchDate,
    cancel_date,
    change_date,
    date_row,
    restore_date,
)
from kithway.gatherings.importing.places import PlaceBook
from kithway.gatherings.importing.report import Report
from kithway.gatherings.importing.row import DateSaid, Row, Where
from kithway.gatherings.models import Gathering, Occurrence, Source


class OneDates:
    """Lives for one batch of an import, within its transaction."""

    def __init__(self, source: Source, places: PlaceBook, report: Report, now: datetime) -> None:
        self._source = source
        self._places = places
        self._report = report
        self._now = now

    def bring(self, gathering: Gathering, before: Row | None, after: Row) -> None:
        """Take over what became different of this gathering's coming dates."""
        old = {said.recurrence_id: said for said in before.changes} if before else {}
        new = {said.recurrence_id: said for said in after.changes}
        for key in sorted(old.keys() - new.keys()):
            self._restore(gathering, key)
        for key in sorted(new):
            if new[key] != old.get(key):
                self._say(gathering, new[key])

    def carry_over(self, key: str, gathering: Gathering) -> None:
        """Where a new series goes on from one that we know, as when somebody changes all dates from
        one on: what was called off here of the old one is called off of the new one, day by day."""
        olds = self._source.rows.filter(key=_begun_as(key)).exclude(key=key)
        for old in olds.values_list("gathering", flat=True):
            off = Occurrence.objects.filter(
                gathering=old, told_by=None, cancelled_at__isnull=False, ends_at__gt=self._now
            )
            for row in off:
                day = datetime.fromisoformat(row.recurrence_id).date()
                series = gathering.series()
                for date in series.on_day(day) if series else ():
                    cancel_date(
                        gathering=gathering,
                        recurrence_id=date.recurrence_id,
                        because=row.cancelled_because,
                        by=None,
                    )

    def _restore(self, gathering: Gathering, recurrence_id: str) -> None:
        row = gathering.occurrences.filter(recurrence_id=recurrence_id).first()
        if row is None or row.told_by_id != self._source.pk or row.ends_at <= self._now:
            return
        try:
            restore_date(gathering=gathering, recurrence_id=recurrence_id, by=None)
        except NoSuchDate:
            return
        self._report.tell("back", gathering.name, date=recurrence_id)

    def _say(self, gathering: Gathering, said: DateSaid) -> None:
        try:
            row = date_row(gathering, said.recurrence_id)
            if row.ends_at <= self._now or _said_here(row):
                return
            if said.cancelled:
                self._cancel(gathering, said)
            else:
                self._change(gathering, row, said)
        except (NoSuchDate, ValidationError):
            # A date that the series no longer has, or was moved further than one date can be.
            return

    def _cancel(self, gathering: Gathering, said: DateSaid) -> None:
        cancel_date(
            gathering=gathering,
            recurrence_id=said.recurrence_id,
            because=said.because,
            by=None,
            told_by=self._source,
        )
        self._report.tell("cancelled", gathering.name, date=said.recurrence_id)

    def _change(self, gathering: Gathering, row: Occurrence, said: DateSaid) -> None:
        if row.cancelled_at:
            restore_date(gathering=gathering, recurrence_id=said.recurrence_id, by=None)
        change_date(
            gathering=gathering,
            recurrence_id=said.recurrence_id,
            moved_to=datetime.fromisoformat(said.moved_to) if said.moved_to else None,
            minutes=said.minutes,
            place=self._place(said.where),
            because=said.because,
            by=None,
            told_by=self._source,
        )
        self._report.tell("moved", gathering.name, date=said.recurrence_id)

    def _place(self, where: Where | None) -> Place | None:
        place = self._places.place(where, "") if where else None
        if place and place.pk is None:
            self._places.save()
        return place


# Google names what goes on by the name of what it was, with the day from which it is otherwise.
GOES_ON = re.compile(r"_R\d{8}(?:T\d{6})?(?=@|$)")


def _begun_as(key: str) -> str:
    """The key of the series that this one goes on from; the key itself where it is a series anew"""
    return GOES_ON.sub("", key.partition("~from ")[0])


def _said_here(row: Occurrence) -> bool:
    """Whether somebody here called the date off or changed it: then no list does."""
    return row.told_by_id is None and bool(row.cancelled_at or row.changed_at)
