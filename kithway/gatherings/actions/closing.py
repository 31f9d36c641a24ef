"""Closed days of a place or a community, and what they do to the dates held there."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from kithway.community.models import Closure, Community, Place
from kithway.gatherings.models import Gathering, Occurrence
from kithway.people.models import Person


@transaction.atomic
def close(
    *,
    where: Place | Community,
    first_day: date,
    last_day: date,
    reason: str = "",
    by: Person | None,
) -> Closure:
    """Close a place, or all a community holds in person, on these days and all between."""
    held = {"place": where} if isinstance(where, Place) else {"community": where}
    closure = Closure(first_day=first_day, last_day=last_day, reason=reason, made_by=by, **held)
    closure.full_clean()
    closure.save()
    _dates_under(closure).filter(closure=None).update(closure=closure)
    return closure


@transaction.atomic
def reopen(*, closure: Closure, by: Person | None) -> None:
    """Take a closure back: its dates are held again, unless another closure covers them."""
    affected = list(closure.occurrences.select_related("gathering__place", "gathering__community"))
    closure.delete()
    closures = closures_of({row.gathering for row in affected})
    for row in affected:
        row.closure = closure_for(row.gathering, row.recurrence_id, closures)
    Occurrence.objects.bulk_update(affected, ["closure"], batch_size=500)


def closures_of(gatherings: Iterable[Gathering]) -> list[Closure]:
    """Every closure that can touch a date of these gatherings."""
    gatherings = list(gatherings)
    places = {g.place_id for g in gatherings if g.place_id}
    communities = {g.community_id for g in gatherings}
    return list(Closure.objects.filter(Q(place__in=places) | Q(community__in=communities)))


def closure_for(
    gathering: Gathering, recurrence_id: str, closures: Iterable[Closure]
) -> Closure | None:
    """The closure that covers this date of a gathering, by the local day it was to start."""
    day = datetime.fromisoformat(recurrence_id).date()
    for closure in closures:
        mine = (
            closure.place_id == gathering.place_id
            if closure.place_id
            else _bound(closure, gathering)
        )
        if mine and closure.first_day <= day <= closure.last_day:
            return closure
    return None


def _bound(closure: Closure, gathering: Gathering) -> bool:
    """A community's closed days do not touch what is held online or by telephone."""
    return closure.community_id == gathering.community_id and gathering.place_id is not None


def _dates_under(closure: Closure) -> QuerySet[Occurrence]:
    days = {
        "recurrence_id__gte": closure.first_day.isoformat(),
        "recurrence_id__lt": f"{closure.last_day.isoformat()}U",
    }
    if closure.place_id:
        return Occurrence.objects.filter(place=closure.place_id, **days)
    held = Occurrence.objects.filter(gathering__community=closure.community_id, **days)
    return held.exclude(place=None)
