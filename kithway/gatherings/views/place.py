from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import OuterRef, Q, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kithway.community.kept_query import KeptQuery
from kithway.community.models import Closure, Community, Place, Room, ShownTo
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
    "extra_dates",
    "last_day",
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
    found = next(iter(by_slug(slug)), None)
    if found is None:
        raise Http404
    communities = communities_of(found.pk)
    now = timezone.now()
    zone = found.zone or (communities[0].zone if communities else timezone.get_default_timezone())
    context = {
        "place": found,
        "communities": communities,
        "shown": place_shown(found, contact=next((c.contact for c in communities), "")),
        "access": access_words(found.access),
        "rooms": rooms_of(found.pk),
        "closures": _closures(found, now.astimezone(zone).date()),
        "held": _held(found, now),
    }
    return render(request, "gatherings/place.html", context)


by_slug = KeptQuery(lambda slug: Place.objects.filter(slug=slug).order_by(), "")
communities_of = KeptQuery(lambda place: Community.objects.filter(places=place), 0)
rooms_of = KeptQuery(lambda place: Room.objects.filter(place=place).order_by("name")[:MOST], 0)
# One that hides where it is must not be found by its place: `levels` are those that may be told of.
gatherings_at = KeptQuery(
    lambda place, *levels: (
        Gathering.objects.filter(place=place, ended_at=None, address_shown_to__in=levels)
        .select_related("community")
        .only(*TOLD)
        .order_by("name")[:MOST]
    ),
    0,
    *ShownTo,
)
next_dates_at = KeptQuery(
    lambda place, now: Occurrence.objects.select_related("closure").filter(
        gathering__place=place,
        gathering__ended_at=None,
        pk=Subquery(
            Occurrence.objects.filter(gathering=OuterRef("gathering"), ends_at__gt=now)
            .order_by("starts_at")
            .values("pk")[:1]
        ),
    ),
    0,
    datetime(1, 1, 1, tzinfo=UTC),
)
closures_at = KeptQuery(
    lambda place, today: (
        Closure.objects.filter(
            Q(place=place) | Q(community__in=Community.objects.filter(places=place).values("pk")),
            last_day__gte=today,
        )
        .select_related("community")
        .order_by("first_day")[:CLOSURES]
    ),
    0,
    date.min,
)


def _held(found: Place, now: datetime) -> list[Held]:
    levels = levels_named_at(found.address_shown_to)
    dates = {row.gathering_id: row for row in next_dates_at(found.pk, now)}
    held, today = [], timezone.localdate(now)
    # The query has room for every level; where there are fewer, the strictest is said again.
    for row in gatherings_at(found.pk, *(levels + levels[-1:] * len(ShownTo))[: len(ShownTo)]):
        row.place = found
        date = dates.get(row.pk)
        said = told_date(row, date, now.astimezone(row.zone)) if date else None
        rule = rule_words(
            row.rule, row.first_day, extra=row.extra_dates, last_day=row.last_day, today=today
        )
        held.append(Held(gathering=row, rule=rule, next=said))
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


def _closures(found: Place, today: date) -> list[ClosedDays]:
    return [
        ClosedDays(row, plain_day(row.first_day, today), plain_day(row.last_day, today))
        for row in closures_at(found.pk, today)
    ]
