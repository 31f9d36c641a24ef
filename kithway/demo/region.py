"""The invented region itself: one network, three communities, 60 places, 300 gatherings."""

from datetime import datetime, timedelta
from itertools import cycle
from random import Random
from zoneinfo import ZoneInfo

import zipcodes
from django.db import transaction
from django.utils.text import slugify

from kithway.community.models import Community, HelpLine, Network, Place, Room
from kithway.community.photos import redrawn
from kithway.demo.changes import change_some, let_one_go_on_as_another
from kithway.demo.coming import write_coming
from kithway.demo.holidays import next_holiday
from kithway.demo.past import write_past
from kithway.demo.people import write_people
from kithway.demo.pictures import drawn
from kithway.demo.planning import Held, Host, Spot, plan
from kithway.demo.rota import write_rota
from kithway.demo.rows import save_dates, save_gatherings, save_places
from kithway.demo.shape import PlaceWords
from kithway.demo.words import places_blackstone, places_nashua, places_quaboag, region
from kithway.demo.words.ideas import IDEAS
from kithway.gatherings.actions import close
from kithway.gatherings.models import Gathering, Source

ZONE = ZoneInfo("America/New_York")
PLACES: tuple[tuple[int, PlaceWords], ...] = (
    *((0, words) for words in places_blackstone.PLACES),
    *((1, words) for words in places_quaboag.PLACES),
    *((2, words) for words in places_nashua.PLACES),
)
# Which community holds the next gathering: five in ten the city's, three and two the others'.
TURNS = (0, 2, 0, 1, 0, 2, 0, 1, 2, 0)


@transaction.atomic
def write_region(*, seed: int, now: datetime) -> list[Place]:
    """Write the whole region in one transaction: it is there, or it is not."""
    rng = Random(f"{seed}/region")
    communities = _communities(now)
    places, rooms = _places(communities, rng)
    gatherings = _gatherings(communities, places, rooms, now, rng)
    _some_shut_or_missing(gatherings, now, rng)
    let_one_go_on_as_another(communities[1], now)
    save_dates(gatherings, now, rng)
    _closures(communities, places, now)
    change_some(communities[0], now)
    _lived_in(communities, now, Random(f"{seed}/people"))
    Source.objects.create(community=communities[0], name=source_name(seed), read_at=now)
    return places


def _lived_in(communities: list[Community], now: datetime, rng: Random) -> None:
    """People, what they hold, who comes, and what was. Their keys are written in one go."""
    people = write_people(communities, now)
    write_past(communities, now, rng)
    write_coming(communities, people, now, rng)
    write_rota(communities, people, now, rng)


def source_name(seed: int) -> str:
    """Under this name the database remembers which demo it holds."""
    return f"kithway demo --seed {seed}"


def _communities(now: datetime) -> list[Community]:
    slug, name = region.NETWORK
    network = Network.objects.create(slug=slug, name=name)
    made = []
    for words in region.COMMUNITIES:
        town = zipcodes.matching(words.postal_code)[0]
        community = Community.objects.create(
            network=network,
            slug=words.slug,
            name=words.name,
            about=words.about,
            timezone=str(ZONE),
            country="US",
            region="MA",
            town=words.town,
            latitude=float(town["lat"]),
            longitude=float(town["long"]),
            contact=words.contact,
            confirm_within_days=region.FADES_AFTER_DAYS,
            demo_since=now,
        )
        HelpLine.objects.bulk_create(
            HelpLine(
                community=community,
                kind=line.kind,
                name=line.name,
                number=line.number,
                text_to=line.text_to,
                hours=line.hours,
                about=line.about,
                sends_police=line.sends_police,
                checked_on=(now - timedelta(days=11)).date(),
            )
            for line in words.lines
        )
        made.append(community)
    return made


def _places(communities: list[Community], rng: Random) -> tuple[list[Place], list[list[Room]]]:
    places = [_place(words, rng) for _, words in PLACES]
    by_slug = {community.slug: community for community in communities}
    serves = [
        [communities[home], *(by_slug[slug] for slug in words.shared)] for home, words in PLACES
    ]
    save_places(places, serves)
    rooms = [
        [
            Room(place=place, name=r.name, access_notes=r.access_notes, capacity=r.capacity)
            for r in words.rooms
        ]
        for place, (_, words) in zip(places, PLACES, strict=True)
    ]
    Room.objects.bulk_create(room for of_place in rooms for room in of_place)
    for place, (_, words) in zip(places, PLACES, strict=True):
        if words.picture:
            place.photo.save("photo.webp", redrawn(drawn(words.picture)))
    return places, rooms


