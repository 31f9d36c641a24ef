"""Places and communities as gatherings need them: what is derived from them is made anew."""

from typing import Any

from django.db import transaction
from django.utils.text import slugify

from kithway.community.history import record, values_of
from kithway.community.models import Community, Place, Room
from kithway.gatherings.actions.dates import rebuild_dates
from kithway.gatherings.actions.index import index_gatherings
from kithway.gatherings.importing.slugs import Slugs
from kithway.gatherings.models import Gathering
from kithway.people.by import By

# Of a place: what gatherings there are found by.
FOUND_BY = frozenset("name city access address_shown_to".split())


@transaction.atomic
def add_place(*, community: Community, by: By | None, **facts: Any) -> Place:
    """A place of a community. Raises ValidationError."""
    wish = slugify(facts["name"])[:70]
    taken = Place.objects.filter(slug__startswith=wish).values_list("slug", flat=True)
    place = Place(slug=Slugs(taken).free(wish, "place"), **facts)
    place.full_clean()
    place.save()
    place.communities.add(community)
    record(community=community, by=by, verb="added", row=place)
    return place


@transaction.atomic
def change_place(*, community: Community, place: Place, by: By | None, **facts: Any) -> Place:
    """Change what a place says of itself, for all communities that use it. Raises ValidationError.

    What gatherings there are found by follows; their dates do, where its time zone changed.
    """
    # Locked: of two who change it at once, each records what it was before theirs.
    place = Place.objects.select_for_update().get(pk=place.pk)
    before, names = values_of(place, facts), facts.keys()
    for name, value in facts.items():
        setattr(place, name, value)
    place.full_clean()
    place.save(update_fields=names)
    after = values_of(place, names)
    record(community=community, by=by, verb="changed", row=place, before=before, after=after)
    changed = {name for name in names if before.get(name) != after.get(name)}
    here = Gathering.objects.filter(place=place).select_related("place", "community")
    if changed & FOUND_BY:
        index_gatherings(here)
    if "timezone" in changed:
        rebuild_dates(here.filter(timezone=""))
    return place


@transaction.atomic
def change_community(*, community: Community, by: By | None, **facts: Any) -> Community:
    """Change what a community says of itself; its gatherings' dates follow a new time zone."""
    before = values_of(community, facts)
    for name, value in facts.items():
        setattr(community, name, value)
    community.full_clean()
    community.save(update_fields=facts.keys())
    after = values_of(community, facts)
    record(community=community, by=by, verb="changed", row=community, before=before, after=after)
    if before.get("timezone") != after.get("timezone"):
        theirs = community.gatherings.select_related("place").filter(timezone="")
        rebuild_dates([row for row in theirs if not (row.place and row.place.timezone)])
    return community


@transaction.atomic
def add_room(*, community: Community, place: Place, by: By | None, **facts: Any) -> Room:
    """A room of a place. Raises ValidationError."""
    room = Room(place=place, **facts)
    room.full_clean()
    room.save()
    record(community=community, by=by, verb="added", row=room, name=f"{place.name} · {room.name}")
    return room


@transaction.atomic
def change_room(*, community: Community, room: Room, by: By | None, **facts: Any) -> Room:
    before = values_of(room, facts)
    for name, value in facts.items():
        setattr(room, name, value)
    room.full_clean()
    room.save(update_fields=facts.keys())
    after = values_of(room, facts)
    name = f"{room.place.name} · {room.name}"
    record(
        community=community, by=by, verb="changed", row=room, name=name, before=before, after=after
    )
    return room
