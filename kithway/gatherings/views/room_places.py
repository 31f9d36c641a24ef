"""Places in the community room: what is said of them, their rooms, their keys."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from kithway.community.actions import set_photo
from kithway.community.actions.keys import add_key, return_key
from kithway.community.models import Closure, Community, Place, PlaceKey
from kithway.community.room import in_room
from kithway.consent.actions import COORDINATES, for_role
from kithway.gatherings.actions import add_place, add_room, change_place, change_room
from kithway.gatherings.place_forms import KeyForm, PhotoForm, PlaceForm, RoomForm
from kithway.gatherings.views.more import piece
from kithway.gatherings.wording import plain_day
from kithway.people.models import Person
from kithway.vault.kept import open_kept

# A place has no more rooms or keys than people could remember.
MOST = 100


def find_place(community: Community, slug: str) -> Place:
    """A place of the room's own community. Raises Http404 for any other."""
    return get_object_or_404(community.places, slug=slug)


@in_room
def room_places(request: HttpRequest, community: Community, by: Person) -> HttpResponse:
    found = piece(request, community.places.order_by("name", "pk"))
    context = {"community": community, "found": found}
    return render(request, "gatherings/room/places.html", context)


@in_room
def room_place(request: HttpRequest, community: Community, by: Person, slug: str) -> HttpResponse:
    place = find_place(community, slug)
    context = {
        "community": community,
        "place": place,
        "others": _others(community, place),
        "rooms": place.rooms.order_by("name")[:MOST],
        "closures": days_said(place.closures.order_by("-first_day")[:10]),
    }
    return render(request, "gatherings/room/place.html", context)


def days_said(rows: Iterable[Closure]) -> list[dict[str, Any]]:
    """Closures with their days in words: 'Thursday 26 November', or from then to another day."""
    today = timezone.now().date()
    return [{"one": row, "days": days_words(row, today)} for row in rows]


def days_words(closure: Closure, today: date) -> str:
    first, last = plain_day(closure.first_day, today), plain_day(closure.last_day, today)
    return first if closure.first_day == closure.last_day else f"{first} – {last}"


@in_room
def room_place_add(request: HttpRequest, community: Community, by: Person) -> HttpResponse:
    form = PlaceForm(community, None, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            place = add_place(community=community, by=by, **form.facts())
        except ValidationError as refused:
            _take_errors(form, refused)
        else:
            return redirect("room-place", community.slug, place.slug)
    context = {"community": community, "form": form}
    return render(request, "gatherings/room/place_form.html", context)


@in_room
def room_place_change(
    request: HttpRequest, community: Community, by: Person, slug: str
) -> HttpResponse:
    place = find_place(community, slug)
    form = PlaceForm(community, place, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            change_place(community=community, place=place, by=by, **form.facts())
        except ValidationError as refused:
            _take_errors(form, refused)
        else:
            return redirect("room-place", community.slug, place.slug)
    others = _others(community, place)
    context = {"community": community, "place": place, "form": form, "others": others}
    return render(request, "gatherings/room/place_form.html", context)


def _take_errors(form: Any, refused: ValidationError) -> None:
    for name, messages in refused.message_dict.items():
        form.add_error(name if name in form.fields else None, messages)


def _others(community: Community, place: Place) -> list[Community]:
    """The other communities that use it: a change is theirs too."""
    return list(place.communities.exclude(pk=community.pk).order_by("name")[:MOST])


@in_room
def room_place_photo(
    request: HttpRequest, community: Community, by: Person, slug: str
) -> HttpResponse:
    place = find_place(community, slug)
    asked = request.method == "POST"
    form = PhotoForm(
        request.POST if asked else None,
        request.FILES if asked else None,
        initial={"alt": place.photo_alt},
    )
    if form.is_bound and form.is_valid():
        data = form.cleaned_data["photo"].read()
        try:
            set_photo(place=place, data=data, alt=form.cleaned_data["alt"], by=by)
        except ValidationError as refused:
            form.add_error("photo", refused.messages)
        else:
            return redirect("room-place", community.slug, place.slug)
    context = {"community": community, "place": place, "form": form}
    return render(request, "gatherings/room/place_photo.html", context)


@in_room
def room_place_room(
    request: HttpRequest, community: Community, by: Person, slug: str, pk: int = 0
) -> HttpResponse:
    """A room added, or changed."""
    place = find_place(community, slug)
    room = get_object_or_404(place.rooms, pk=pk) if pk else None
    form = RoomForm(place, room, request.POST or None)
    if request.method == "POST" and form.is_valid():
        if room:
            room.place = place
            change_room(community=community, room=room, by=by, **form.cleaned_data)
        else:
            add_room(community=community, place=place, by=by, **form.cleaned_data)
        return redirect("room-place", community.slug, place.slug)
    context = {"community": community, "place": place, "room": room, "form": form}
    return render(request, "gatherings/room/place_room.html", context)


@in_room
def room_place_keys(
    request: HttpRequest, community: Community, by: Person, slug: str
) -> HttpResponse:
    """Who has which key, and one more."""
    place = find_place(community, slug)
    form = KeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add_key(community=community, place=place, by=by, **form.cleaned_data)
        return redirect("room-place-keys", community.slug, place.slug)
    keys = community.place_keys.filter(place=place, returned_at=None).order_by("label", "made_at")
    context = {"community": community, "place": place, "form": form, "keys": keys[:MOST]}
    return render(request, "gatherings/room/place_keys.html", context)


@in_room
def room_place_key(
    request: HttpRequest, community: Community, by: Person, slug: str, pk: str
) -> HttpResponse:
    """One key: given back, or its sealed notes opened, which leaves a receipt."""
    place = find_place(community, slug)
    keys = community.place_keys.filter(place=place, returned_at=None)
    key = get_object_or_404(keys.select_related("place", "community"), pk=pk)
    if request.POST.get("say") == "returned":
        return_key(key=key, by=by)
        return redirect("room-place-keys", community.slug, place.slug)
    notes = _notes(key, by) if request.POST.get("say") == "open" else ""
    context = {"community": community, "place": place, "key": key, "notes": notes}
    return render(request, "gatherings/room/place_key.html", context)


def _notes(key: PlaceKey, by: Person) -> str:
    if key.notes is None:
        return ""
    access = for_role(reader=by, owner=key.pk, scope=key.at.scope, because=COORDINATES)
    return open_kept(bytes(key.notes), at=key.at, access=access)
