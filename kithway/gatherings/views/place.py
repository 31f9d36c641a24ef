from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from kithway.community.models import Closure, Community, Place
from kithway.gatherings.models import Gathering, Occurrence
from kithway.gatherings.naming import access_words
from kithway.gatherings.showing import levels_named_at, place_shown
from kithway.gatherings.views.told import ToldDate, told_date
from kithway.gatherings.wording import plain_day, rule_words
from kithway.ui.access import anyone

# What one line tells of a gathering: a place may hold a hundred of them.
TOLD = (
    "place",
    "slug",
    "name",
    "first_day",
    "rule",
    "timezone",
    "last_held_at",
    "shut_since",
    "missing_since",
    "seen_at",
    "ended_at",
    "community__timezone",
)
MOST = 100
CLOSURES = 10


@dataclass(frozen=True, slots=True)
class Held:
    gathering: Gathering
    rule: str
    next: ToldDate | None


@dataclass(frozen=True, slots=True)
class ClosedDays:
    closure: Closure
    first: str
    last: str


@anyone
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """A place: how to get there and in, and what is held there."""
    found = get_object_or_404(Place, slug=slug)
    communities = list(found.communities.all())
    now = timezone.now()
    zone = found.zone or (communities[0].zone if communities else timezone.get_default_timezone())
    context = {
        "place": found,
        "communities": communities,
        "shown": place_shown(found, contact=next((c.contact for c in communities), "")),
        "access": access_words(found.access),
        "rooms": found.rooms.order_by("name")[:MOST],
        "closures": _closures(found, communities, now.astimezone(zone).date()),
        "held": _held(_gatherings(found, now), now),
    }
    return render(request, "gatherings/place.html", context)


def _gatherings(found: Place, now: datetime) -> QuerySet[Gathering]:
    """Those that may be told of here: one that hides where it is must not be found by its place."""
    coming = Occurrence.objects.filter(gathering=OuterRef("pk"), ends_at__gt=now)
    return (
        found.gatherings.filter(
            ended_at=None, address_shown_to__in=levels_named_at(found.address_shown_to)
        )
        .select_related("community")
        .only(*TOLD)
        .annotate(next_date=Subquery(coming.order_by("starts_at").values("pk")[:1]))
        .order_by("name")[:MOST]
    )


def _held(gatherings: Iterable[Gathering], now: datetime) -> list[Held]:
    rows = [(row, row.next_date) for row in gatherings]  # type: ignore[attr-defined]
    dates = Occurrence.objects.select_related("closure").in_bulk([key for _, key in rows if key])
    held = [
        Held(
            gathering=row,
            rule=rule_words(row.rule, row.first_day),
            next=told_date(row, dates[key], now.astimezone(row.zone)) if key in dates else None,
        )
        for row, key in rows
    ]
    # A gathering held once, long ago, is not held here any more.
    held = [one for one in held if one.next or one.gathering.rule or not one.gathering.first_day]
    return sorted(held, key=_soonest_first_faded_last)


def _soonest_first_faded_last(one: Held) -> tuple[bool, bool, datetime | None]:
    date = one.next
    return (
        date is None,
        date is not None and date.status.tone == "faded",
        date.starts if date else None,
    )


def _closures(found: Place, communities: list[Community], today: date) -> list[ClosedDays]:
    coming = Closure.objects.filter(
        Q(place=found) | Q(community__in=communities), last_day__gte=today
    )
    return [
        ClosedDays(row, plain_day(row.first_day, today), plain_day(row.last_day, today))
        for row in coming.select_related("community").order_by("first_day")[:CLOSURES]
    ]
