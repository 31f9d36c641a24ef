"""Which date of a gathering an address means: one made ahead, or one that its rule still has."""

from datetime import UTC, datetime, timedelta

from kithway.gatherings.actions.closing import closure_for, closures_of
from kithway.gatherings.date_code import read_date_code
from kithway.gatherings.models import Gathering, Occurrence
from kithway.gatherings.recurrence import BadRule

# Working a rule out costs more the further ahead it goes.
FURTHEST = timedelta(days=2 * 366)


def dates_meant(gathering: Gathering, code: str, now: datetime) -> list[Occurrence]:
    """The dates that `2026-11-26` or `2026-11-26T1800` names, soonest first; [] where none."""
    if not (start := read_date_code(code)):
        return []
    made = gathering.occurrences.select_related("closure").filter(recurrence_id__startswith=start)
    return list(made) or _expected(gathering, start, now)


def _expected(gathering: Gathering, start: str, now: datetime) -> list[Occurrence]:
    """Coming dates that the rule has and that are not made yet. The past is never made again."""
    series = gathering.series()
    day = datetime.fromisoformat(start).replace(tzinfo=UTC)
    if series is None or not timedelta(days=-2) < day - now < FURTHEST:
        return []
    span = timedelta(days=2)
    try:
        found = list(series.dates(since=max(now, day - span), until=day + span))
    except BadRule:
        return []
    meant = [date for date in found if date.recurrence_id.startswith(start)]
    closures = closures_of([gathering]) if meant else []
    return [
        Occurrence(
            gathering=gathering,
            recurrence_id=date.recurrence_id,
            starts_at=date.starts_at,
            ends_at=date.ends_at,
            closure=closure_for(gathering, date.recurrence_id, closures),
            fades_at=gathering.fades_at,
        )
        for date in meant
    ]
