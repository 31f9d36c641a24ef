from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt

from kithway.community.actions import settle_concern, tell_concern
from kithway.community.models import Community, Concern
from kithway.community.room import in_room
from kithway.front.saying import concern_words, concerns_for, readers
from kithway.front.saying_forms import ConcernForm
from kithway.front.views.saying.writing import about_gathering, writer
from kithway.people.models import Person
from kithway.ui.access import anyone_asks

SHOWN = 50


# As of suggestions: its form carries a signed token of its own.
@csrf_exempt
@anyone_asks
def something_wrong(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell that something went wrong, to somebody who does not hold that gathering.

    Whoever is paused may still tell it.
    """
    community = get_object_or_404(Community, slug=slug)
    gathering = about_gathering(request, community)
    form = ConcernForm(community, readers(community, gathering), request.POST or None)
    if request.method == "POST" and form.readers and form.is_valid():
        tell_concern(
            community=community,
            words=form.cleaned_data["words"],
            reach=form.cleaned_data["reach"],
            gathering_slug=gathering.slug if gathering else "",
            to=form.chosen(),
            by=writer(request),
        )
        return render(request, "front/saying/sent.html", {"community": community})
    context = {"community": community, "gathering": gathering, "form": form}
    return render(request, "front/saying/something_wrong.html", context)


@in_room
def room_concerns(request: HttpRequest, community: Community, by: Person) -> HttpResponse:
    """Those that this coordinator may know of; of the others not even how many there are."""
    rows = concerns_for(by, community).order_by("-made_at")
    context = {
        "community": community,
        "open": _told(community, rows.filter(settled_at=None)[:SHOWN]),
        "settled": _told(community, rows.exclude(settled_at=None)[:SHOWN]),
    }
    return render(request, "front/saying/room_concerns.html", context)


def _told(community: Community, rows: Iterable[Concern]) -> list[dict[str, Any]]:
    """Each with the gathering that it names; nothing of its words, which a receipt would say."""
    rows = list(rows)
    slugs = {row.gathering_slug for row in rows} - {""}
    found = community.gatherings.filter(slug__in=slugs) if slugs else community.gatherings.none()
    names = dict(found.order_by().values_list("slug", "name"))
    return [{"one": row, "about": names.get(row.gathering_slug, "")} for row in rows]


@in_room
def room_concern(request: HttpRequest, community: Community, by: Person, pk: str) -> HttpResponse:
    concern = get_object_or_404(concerns_for(by, community), pk=pk)
    concern.community = community
    if request.POST.get("say") == "settle":
        settle_concern(concern=concern, by=by)
        return redirect("room-concerns", community.slug)
    gathering = community.gatherings.filter(slug=concern.gathering_slug).first()
    context = {
        "community": community,
        "one": concern,
        "gathering": gathering if concern.gathering_slug else None,
        "said": concern_words(concern, by),
    }
    return render(request, "front/saying/room_concern.html", context)
