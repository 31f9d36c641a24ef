"""Which date of a gathering an address means: one made ahead, or one that its rule still has."""

from datetime import UTC, datetime, timedelta

from django.db.models import Q

from kithway.community.kept_query import KeptQuery
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
    # Of a day all its times, which begin with a T; of a time that very one.
    made = made_between(gathering.pk, start, start if "T" in start else f"{start}U")
    for row in made:
        row.gathering = gathering
    dates = [*made, *_expected(gathering, start, now, {row.recurrence_id for row in made})]
    return sorted(dates, key=lambda row: (row.starts_at, row.recurrence_id))


made_between = KeptQuery(
    lambda gathering, first, last: (
        Occurrence.objects.select_related("closure", "own_place")
        .filter(gathering=gathering)
        .filter(
            Q(recurrence_id__gte=first, recurrence_id__lte=last)
            | Q(moved_to__gte=first, moved_to__lte=last)
        )
        .order_by()
    ),
    0,
    "",
    "",
)


def _expected(gathering: Gathering, start: str, now: datetime, made: set[str]) -> list[Occurrence]:
    """Coming dates that the series has and that are not made yet. The past is never made again."""
    series = None if gathering.ended_at else gathering.series()
    day = datetime.fromisoformat(start).replace(tzinfo=UTC)
    if series is None or not timedelta(days=-2) < day - now < FURTHEST:
        return []
    if gathering.horizon and day + timedelta(days=2) < gathering.horizon:
        # So far all its dates are made.
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
