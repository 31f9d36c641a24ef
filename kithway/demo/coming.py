"""Who says that they come to the demo's gatherings: guests, families, whole series, a waiting
list; all of them invented."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from kithway.community.models import Community
from kithway.demo.words.people import GUESTS, MET_WHERE, NEEDS
from kithway.gatherings.coming.filling import offer_until
from kithway.gatherings.models import Booking, DateSeats, Gathering, Occurrence, Seat
from kithway.people.models import Person
from kithway.vault.kept import seal_kept
from kithway.vault.tokens import hash_token, new_token

# How many gatherings of a community keep places, and how many there are.
KEEPING, CAPACITIES = 4, (8, 10, 12)
# Of the others, at so many somebody asked to be met.
MET = 8
# How a member of the demo stands at the next date of each: a place is held for them, they wait.
OWN = (Seat.State.OFFERED, Seat.State.WAITING, Seat.State.KEPT, Seat.State.KEPT)
State = Seat.State


@dataclass
class Rows:
    bookings: list[Booking] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)


def write_coming(
    communities: list[Community], people: list[list[Person]], now: datetime, rng: Random
) -> None:
    rows = Rows()
    for community, theirs in zip(communities, people, strict=True):
        weekly = [*_weekly(community)]
        met = [one for one in weekly if "met-at-door" in one.welcomes]
        _say_where_met(met, rng)
        for gathering in met[:MET]:
            _a_few(gathering, now, rng, rows)
        keeping = [one for one in weekly if one not in met][:KEEPING]
        for at, gathering in enumerate(keeping):
            gathering.capacity = CAPACITIES[at % len(CAPACITIES)]
            gathering.may_bring = 2 if at % 2 == 0 else 0
            gathering.whole_series = at == KEEPING - 1
            gathering.welcomes = [code for code in gathering.welcomes if code != "just-come"]
            gathering.save(update_fields=["capacity", "may_bring", "whole_series", "welcomes"])
            _full(gathering, theirs[-1], OWN[at], now, rng, rows)
    Booking.objects.bulk_create(rows.bookings)
    Seat.objects.bulk_create(rows.seats)
    DateSeats.objects.bulk_create(_taken(rows.seats))


def _weekly(community: Community) -> Iterator[Gathering]:
    rows = Gathering.objects.filter(
        community=community, mode="in-person", rule__startswith="FREQ=WEEKLY;BYDAY",
        shut_since=None, missing_since=None, last_day=None, address_shown_to="public",
    ).exclude(rule__contains=",").exclude(rule__contains="COUNT")  # fmt: skip
    yield from rows.select_related("community", "place").order_by("name", "pk")


def _say_where_met(gatherings: list[Gathering], rng: Random) -> None:
    for gathering in gatherings:
        gathering.met_where = rng.choice(MET_WHERE)
        gathering.met_by = gathering.facilitators.split(" and ")[0]
    Gathering.objects.bulk_update(gatherings, ["met_where", "met_by"])


def _next(gathering: Gathering, now: datetime, count: int) -> list[Occurrence]:
    rows = gathering.occurrences.filter(starts_at__gt=now, cancelled_at=None, closure=None)
    return list(rows.order_by("starts_at")[:count])


def _a_few(gathering: Gathering, now: datetime, rng: Random, rows: Rows) -> None:
    """One to three guests who would like to be met at the next date."""
    for date in _next(gathering, now, 1):
        for name in rng.sample(GUESTS, rng.randint(1, 3)):
            _book(rows, gathering, [date], State.KEPT, now, rng, name=name, meet=True)


def _full(
    gathering: Gathering, member: Person, state: str, now: datetime, rng: Random, rows: Rows
) -> None:
    """The next date is full and some wait, the one after has room; of a series, all dates alike.
    `state`: of the member's own seat at the next date."""
    whole = gathering.whole_series
    dates = _next(gathering, now, 100 if whole else 2)
    names = iter(rng.sample(GUESTS, len(GUESTS)))
    for part in [dates] if whole else [[date] for date in dates]:
        first = part[0] is dates[0]
        left = (gathering.capacity or 0) - (0 if first else 4)
        own = state if first else State.KEPT
        _book(rows, gathering, part, own, now, rng, person=member)
        left -= own != State.WAITING
        while left > 0:
            size = 2 if gathering.may_bring and left > 1 and rng.random() < 0.3 else 1
            _book(rows, gathering, part, State.KEPT, now, rng, name=next(names), size=size)
            left -= size
        for _waits in range(2 if first and not whole else 0):
            _book(rows, gathering, part, State.WAITING, now, rng, name=next(names))


def _book(
    rows: Rows, gathering: Gathering, dates: list[Occurrence], state: str, now: datetime,
    rng: Random, *, name: str = "", person: Person | None = None, size: int = 1, meet: bool = False,
) -> None:  # fmt: skip
    made = now - timedelta(minutes=rng.randint(10, 6000))
    needs = rng.choice(NEEDS) if rng.random() < 0.2 else ""
    booking = Booking(
        gathering=gathering,
        recurrence_id="" if gathering.whole_series else dates[0].recurrence_id,
        person=person, token_hash=None if person else hash_token(new_token()),
        name=person.name if person else name, size=size, children=size - 1, meet=meet,
        language="en", has_needs=bool(needs), made_at=made, last_at=dates[-1].ends_at,
    )  # fmt: skip
    if needs:
        booking.private = seal_kept(json.dumps({"needs": needs}), at=booking.at)
    rows.bookings.append(booking)
    rows.seats += [
        Seat(
            booking=booking, gathering=gathering, recurrence_id=date.recurrence_id, size=size,
            state=state, queued_at=made, changed_at=made,
            offered_until=offer_until(date.starts_at, now) if state == State.OFFERED else None,
        )
        for date in dates
    ]  # fmt: skip


def _taken(seats: list[Seat]) -> list[DateSeats]:
    taken: dict[tuple[int, str], int] = {}
    for seat in seats:
        size = seat.size if seat.state != State.WAITING else 0
        key = seat.gathering_id, seat.recurrence_id
        taken[key] = taken.get(key, 0) + size
    return [
        DateSeats(gathering_id=gathering, recurrence_id=date, taken=count)
        for (gathering, date), count in taken.items()
    ]
