"""A small random world, and a plain reading of every question to it: slow, and easy to trust."""

import random
from dataclasses import dataclass, field
from datetime import timedelta

from kithway.community.geography import Point, distance_km
from kithway.community.models import Community, Place, ShownTo
from kithway.gatherings.actions import index_gatherings
from kithway.gatherings.finding import Asked, Span
from kithway.gatherings.models import Gathering, Occurrence
from tests.clock import NOON

MIDDLE = Point(42.10, -72.59)
WORDS = ["drum", "drumming", "dance", "circle", "open", "café", "night", "river", "women's"]
FACETS = {
    "kind": ["creative", "movement", "drop-in"],
    "pathway": ["any", "secular"],
    "language": ["en", "es", "ase"],
    "audience": ["women", "veterans"],
    "welcome": ["children", "food"],
    "access": ["step-free", "lift", "quiet-room"],
    "mode": ["in-person", "online", "hybrid", "telephone"],
    "community": ["north", "south"],
}


@dataclass
class World:
    dates: list[Occurrence] = field(repr=False)

    def answer(self, asked: Asked, span: Span, where: Point | None) -> list[int]:
        """Keys of the dates that answer, by looking at each, in the order before what fades is put
        after the rest."""
        modes = set(asked.facets.get("mode", ()))
        if modes and modes <= {"online", "telephone"}:
            where = None
        found = []
        for date in self.dates:
            away = 0.0
            if where is not None:
                place = date.place
                if place is None or place.search_latitude is None:
                    continue
                away = distance_km(where, Point(place.search_latitude, place.search_longitude))
                if away > asked.within_km:
                    continue
            in_time = span.since <= date.starts_at < span.until and date.ends_at > span.ending_after
            if in_time and fits(asked, date.gathering) and says(asked.words, date.gathering):
                near = round(away, 6) if asked.sort == "nearest" else 0
                found.append((near, date.starts_at, date.pk))
        return [pk for *_, pk in sorted(found)]

    def faded_last(self, keys: list[int]) -> list[int]:
        faded = {date.pk for date in self.dates if date.fades_at and date.fades_at < NOON}
        return sorted(keys, key=lambda key: key in faded)


def fits(asked: Asked, gathering: Gathering) -> bool:
    place = gathering.place
    modes = {gathering.mode} | ({"in-person", "online"} if gathering.mode == "hybrid" else set())
    has = {
        "kind": gathering.kinds,
        "pathway": gathering.pathways,
        "language": gathering.languages,
        "audience": gathering.audiences,
        "welcome": gathering.welcomes,
        "access": [*gathering.access, *(place.access if place else [])],
        "mode": modes,
        "community": [gathering.community.slug],
    }
    return all(
        (all if name == "access" else any)(code in has[name] for code in codes)
        for name, codes in asked.facets.items()
    )


def says(words: str, gathering: Gathering) -> bool:
    place = gathering.place
    text = f"{gathering.name} {gathering.about} {place.city if place else ''} "
    levels = ["public", "coming", "request"]
    # A gathering that hides more than its place is not found by the place's name.
    if place and levels.index(gathering.address_shown_to) <= levels.index(place.address_shown_to):
        text += place.name
    said = plain(text)
    return all(any(word.startswith(asked) for word in said) for asked in plain(words))


def plain(text: str) -> list[str]:
    words = text.lower().replace("é", "e").replace("'", " ").split()
    return [word for word in words if len(word) > 1]


def make_world(seed: int) -> World:
    rng = random.Random(seed)
    communities = [
        Community.objects.create(slug=slug, name=slug, timezone="America/New_York")
        for slug in FACETS["community"]
    ]
    places = [make_place(rng, number) for number in range(14)]
    gatherings = [make_gathering(rng, number, communities, places) for number in range(30)]
    index_gatherings(gatherings)
    # What hides an address makes its place vague, so the places are read again.
    dates = Occurrence.objects.bulk_create(
        date for gathering in gatherings for date in make_dates(rng, gathering)
    )
    keys = [date.pk for date in dates]
    rows = Occurrence.objects.select_related("place", "gathering__place", "gathering__community")
    return World(list(rows.filter(pk__in=keys)))


def make_place(rng: random.Random, number: int) -> Place:
    spread = rng.choice([0.01, 0.2, 1.5])
    point = MIDDLE if rng.random() < 0.3 else Point(
        MIDDLE.latitude + rng.uniform(-spread, spread),
        MIDDLE.longitude + rng.uniform(-spread, spread),
    )  # fmt: skip
    known = rng.random() > 0.1
    return Place.objects.create(
        slug=f"place-{number}",
        name=rng.choice(["Open House", "River Hall", "Café Sol"]),
        city=rng.choice(["Springfield", "Holyoke", ""]),
        latitude=point.latitude if known else None,
        longitude=point.longitude if known else None,
        access=some(rng, FACETS["access"]),
        address_shown_to=rng.choice(["public", "public", "coming"]),
    )


def make_gathering(
    rng: random.Random, number: int, communities: list[Community], places: list[Place]
) -> Gathering:
    mode = rng.choice(FACETS["mode"])
    return Gathering.objects.create(
        community=rng.choice(communities),
        place=rng.choice(places) if mode in {"in-person", "hybrid"} else None,
        slug=f"gathering-{number}",
        name=" ".join(rng.sample(WORDS, 2)),
        about=" ".join(rng.sample(WORDS, 2)) if rng.random() < 0.5 else "",
        mode=mode,
        kinds=some(rng, FACETS["kind"]),
        pathways=some(rng, FACETS["pathway"]),
        languages=some(rng, FACETS["language"]),
        audiences=some(rng, FACETS["audience"]),
        welcomes=some(rng, FACETS["welcome"]),
        access=some(rng, FACETS["access"]),
        address_shown_to=rng.choice([ShownTo.PUBLIC, ShownTo.PUBLIC, ShownTo.REQUEST]),
    )


def make_dates(rng: random.Random, gathering: Gathering) -> list[Occurrence]:
    # Half hours, so that many start at once.
    starts = {NOON + timedelta(minutes=30 * rng.randint(-16, 400)) for _ in range(5)}
    return [
        Occurrence(
            gathering=gathering,
            place=gathering.place,
            recurrence_id=f"{start:%Y-%m-%dT%H:%M}",
            starts_at=start,
            ends_at=start + timedelta(minutes=rng.choice([30, 60, 600])),
            fades_at=rng.choice([None, NOON - timedelta(days=3), NOON, NOON + timedelta(days=60)]),
        )
        for start in starts
    ]


def some(rng: random.Random, codes: list[str]) -> list[str]:
    return [code for code in codes if rng.random() < 0.5]
