"""A month of paper counts at once: how many came to each date, and which were not held.

All is written by a handful of statements, however many dates there are.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from kithway.community.history import Values, entry_of, set_values
from kithway.community.models import Community, Entry
from kithway.community.rules import Denied, coordinates
from kithway.gatherings.actions.attending import check_count, day_of
from kithway.gatherings.actions.fading import fade_anew
from kithway.gatherings.actions.one_date import date_named, signs_of, take_back_signs
from kithway.gatherings.actions.rows import update_rows
from kithway.gatherings.actions.uncounting import counts_of, forget_counts
from kithway.gatherings.models import Attendance, Gathering, Occurrence
from kithway.gatherings.wording.reasons import NOT_HELD
from kithway.people.by import name_of
from kithway.people.models import Person

# A month of one zone begins so much before and after it does in another.
ZONES = timedelta(hours=26)


def next_month(month: date) -> date:
    """The first day of the month after this one's."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def dates_of_month(
    community: Community, month: date, gatherings: Iterable[Gathering]
) -> list[Occurrence]:
    """The dates of these gatherings that began in this month, in each one's own zone."""
    known = {gathering.pk: gathering for gathering in gatherings}
    since = datetime.combine(month, time(), community.zone)
    until = datetime.combine(next_month(month), time(), community.zone)
    rows = Occurrence.objects.filter(gathering__in=known, starts_at__lte=timezone.now())
    found = []
    for row in rows.starting(since - ZONES, until + ZONES).order_by("starts_at", "pk"):
        row.gathering = known[row.gathering_id]
        if day_of(row.gathering, row).replace(day=1) == month:
            found.append(row)
    return found


@transaction.atomic
def count_month(
    *,
    community: Community,
    counts: Mapping[Occurrence, int],
    not_held: Iterable[Occurrence],
    by: Person | None,
) -> int:
    """Write counts down, and which dates were not held; returns of how many dates.

    A date that is counted was held, also where it had been called off; of one that was not held,
    no count stays. All dates are of the community, with their gatherings. Raises Denied, and
    ValidationError where one cannot be: then nothing is written.
    """
    if by and not coordinates(by, community):
        raise Denied(_("Only a coordinator can do this."))
    for row, count in counts.items():
        check_count(row, count)
    off = list(not_held)
    if by:
        Entry.objects.bulk_create(_entries(community, counts, off, by))
    _write_counts(counts, by)
    _write_not_held(off, by)
    return len(counts) + len(off)


def _entries(
    community: Community, counts: Mapping[Occurrence, int], off: list[Occurrence], by: Person
) -> Iterator[Entry]:
    """Which dates were counted, and which were said to be held after all, or not to be; with the
    numbers that were there before and are there now."""
    before = counts_of([*counts, *off])
    again = [row for row in counts if row.cancelled_at]
    for verb, rows in (("confirmed", again), ("counted", counts), ("cancelled", off)):
        for row in rows:
            name = date_named(row.gathering, row.recurrence_id)
            entry = entry_of(community=community, by=by, verb=verb, row=row, name=name)
            after: Values = {"count": counts[row]} if verb == "counted" else {}
            if verb != "confirmed":
                set_values(entry, Attendance, before.get(row.pk, {}), after)
            yield entry


def _write_counts(counts: Mapping[Occurrence, int], by: Person | None) -> None:
    if not counts:
        return
    now = timezone.now()
    Attendance.objects.bulk_create(
        [
            Attendance(
                gathering=row.gathering,
                recurrence_id=row.recurrence_id,
                day=day_of(row.gathering, row),
                count=count,
                made_by=name_of(by),
            )
            for row, count in counts.items()
        ],
        update_conflicts=True,
        unique_fields=("gathering", "recurrence_id"),
        update_fields=("day", "count", "first_time", "made_by"),
    )
    Occurrence.objects.filter(pk__in=[row.pk for row in counts]).update(
        confirmed_at=now,
        confirmed_by=name_of(by),
        cancelled_at=None,
        cancelled_because="",
        cancelled_by="",
        told_by=None,
        fades_at=None,
    )
    _seen(counts)


def _seen(rows: Iterable[Occurrence]) -> None:
    """A date that was held is a sign of life on its own day, not on the day it was typed in."""
    now, last = timezone.now(), dict[Gathering, datetime]()
    for row in rows:
        if row.ends_at <= now:
            last[row.gathering] = max(last.get(row.gathering, row.ends_at), row.ends_at)
    for gathering, at in last.items():
        gathering.last_held_at = max(gathering.last_held_at or at, at)
        gathering.seen_at = max(gathering.seen_at, at)
    update_rows(list(last), ("last_held_at", "seen_at"))
    fade_anew(list(last))


def _write_not_held(rows: list[Occurrence], by: Person | None) -> None:
    if not rows:
        return
    keys = [row.pk for row in rows]
    signs = {row.pk: signs_of(row) for row in rows}
    Occurrence.objects.filter(pk__in=keys).update(
        cancelled_at=timezone.now(),
        cancelled_because=NOT_HELD,
        cancelled_by=name_of(by),
        confirmed_at=None,
        confirmed_by="",
        told_by=None,
        fades_at=None,
    )
    forget_counts(rows)
    _uncount([row.gathering for row in rows if row.gathering.last_held_at == row.ends_at])
    for row in rows:
        take_back_signs(row.gathering, signs[row.pk])


def _uncount(gatherings: list[Gathering]) -> None:
    """Of each whose last held date was not, the one before it stands again."""
    held = Occurrence.objects.held().filter(gathering__in=gatherings, ends_at__lte=timezone.now())
    last = dict(held.order_by().values_list("gathering").annotate(at=Max("ends_at")))
    for gathering in gatherings:
        gathering.last_held_at = last.get(gathering.pk)
    update_rows(gatherings, ("last_held_at",))
