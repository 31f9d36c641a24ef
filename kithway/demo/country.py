"""More communities across the country, for a demo of any size: 150 gatherings each."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from math import floor
from random import Random
from zoneinfo import ZoneInfo

import zipcodes
from django.db import transaction
from django.db.models import Count
from django.utils.text import slugify

from kithway.community.models import Community, Place
from kithway.demo.crowd import Crowd, km_between
from kithway.demo.planning import Held, Host, Spot, plan
from kithway.demo.rows import save_dates, save_gatherings, save_places
from kithway.demo.words import far, region
from kithway.demo.words.ideas import IDEAS

GATHERINGS = 150
FARTHEST_KM = 90.0
BIG_CITIES = 8
NOT_STATES = frozenset({"PR", "VI", "GU", "AS", "MP"})


@dataclass(frozen=True, slots=True)
class Town:
    postal_code: str
    city: str
    state: str
    lat: float
    lon: float
    timezone: str


@dataclass(frozen=True)
class FarRegion:
    """A community about a town, and the (town, latitude, longitude, gatherings) of its places."""

    index: int
    hub: Town
    places: list[tuple[Town, float, float, int]]

    @property
    def slug(self) -> str:
        return slugify(f"{self.hub.city} {self.hub.state} {self.index}")

    @property
    def name(self) -> str:
        names = far.COMMUNITY_NAMES
        return f"{self.hub.city} {names[self.index % len(names)]}"


def regions(*, seed: int, wanted: int) -> Iterator[FarRegion]:
    """The first `wanted` regions of a seed; those of a smaller demo come first in a larger one.

    One in three lies about one of the biggest cities until that is full, as people do.
    """
    rng = Random(f"{seed}/country")
    country = _Country(towns())
    crowd = _crowd_of_the_region()
    big = country.big_cities()
    for index in range(wanted):
        hub = big[index // 3 % len(big)] if index % 3 == 0 else None
        places = _fill(country, crowd, hub, rng) if hub else None
        while not places:
            hub = rng.choice(country.towns)
            places = _fill(country, crowd, hub, rng)
        yield FarRegion(index, hub, places)  # type: ignore[arg-type]


@cache
def towns() -> list[Town]:
    """Every ordinary ZIP of the fifty states, by code. Reads the whole list: for commands only."""
    found = [
        Town(z["zip_code"], z["city"], z["state"], float(z["lat"]), float(z["long"]), z["timezone"])
        for z in zipcodes.list_all()
        if z["active"] and z["zip_code_type"] == "STANDARD" and z["state"] not in NOT_STATES
    ]
    return sorted((t for t in found if t.lat and t.lon), key=lambda town: town.postal_code)


class _Country:
    def __init__(self, all_towns: list[Town]) -> None:
        self.towns = all_towns
        self.squares: dict[tuple[int, int], list[Town]] = defaultdict(list)
        for town in all_towns:
            self.squares[floor(town.lat), floor(town.lon)].append(town)

    def big_cities(self) -> list[Town]:
        """One town of each city that has the most ZIPs."""
        most = Counter((town.city, town.state) for town in self.towns).most_common(BIG_CITIES)
        first = {(t.city, t.state): t for t in reversed(self.towns)}
        return [first[city] for city, _ in most]

    def near(self, hub: Town) -> list[Town]:
        """Towns of about FARTHEST_KM round a hub, nearest first."""
        row, column = floor(hub.lat), floor(hub.lon)
        close = [
            (km_between(hub.lat, hub.lon, town.lat, town.lon), town.postal_code, town)
            for down in (-1, 0, 1)
            for along in (-2, -1, 0, 1, 2)
            for town in self.squares.get((row + down, column + along), ())
        ]
        return [town for km, _, town in sorted(close, key=lambda c: c[:2]) if km <= FARTHEST_KM]


def _fill(
    country: _Country, crowd: Crowd, hub: Town, rng: Random
) -> list[tuple[Town, float, float, int]] | None:
    """Places for one region's gatherings, or None where there is no room for them near the hub."""
    left, places = GATHERINGS, []
    near = country.near(hub)
    for town in near * 3 if len(near) > 4 else []:
        count = min(left, rng.randint(2, 9))
        lat = round(town.lat + rng.uniform(-0.02, 0.02), 5)
        lon = round(town.lon + rng.uniform(-0.025, 0.025), 5)
        if crowd.add(lat, lon, count):
            places.append((town, lat, lon, count))
            left -= count
        if not left:
            return places
    for _, lat, lon, count in places:
        crowd.take_back(lat, lon, count)
    return None


def _crowd_of_the_region() -> Crowd:
    crowd = Crowd()
    slug, _ = region.NETWORK
    places = Place.objects.filter(communities__network__slug=slug).distinct()
    for place in places.annotate(held=Count("gatherings", distinct=True)).order_by("pk"):
        crowd.add(place.latitude or 0, place.longitude or 0, place.held)
    return crowd


@transaction.atomic
def write_far_region(plan_of: FarRegion, *, seed: int, now: datetime) -> None:
    """Write one community with its places, gatherings and dates, in one transaction."""
    rng = Random(f"{seed}/far/{plan_of.index}")
    hub = plan_of.hub
    community = Community.objects.create(
        slug=plan_of.slug,
        name=plan_of.name,
        about=far.COMMUNITY_ABOUT.format(town=hub.city),
        timezone=hub.timezone,
        country="US",
        region=hub.state,
        town=hub.city,
        latitude=hub.lat,
        longitude=hub.lon,
        contact=f"Call (202) 555-01{rng.randint(40, 99)}, any afternoon.",
        demo_since=now,
    )
    places = [_place(plan_of, at, community, rng) for at in range(len(plan_of.places))]
    save_places(places, [[community]] * len(places))
    ending = f"-{plan_of.index}"
    helds = _helds(plan_of, now, rng)
    gatherings = save_gatherings(helds, [community], places, [], _name, now, rng, ending)
    save_dates(gatherings, now, rng)


def _place(plan_of: FarRegion, at: int, community: Community, rng: Random) -> Place:
    town, lat, lon, _ = plan_of.places[at]
    name = f"{rng.choice(far.PLACE_FIRST)} {rng.choice(far.PLACE_LAST)}"
    return Place(
        slug=slugify(f"{name} {town.city} {plan_of.index}-{at}"),
        name=name,
        address_1=f"{rng.randint(2, 980)} {rng.choice(far.STREETS)}",
        city=town.city,
        region=town.state,
        postal_code=town.postal_code,
        country="US",
        latitude=lat,
        longitude=lon,
        timezone=town.timezone if town.timezone != community.timezone else "",
        access=rng.choice(far.ACCESS).split(),
        transport=rng.choice(far.TRANSPORT),
        parking=rng.choice(far.PARKING),
        door=rng.choice(far.DOORS),
    )


def _helds(plan_of: FarRegion, now: datetime, rng: Random) -> Iterator[Held]:
    spots = [
        Spot(at, None, frozenset())
        for at, (_, _, _, count) in enumerate(plan_of.places)
        for _ in range(count)
    ]
    host = Host(plan_of.slug, plan_of.hub.city, far.FACILITATORS, "202", spots)
    ideas = rng.choices(IDEAS, weights=[idea.uses for idea in IDEAS], k=GATHERINGS)
    uses = [(idea, rng.randint(0, 11), 0) for idea in ideas]
    today = now.astimezone(ZoneInfo(plan_of.hub.timezone)).date()
    return plan(uses, [host], today, rng)


def _name(held: Held, place: Place | None) -> str:
    return held.idea.names[held.use % len(held.idea.names)]
