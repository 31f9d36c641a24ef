"""Dara holds the Hearing Voices group; Ben could. The clock moves on where a test says so."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from kithway.community.models import Role
from kithway.gatherings.actions import add_holder
from kithway.gatherings.models import Booking, Gathering, Seat
from kithway.people.models import Person
from kithway.vault.tokens import hash_token
from tests.cast import give_role
from tests.clock import NOON

TONIGHT, NEXT = "2026-11-26T18:00", "2026-12-03T18:00"
# Tonight's is over at half past seven.
AFTER = timedelta(hours=8)
Clock = Callable[[timedelta], datetime]


@pytest.fixture
def clock(thursday: datetime, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Moves the clock to so long after NOON."""

    def move(by: timedelta) -> datetime:
        monkeypatch.setattr(timezone, "now", lambda: NOON + by)
        return NOON + by

    return move


@pytest.fixture
def group(thursday: datetime, hearing_voices: Gathering, dara: Person, ben: Person) -> Gathering:
    """Dara's gathering; Ben is a facilitator there as well."""
    for person in (dara, ben):
        give_role(person, hearing_voices.community, Role.Kind.FACILITATOR)
    add_holder(gathering=hearing_voices, person=dara, by=None)
    return hearing_voices


def booked(gathering: Gathering, name: str = "Ana", start: str = TONIGHT, **more: object) -> Seat:
    """A kept place, by a private link unless it has a person."""
    token = None if "person" in more else hash_token(f"token of {name} {start}")
    booking = Booking.objects.create(
        gathering=gathering,
        recurrence_id=start,
        name=name,
        token_hash=token,
        last_at=NOON + timedelta(days=1),
        **more,
    )
    return Seat.objects.create(
        booking=booking, gathering=gathering, recurrence_id=start, state=Seat.State.KEPT
    )
