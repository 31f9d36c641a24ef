"""Closed days of a place or of the whole community: what they take away is shown first."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from kithway.community.models import Closure, Community, Place
from kithway.community.room import in_room
from kithway.gatherings.actions import close, dates_taken_away, reopen
from kithway.gatherings.models import Occurrence
from kithway.gatherings.place_forms import ClosureForm
from kithway.gatherings.views.more import piece
from kithway.gatherings.views.room_places import days_said, days_words, find_place
from kithway.gatherings.wording import plain_day
from kithway.people.models import Person

SHOWN = 30


@dataclass(frozen=True, slots=True)
class Taken:
    """`theirs`: of another community that uses the place, and not named here."""

    name: str
    day: str
    theirs: str


@in_room
def room_closures(request: HttpRequest, community: Community, by: Person) -> HttpResponse:
    """The closed days to come, of the community and of its places."""
    today = timezone.now().astimezone(community.zone).date()
    found = piece(request, _theirs(community).filter(last_day__gte=today))
    context = {"community": community, "found": found, "closures": days_said(found.rows)}
    return render(request, "gatherings/room/closures.html", context)


def _theirs(community: Community) -> Any:
    mine = Q(community=community) | Q(place__in=community.places.all())
    return Closure.objects.filter(mine).select_related("place").order_by("first_day", "pk")


@in_room
def room_close(request: HttpRequest, community: Community, by: Person) -> HttpResponse:
    return _asked(request, community, by, community)


@in_room
def room_place_close(
    request: HttpRequest, community: Community, by: Person, slug: str
) -> HttpResponse:
    return _asked(request, community, by, find_place(community, slug))


def _asked(
    request: HttpRequest, community: Community, by: Person, where: Place | Community
) -> HttpResponse:
    form = ClosureForm(request.POST or None)
    place = where if isinstance(where, Place) else None
    context: dict[str, Any] = {"community": community, "place": place, "form": form}
    if request.method != "POST" or not form.is_valid() or request.POST.get("say") == "back":
        return render(request, "gatherings/room/close.html", context)
    if request.POST.get("say") == "save":
        close(where=where, by=by, **form.cleaned_data)
        if place:
            return redirect("room-place", community.slug, place.slug)
        return redirect("room-closures", community.slug)
    closure = Closure(place=place, community=None if place else community, **form.cleaned_data)
    rows = dates_taken_away(closure)
    taken = [_taken(row, community) for row in rows[:SHOWN]]
    context |= {
        "taken": taken,
        "count": rows.count(),
        "days": days_words(closure, timezone.now().date()),
    }
    return render(request, "gatherings/room/close_look.html", context)


def _taken(row: Occurrence, community: Community) -> Taken:
    """What another community holds there is counted with that one's name alone."""
    gathering = row.gathering
    zone = gathering.zone
    day = plain_day(row.starts_at.astimezone(zone).date(), timezone.now().astimezone(zone).date())
    if gathering.community_id == community.pk:
        return Taken(gathering.name, day, "")
    return Taken("", day, gathering.community.name)


@in_room
def room_reopen(request: HttpRequest, community: Community, by: Person, pk: int) -> HttpResponse:
    closure = get_object_or_404(_theirs(community), pk=pk)
    if request.method == "POST":
        reopen(closure=closure, by=by)
        return redirect("room-closures", community.slug)
    context = {
        "community": community,
        "closure": closure,
        "days": days_words(closure, timezone.now().date()),
    }
    return render(request, "gatherings/room/reopen.html", context)
