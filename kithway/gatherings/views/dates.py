"""Which date of a gathering an address means: one made ahead, or one that its rule still has."""

from datetime import UTC, datetime, timedelta

from django.db.models import Q

from kithway.gatherings.actions.closing import closure_for, closures_of
from kithway.gatherings.date_code import read_date_code
from kithway.gatherings.models import Gathering, Occurrence
from kithway.gatherings.recurrence import BadRule

# Working a rule out costs more the further ahead it goes.
FURTHEST = timedelta(days=2 * 366)


def dates_meant(gathering: Gathering, code: str, now: datetime) -> list[Occurrence]:
    """The dates that `2026-11-26` or `2026-11-26T1800` names, soonest first; [] where none.

    A moved date is named by the time it was to be held and by the one it is held at.
    """
    if not (start := read_date_code(code)):
        return []
    made = gathering.occurrences.select_related("closure", "own_place").filter(
        Q(recurrence_id__startswith=start) | Q(moved_to__startswith=start)
    )
    dates = [*made, *_expected(gathering, start, now, {row.recurrence_id for row in made})]
    return sorted(dates, key=lambda row: (row.starts_at, row.recurrence_id))


def _expected(gathering: Gathering, start: str, now: datetime, made: set[str]) -> list[Occurrence]:
    """Coming dates that the series has and that are not made yet. The past is never made again."""
    series = None if gathering.ended_at else gathering.series()
    day = datetime.fromisoformat(start).replace(tzinfo=UTC)
    if series is None or not timedelta(days=-2) < day - now < FURTHEST:
        return []
    try:
        found = series.on_day(day.date())
    except BadRule:
        return []
    rows = [
        Occurrence.expected(gathering, date)
        for date in found
        if date.recurrence_id.startswith(start)
        and date.recurrence_id not in made
        and date.starts_at >= now
    ]
    closures = closures_of([gathering]) if rows else []
    for row in rows:
        row.closure = closure_for(row, closures)
    return rows
