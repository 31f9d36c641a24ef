"""Makes the dates of gatherings ahead of time, so that the finder only reads."""

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from kithway.community.models import Closure
from kithway.gatherings.actions.closing import closure_for, closures_of, usual_closure
from kithway.gatherings.actions.rows import insert_rows, stored_or_none
from kithway.gatherings.coming.following import followed
from kithway.gatherings.models import Gathering, Occurrence
from kithway.gatherings.recurrence import BadRule, Date, Series

logger = logging.getLogger(__name__)
# A date with its start and end as the database stores them.
Made = tuple[Date, Any, Any]
HORIZON = timedelta(weeks=13)
# A new gathering also gets what began earlier today, so that 'today' is whole.
LOOK_BACK = timedelta(hours=12)
BATCH = 500
COLUMNS = (
    "gathering",
    "place",
    "recurrence_id",
    "starts_at",
    "ends_at",
    "closure",
    "fades_at",
)


def extend_horizon(gatherings: QuerySet[Gathering], *, now: datetime | None = None) -> int:
    """Make the dates of these gatherings up to the horizon; returns how many were made.

    Works in short transactions and may be stopped and run again: each gathering remembers how far
    its dates are made, and what lies before that is never made again.
    """
    now = now or timezone.now()
    goal = now + HORIZON
    # A day's slack, so that a run an hour later does not touch every row.
    due = gatherings.filter(first_day__isnull=False, ended_at=None).exclude(
        horizon__gt=goal - timedelta(days=1)
    )
    due_keys = list(due.order_by("pk").values_list("pk", flat=True))
    return sum(
        _extend(due_keys[at : at + BATCH], now, goal) for at in range(0, len(due_keys), BATCH)
    )


@transaction.atomic
def _extend(keys: list[int], now: datetime, goal: datetime) -> int:
    rows = Gathering.objects.filter(pk__in=keys).select_related("place", "community")
    made = insert_rows(Occurrence, COLUMNS, _new_dates(rows, now, goal))
    Gathering.objects.filter(pk__in=keys).update(horizon=goal)
    return made


def _new_dates(
    rows: Iterable[Gathering], now: datetime, goal: datetime
) -> Iterator[tuple[Any, ...]]:
    """What stands in COLUMNS, a date at a time."""
    rows = list(rows)
    closures = closures_of(rows)
    for gathering in rows:
        since = max(gathering.horizon or now - LOOK_BACK, now - LOOK_BACK)
        fades_at = stored_or_none(gathering.fades_at)
        for date, starts_at, ends_at in _dates_of(gathering, since, goal):
            closure = None
            if closures:
                start, place = date.recurrence_id, gathering.place_id
                closure = usual_closure(gathering, start, closures, place)
            yield (
                gathering.pk,
                gathering.place_id,
                date.recurrence_id,
                starts_at,
                ends_at,
                closure and closure.pk,
                None if closure else fades_at,
            )


def _dates_of(gathering: Gathering, since: datetime, until: datetime) -> tuple[Made, ...]:
    """Its dates by its rule. A rule that cannot be read must not keep others from their dates."""
    try:
        series = None if gathering.ended_at else gathering.series()
        return _dates(series, since, until) if series else ()
    except (BadRule, LookupError, ValueError, OverflowError) as problem:
        # Also a time zone that is no longer one, or a date that came in past every check.
        logger.warning("No dates for gathering %s: %s", gathering.pk, type(problem).__name__)
        return ()


@lru_cache(maxsize=512)
def _dates(series: Series, since: datetime, until: datetime) -> tuple[Made, ...]:
    """Kept, since hundreds of gatherings share “Tuesdays at seven”."""
    # Asked for once: hundreds of thousands of moments pass here.
    as_stored = connection.ops.adapt_datetimefield_value
    return tuple(
        (date, as_stored(date.starts_at), as_stored(date.ends_at))
        for date in series.dates(since=since, until=until)
    )


def settle_date(
    row: Occurrence, gathering: Gathering, date: Date, closures: Iterable[Closure] | None = None
) -> None:
    """Give a date what the gathering and its own changes make of it now, and save it.

    `closures`: all that can touch it, where they are at hand.
    """
    series, change = gathering.series(), row.change()
    held = series.changed(date, change) if series and change else date
    row.starts_at, row.ends_at = held.starts_at, held.ends_at
    row.place_id = row.own_place_id or gathering.place_id
    row.closure = closure_for(
        row, closures_of([gathering], [row]) if closures is None else closures
    )
    row.fades_at = row.fades_now
    row.save()


@transaction.atomic
def rebuild_dates(gatherings: Iterable[Gathering], *, now: datetime | None = None) -> int:
    """Make the coming dates of these gatherings anew, after their time, place or rule changed.

    What is past stays, and so does what somebody said of a coming date, as long as the new rule
    still has it; a date that was cancelled or changed stays so too where the rule has another time
    that day.
    """
    keys = [gathering.pk for gathering in gatherings]
    with followed(keys):
        return _rebuild(keys, now or timezone.now())


def _rebuild(keys: list[int], now: datetime) -> int:
    coming = Occurrence.objects.filter(gathering__in=keys, starts_at__gte=now)
    said = list(coming.written_on().values_list("pk", flat=True))
    coming.exclude(pk__in=said).delete()
    Gathering.objects.filter(pk__in=keys).update(horizon=now)
    made = extend_horizon(Gathering.objects.filter(pk__in=keys), now=now)
    _bring_into_line(said)
    return made


def _bring_into_line(said: list[int]) -> None:
    """Give dates that somebody wrote on the gathering's new place, its closed days and the new
    length; drop those that the rule no longer has."""
    if not said:
        return
    found = Occurrence.objects.filter(pk__in=said).order_by("starts_at", "pk")
    rows = list(found.select_related("gathering__place", "gathering__community"))
    closures = closures_of({row.gathering for row in rows}, rows)
    for row in rows:
        date = date_now(row, row.gathering)
        if date and row.recurrence_id != date.recurrence_id:
            date = date if _is_free(row, date) else None
            row.confirmed_at, row.confirmed_by = None, ""
        if date is None:
            row.delete()
            continue
        row.recurrence_id = date.recurrence_id
        settle_date(row, row.gathering, date, closures)


def date_now(row: Occurrence, gathering: Gathering) -> Date | None:
    """The date of the rule as it is now that a row speaks of; None where there is none."""
    series = None if gathering.ended_at else gathering.series()
    if series is None:
        return None
    try:
        if date := series.find(row.recurrence_id):
            return date
        that_day = series.on_day(datetime.fromisoformat(row.recurrence_id).date())
    except BadRule:
        return None
    # A word that it is held was given for that hour; one that it is off, or elsewhere, for the day.
    return that_day[0] if len(that_day) == 1 and (row.cancelled_at or row.changed_at) else None


def _is_free(row: Occurrence, date: Date) -> bool:
    """Whether a row may speak of this date: what was just made of it gives way, what somebody else
    wrote on it does not."""
    others = row.gathering.occurrences.filter(recurrence_id=date.recurrence_id).exclude(pk=row.pk)
    if others.written_on().exists():
        return False
    others.delete()
    return True
