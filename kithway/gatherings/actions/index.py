"""Keeps what gatherings are found by in step with what they say of themselves."""

import re
from collections.abc import Iterable

from django.db import transaction

from kithway.community.letters import bare_letters
from kithway.community.models import Place, ShownTo
from kithway.community.models.place import SEARCH_POINT
from kithway.gatherings.actions.rows import insert_rows
from kithway.gatherings.models import FinderKey, Gathering, Occurrence
from kithway.gatherings.showing import name_hidden

LONGEST_WORD = 40
WORD = re.compile(r"\w+")


@transaction.atomic
def index_gatherings(gatherings: Iterable[Gathering]) -> None:
    """Write the finder's keys of these gatherings anew.

    Reads `place` and `community` of each, so select them with the rows.
    """
    gatherings = list(gatherings)
    elsewhere = Place.objects.filter(pk__in=_own_places(gatherings))
    blur_places([*(g.place for g in gatherings if g.place), *elsewhere])
    wanted = {(g.pk, key) for g in gatherings for key in finder_keys(g)}
    theirs = FinderKey.objects.filter(gathering__in={pk for pk, _ in wanted})
    held = {(pk, key): row for row, pk, key in theirs.values_list("pk", "gathering_id", "key")}
    stale = [row for pair, row in held.items() if pair not in wanted]
    FinderKey.objects.filter(pk__in=stale).delete()
    insert_rows(FinderKey, ("gathering", "key"), sorted(wanted - held.keys()))


def blur_places(places: Iterable[Place]) -> None:
    """Measure only vaguely from a place where some gathering hides what the place shows."""
    by_pk = {place.pk: place for place in places}
    hiders = Gathering.objects.exclude(address_shown_to=ShownTo.PUBLIC)
    hiding = set(hiders.filter(place__in=by_pk).values_list("place_id", flat=True))
    hiding |= _own_places(hiders, by_pk)
    # Asked anew: a place that was read a while ago may have been hidden otherwise since.
    held = dict(Place.objects.filter(pk__in=by_pk).values_list("pk", "hidden_by_a_gathering"))
    changed = []
    for pk, place in by_pk.items():
        place.hidden_by_a_gathering = pk in hiding
        place.set_search_point()
        if held[pk] != place.hidden_by_a_gathering:
            changed.append(place)
    Place.objects.bulk_update(changed, SEARCH_POINT, batch_size=200)


def _own_places(gatherings: Iterable[Gathering], among: Iterable[int] | None = None) -> set[int]:
    """Where single dates of these gatherings are held that are held elsewhere than usual."""
    dates = Occurrence.objects.filter(gathering__in=gatherings).exclude(own_place=None)
    if among is not None:
        dates = dates.filter(own_place__in=among)
    return set(dates.values_list("own_place_id", flat=True))


def finder_keys(gathering: Gathering) -> set[str]:
    """All that one gathering is found by."""
    place = gathering.place
    keys = {f"community:{gathering.community.slug}", f"mode:{gathering.mode}"}
    if gathering.first_day is None:
        # Whatever its mode: without a date it stands on the page of appointments.
        keys.add("mode:appointment")
    if gathering.mode == "hybrid":
        keys |= {"mode:in-person", "mode:online"}
    for prefix, codes in (
        ("kind", gathering.kinds),
        ("pathway", gathering.pathways),
        ("language", gathering.languages),
        ("audience", gathering.audiences),
        ("welcome", gathering.welcomes),
        ("principle", gathering.principles),
        ("dimension", gathering.dimensions),
        ("access", [*gathering.access, *(place.access if place else [])]),
    ):
        keys |= {f"{prefix}:{code}" for code in codes}
    texts = [
        gathering.name,
        gathering.about,
        # Else whoever guesses the name learns that it is held there.
        place.name if place and _is_named(place, gathering) else "",
        place.city if place else "",
    ]
    return keys | {f"word:{word}" for text in texts for word in search_words(text)}


def _is_named(place: Place, gathering: Gathering) -> bool:
    return not name_hidden(place.address_shown_to, gathering.address_shown_to)


def search_words(text: str) -> set[str]:
    """The words of a text as they are looked up: small letters, accents dropped."""
    return {word[:LONGEST_WORD] for word in WORD.findall(bare_letters(text)) if len(word) > 1}
