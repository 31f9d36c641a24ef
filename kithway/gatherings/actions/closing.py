"""Closed days of a place or a community, and what they do to the dates held there."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from kithway.community.history import record
from kithway.community.models import Closure, Community, Place
from kithway.gatherings.coming.following import followed
from kithway.gatherings.models import Gathering, Occurrence
from kithway.gatherings.recurrence import closed_on
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
    _record(closure, by, "closed")
    # What is closed is told of among the others, for whoever would go there: it does not fade.
    dates = dates_under(closure).filter(closure=None)
    with followed(dates.order_by().values_list("gathering", flat=True).distinct()):
        dates.update(closure=closure, fades_at=None)
    return closure


@transaction.atomic
def reopen(*, closure: Closure, by: Person | None) -> None:
    """Take a closure back: its dates are held again, unless another closure covers them."""
    _record(closure, by, "reopened")
    affected = list(closure.occurrences.select_related("gathering__community"))
    with followed({row.gathering_id for row in affected}):
        closure.delete()
        closures = closures_of({row.gathering for row in affected}, affected)
        for row in affected:
            row.closure = closure_for(row, closures)
            row.fades_at = row.fades_now
        Occurrence.objects.bulk_update(affected, ["closure", "fades_at"], batch_size=500)


def _record(closure: Closure, by: Person | None, verb: str) -> None:
    """Said in the history of each community that it is about."""
    if by is None:
        return
    where = closure.place or closure.community
    days = sorted({closure.first_day.isoformat(), closure.last_day.isoformat()})
    told = list(closure.place.communities.all()) if closure.place else [closure.community]
    for community in filter(None, told):
        record(
            community=community, by=by, verb=verb, row=closure, name=f"{where}, {'–'.join(days)}"
        )


def dates_taken_away(closure: Closure) -> QuerySet[Occurrence]:
    """The dates that a closure, saved or not, takes away, soonest first."""
    open_ = dates_under(closure).filter(closure=None, cancelled_at=None)
    return open_.select_related("gathering__place", "gathering__community").order_by("starts_at")


def closures_of(gatherings: Iterable[Gathering], dates: Iterable[Occurrence] = ()) -> list[Closure]:
    """Every closure that can touch a date of these gatherings; `dates`: those held elsewhere."""
    gatherings = list(gatherings)
    places = {g.place_id for g in gatherings} | {date.own_place_id for date in dates}
    communities = {g.community_id for g in gatherings}
    return list(Closure.objects.filter(Q(place__in=places - {None}) | Q(community__in=communities)))


def closure_for(row: Occurrence, closures: Iterable[Closure]) -> Closure | None:
    """The closure that covers a date, by the place and the local day it is really held."""
    place = row.own_place_id or row.gathering.place_id
    return usual_closure(row.gathering, row.moved_to or row.recurrence_id, closures, place)


def usual_closure(
    gathering: Gathering, start: str, closures: Iterable[Closure], place: int | None
) -> Closure | None:
    """The closure that covers a gathering at a place on the day of this wall-clock start.

    A community's closed days do not touch what is held online or by telephone, nor other
    communities.
    """
    theirs = (c for c in closures if c.place_id or c.community_id == gathering.community_id)
    return closed_on(date.fromisoformat(start[:10]), place, theirs)


def dates_under(closure: Closure) -> QuerySet[Occurrence]:
    first, last = closure.first_day.isoformat(), f"{closure.last_day.isoformat()}U"
    held = Occurrence.objects.filter(
        Q(moved_to="", recurrence_id__gte=first, recurrence_id__lt=last)
        | Q(moved_to__gte=first, moved_to__lt=last)
    )
    if closure.place_id:
        return held.filter(place=closure.place_id)
    return held.filter(gathering__community=closure.community_id).exclude(place=None)
