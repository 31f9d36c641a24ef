"""The demo's rota: half a year of shifts that were held, and three weeks ahead, some still open."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from kithway.community.models import Community
from kithway.demo.words.people import SHIFT_NEEDS
from kithway.gatherings.models import Gathering, Shift
from kithway.people.models import Person

WEEKS_BACK, WEEKS_AHEAD = 26, 3
PEER_LINE = (time(17), time(21))
BEFORE, GREETS = timedelta(minutes=30), timedelta(minutes=45)
# How many gatherings have somebody who opens up and greets.
STAFFED = 3


def write_rota(
    communities: list[Community], people: list[list[Person]], now: datetime, rng: Random
) -> None:
    for community, theirs in zip(communities, people, strict=True):
        Shift.objects.bulk_create(
            [*_peer_line(community, theirs, now, rng), *_at_dates(community, theirs, now, rng)]
        )


def _peer_line(
    community: Community, people: list[Person], now: datetime, rng: Random
) -> Iterator[Shift]:
    """Each second evening somebody answers."""
    today = now.astimezone(community.zone).date()
    for day in range(-7 * WEEKS_BACK, 7 * WEEKS_AHEAD, 2):
        on = today + timedelta(days=day)
        starts, ends = (_moment(community, on, hour) for hour in PEER_LINE)
        yield _shift(community, Shift.Kind.PEER_LINE, starts, ends, people, now, rng)


def _at_dates(
    community: Community, people: list[Person], now: datetime, rng: Random
) -> Iterator[Shift]:
    """At a few gatherings somebody opens up, and greets."""
    met = Gathering.objects.filter(community=community).exclude(met_by="").order_by("name", "pk")
    for gathering in met[:STAFFED]:
        span = now - timedelta(weeks=WEEKS_BACK), now + timedelta(weeks=WEEKS_AHEAD)
        for date_ in gathering.occurrences.starting(*span).order_by("starts_at"):
            begins = date_.starts_at - BEFORE
            for kind in (Shift.Kind.OPEN, Shift.Kind.GREET):
                shift = _shift(community, kind, begins, begins + GREETS, people, now, rng)
                shift.gathering, shift.recurrence_id = gathering, date_.recurrence_id
                shift.place_id = date_.place_id
                yield shift


def _shift(
    community: Community, kind: str, starts: datetime, ends: datetime, people: list[Person],
    now: datetime, rng: Random,
) -> Shift:  # fmt: skip
    """One that is over was held, mostly; of those ahead, one in three is open."""
    shift = Shift(
        community=community, kind=kind, starts_at=starts, ends_at=ends,
        made_at=min(starts, now) - timedelta(days=21), made_by=people[0].name,
        about=rng.choice(SHIFT_NEEDS),
    )  # fmt: skip
    chance, person = rng.random(), rng.choice(people)
    if chance < (0.93 if starts < now else 0.66):
        shift.person, shift.taken_at = person, shift.made_at + timedelta(days=1)
        shift.asked_at = now if starts > now and chance < 0.08 else None
        shift.minutes = 60 if ends < now and chance < 0.05 else None
    return shift


def _moment(community: Community, day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, community.zone)
