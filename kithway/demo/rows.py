"""Writes planned places and gatherings of the demo in bulk, with their dates and what is known."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from random import Random

from django.utils.text import slugify

from kithway.community.models import Community, Place, Room
from kithway.demo.planning import Held
from kithway.demo.words.region import CALLED_OFF
from kithway.gatherings.actions import extend_horizon, index_gatherings
from kithway.gatherings.models import Gathering, Occurrence

LONGEST_SLUG = 70
# Weeks; the last of them fade.
LONG_AGO = (5, 7, 9, 15, 19)


def save_places(places: list[Place], serves: list[list[Community]]) -> None:
    """Insert places, each with the communities it serves."""
    for place in places:
        place.set_search_point()
    Place.objects.bulk_create(places)
    link = Place.communities.through
    link.objects.bulk_create(
        link(place=place, community=community)
        for place, communities in zip(places, serves, strict=True)
        for community in communities
    )


def save_gatherings(
    helds: Iterable[Held],
    communities: list[Community],
    places: list[Place],
    rooms: list[list[Room]],
    name_of: Callable[[Held, Place | None], str],
    now: datetime,
    rng: Random,
    slug_ending: str = "",
) -> list[Gathering]:
    """Insert gatherings with the keys they are found by; slugs are made distinct among them."""
    taken: set[str] = set()
    gatherings = []
    for held in helds:
        place = places[held.spot.place] if held.spot else None
        room = None
        if place and held.spot and held.spot.room is not None:
            room = rooms[held.spot.place][held.spot.room]
        name = name_of(held, place)
        gathering = Gathering(
            community=communities[held.community],
            place=place,
            room=room,
            name=name,
            slug=_slug(name, held, place, taken) + slug_ending,
            **held.facts,
        )
        gathering.last_held_at = _last_held(gathering, now, rng)
        gathering.seen_at = gathering.last_held_at or now
        gatherings.append(gathering)
    Gathering.objects.bulk_create(gatherings, batch_size=500)
    index_gatherings(gatherings)
    return gatherings


def _slug(name: str, held: Held, place: Place | None, taken: set[str]) -> str:
    # A name in Chinese letters alone leaves nothing: its kind and town speak for it.
    first = slugify(name) or slugify(f"{held.facts['kinds'][0]} {held.facts['languages'][0]}")
    stem = f"{first}-{slugify(place.city)}" if place and place.city not in name else first
    slug, number = stem[:LONGEST_SLUG].strip("-"), 1
    while slug in taken:
        number += 1
        slug = f"{stem[: LONGEST_SLUG - 3]}-{number}"
    taken.add(slug)
    return slug


def _last_held(gathering: Gathering, now: datetime, rng: Random) -> datetime | None:
    """The end of its last date; of one in twenty-five, which nobody has confirmed for weeks or
    months, of one long ago."""
    long_ago = timedelta(weeks=rng.choice(LONG_AGO)) if rng.random() < 0.04 else timedelta()
    rule = gathering.recurrence()
    if rule is None or not rule.text:
        return None
    until = now - long_ago - timedelta(minutes=gathering.minutes)
    dates = list(rule.dates(since=until - timedelta(days=36), until=until))
    return dates[-1].ends_at if dates else None


def save_dates(gatherings: list[Gathering], now: datetime, rng: Random) -> None:
    """Make the coming dates, then say what facilitators have said of them so far."""
    extend_horizon(Gathering.objects.filter(pk__in=[g.pk for g in gatherings]), now=now)
    _say_of_next_dates(gatherings, now, rng)


def _say_of_next_dates(gatherings: list[Gathering], now: datetime, rng: Random) -> None:
    """Confirm about two in five of next week's dates, and call off one in thirty."""
    week = Occurrence.objects.filter(gathering__in=[g.pk for g in gatherings], closure=None)
    rows = week.starting(now, now + timedelta(days=8)).order_by("starts_at", "gathering_id")
    coming: dict[int, Occurrence] = {}
    for each in rows:
        coming.setdefault(each.gathering_id, each)
    confirmed, cancelled = [], []
    for gathering in gatherings:
        chance, hours = rng.random(), rng.randint(1, 70)
        row = coming.get(gathering.pk)
        fresh = gathering.last_held_at and now - gathering.last_held_at < timedelta(weeks=4)
        if row is None or not fresh or gathering.shut_since:
            continue
        if chance < 0.033:
            row.cancelled_at = now - timedelta(hours=hours)
            row.cancelled_because = rng.choice(CALLED_OFF)
            row.fades_at = None
            cancelled.append(row)
        elif chance < 0.46:
            row.confirmed_at = now - timedelta(hours=hours)
            row.confirmed_by = gathering.facilitators.split(" and ")[0]
            row.fades_at = None
            confirmed.append(row)
    update = Occurrence.objects.bulk_update
    update(confirmed, ["confirmed_at", "confirmed_by", "fades_at"], batch_size=100)
    update(cancelled, ["cancelled_at", "cancelled_because", "fades_at"], batch_size=100)