def _place(words: PlaceWords, rng: Random) -> Place:
    town = zipcodes.matching(words.postal_code)[0]
    return Place(
        slug=slugify(f"{words.name} {town['city']}"),
        name=words.name,
        address_1=words.street,
        city=town["city"],
        region=town["state"],
        postal_code=words.postal_code,
        country="US",
        address_shown_to=words.shown_to,
        latitude=round(float(town["lat"]) + rng.uniform(-0.006, 0.006), 5),
        longitude=round(float(town["long"]) + rng.uniform(-0.008, 0.008), 5),
        access=words.access.split(),
        access_notes=words.access_notes,
        transport=words.transport,
        parking=words.parking,
        door=words.door,
        photo_alt=words.picture_alt,
    )


def _gatherings(
    communities: list[Community],
    places: list[Place],
    rooms: list[list[Room]],
    now: datetime,
    rng: Random,
) -> list[Gathering]:
    turns = cycle(TURNS)
    uses = [(idea, use, next(turns)) for idea in IDEAS for use in range(idea.uses)]
    helds = plan(uses, _hosts(), now.astimezone(ZONE).date(), rng)
    return save_gatherings(helds, communities, places, rooms, _Titles(communities), now, rng)


def _hosts() -> list[Host]:
    return [
        Host(
            slug=words.slug,
            town=words.town,
            facilitators=words.facilitators,
            dialling=words.contact.split("(")[1][:3],
            spots=[spot for at, pair in enumerate(PLACES) for spot in _spots(at, *pair, index)],
        )
        for index, words in enumerate(region.COMMUNITIES)
    ]


def _spots(at: int, home: int, words: PlaceWords, host: int) -> list[Spot]:
    """What of a place a community may use; a shared place is booked by its home community."""
    if home != host:
        return []
    suits = frozenset(words.suits.split())
    rooms: list[int | None] = [*range(len(words.rooms))] or [None]
    return [Spot(at, room, suits) for room in rooms]


class _Titles:
    """A name for each gathering: as written, and with its town where it was used before."""

    def __init__(self, communities: list[Community]) -> None:
        self.communities = communities
        self.taken: set[str] = set()

    def __call__(self, held: Held, place: Place | None) -> str:
        names = held.idea.names
        use = held.use
        town = place.city if place else self.communities[held.community].town
        tries = [names[use % len(names)], f"{names[use % len(names)]}, {town}"]
        tries += [f"{name}, {town}" for name in names]
        tries += [f"{names[0]}, {place.name if place else self.communities[held.community].name}"]
        name = next(title for title in tries if title not in self.taken)
        self.taken.add(name)
        return name


def _some_shut_or_missing(gatherings: list[Gathering], now: datetime, rng: Random) -> None:
    """Two that cannot be met in for now, and two that have gone from their list."""
    weekly = [g for g in gatherings if g.mode == "in-person" and g.rule.count(",") == 0]
    for gathering in (chosen := rng.sample(weekly, 4))[:2]:
        gathering.shut_since = now - timedelta(days=rng.randint(10, 40))
    for gathering in chosen[2:]:
        gathering.missing_since = now - timedelta(days=rng.randint(5, 20))
    Gathering.objects.bulk_update(chosen, ["shut_since", "missing_since"])


def _closures(communities: list[Community], places: list[Place], now: datetime) -> None:
    today = now.astimezone(ZONE).date()
    by_name = {place.name: place for place in places}
    for name, days_ahead, days, reason in region.REPAIRS:
        first = today + timedelta(days=days_ahead)
        last = first + timedelta(days=days - 1)
        close(where=by_name[name], first_day=first, last_day=last, reason=reason, by=None)
    day, holiday = next_holiday(today)
    whole = next(c for c in communities if c.slug == region.HOLIDAY_COMMUNITY)
    reason = region.HOLIDAY_REASON.format(holiday=holiday)
    close(where=whole, first_day=day, last_day=day, reason=reason, by=None)
    for name in region.CLOSED_ON_HOLIDAYS:
        close(where=by_name[name], first_day=day, last_day=day, reason=f"{holiday}.", by=None)
