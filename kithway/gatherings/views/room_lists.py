"""Lists that stay up to date, as the community room has them. Nothing is fetched here."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kithway.community.models import Community
from kithway.community.room import in_room
from kithway.gatherings.importing.problems import ListRefused, NotPublic
from kithway.gatherings.models import Refresh, Subscription
from kithway.gatherings.subscribing import (
    end_subscription,
    list_title,
    map_list,
    read_now,
    refresh_words,
    state_words,
    subscribe,
)
from kithway.gatherings.subscribing.forms import LinkForm, MappingForm
from kithway.gatherings.subscribing.words import when_words
from kithway.people.models import Person

SHOWN = 10


@in_room
def room_lists(request: HttpRequest, community: Community, by: Person) -> HttpResponse:
    now = timezone.now().astimezone(community.zone)
    mine = _mine(community).order_by("source__name", "pk")
    lists = [
        {"one": one, "title": list_title(one.source), "state": state_words(one, now)}
        for one in mine
    ]
    return render(request, "gatherings/room/lists.html", {"community": community, "lists": lists})


@in_room
def room_list_add(request: HttpRequest, community: Community, by: Person) -> HttpResponse:
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            subscription = subscribe(
                community=community,
                url=form.cleaned_data["url"],
                every_minutes=60 * int(form.cleaned_data["every"]),
                by=by,
            )
        except ListRefused as refusal:
            form.add_error("url", _refused(refusal))
        else:
            return redirect("room-list", community.slug, subscription.pk)
    return render(request, "gatherings/room/list_add.html", {"community": community, "form": form})


@in_room
def room_list(request: HttpRequest, community: Community, by: Person, pk: int) -> HttpResponse:
    one = _one(community, pk)
    now = timezone.now().astimezone(community.zone)
    readings = [_reading(refresh, now) for refresh in one.refreshes.all()[:SHOWN]]
    mapping = one.source.mapping
    context = {
        **_context(community, one),
        "state": state_words(one, now),
        "readings": readings,
        # Of one that was never read, the state says so.
        "soon": bool(one.digest and one.due_at and one.due_at <= now),
        "mapping": mapping,
        "found": mapping.get("found", {}),
    }
    return render(request, "gatherings/room/list.html", context)


@in_room
def room_list_mapping(
    request: HttpRequest, community: Community, by: Person, pk: int
) -> HttpResponse:
    one = _one(community, pk)
    if "found" not in one.source.mapping or one.ended_at:
        return redirect("room-list", community.slug, pk)
    form = MappingForm(one.source, request.POST or None)
    if request.method == "POST" and form.is_valid():
        master = form.cleaned_data["master"]
        map_list(source=one.source, mapping=form.said(), master=master, by=by)
        return redirect("room-list", community.slug, pk)
    context = {**_context(community, one), "form": form, "found": one.source.mapping["found"]}
    return render(request, "gatherings/room/list_mapping.html", context)


@in_room
def room_list_read(request: HttpRequest, community: Community, by: Person, pk: int) -> HttpResponse:
    one = _one(community, pk)
    if request.method == "POST":
        read_now(subscription=one, by=by)
    return redirect("room-list", community.slug, pk)


@in_room
def room_list_end(request: HttpRequest, community: Community, by: Person, pk: int) -> HttpResponse:
    one = _one(community, pk)
    if request.method == "POST":
        end_subscription(subscription=one, by=by)
        return redirect("room-list", community.slug, pk)
    return render(request, "gatherings/room/list_end.html", _context(community, one))


def _refused(refusal: ListRefused) -> list[str]:
    """Why, and where that alone does not say what to do, also that."""
    if not isinstance(refusal, NotPublic):
        return [str(refusal)]
    return [
        str(refusal),
        _(
            "Only your own computer can open this link. Look for the public or secret address, "
            "as said under “Where to find the link”."
        ),
    ]


def _mine(community: Community) -> Any:
    mine = Subscription.objects.filter(source__community=community)
    return mine.select_related("source__community")


def _one(community: Community, pk: int) -> Subscription:
    found: Subscription | None = _mine(community).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _context(community: Community, one: Subscription) -> dict[str, Any]:
    return {"community": community, "one": one, "title": list_title(one.source)}


def _reading(refresh: Refresh, now: Any) -> dict[str, Any]:
    return {
        "when": when_words(refresh.at.astimezone(now.tzinfo), now),
        "words": refresh_words(refresh),
        "refused": refresh.report.get("refused", []),
    }
