"""What tests ask of seats and bookings, and say with them."""

from datetime import timedelta

from django.db.models import Sum

from kithway.gatherings.coming.keeping import TAKEN, Said, keep_place
from kithway.gatherings.coming.private import Private
from kithway.gatherings.models import Booking, DateSeats, Gathering, Seat
from kithway.people.models import Person
from kithway.vault.tokens import new_token

TONIGHT, NEXT_WEEK = "2026-11-26T18:00", "2026-12-03T18:00"


def keep(
    gathering: Gathering,
    name: str,
    start: str = NEXT_WEEK,
    *,
    size: int = 1,
    token: str = "",
    by: Person | None = None,
    private: Private | None = None,
    remind: str = "",
    queue: bool = True,
) -> Booking:
    """A booking of one date, or with '' of the series."""
    date = gathering.occurrences.get(recurrence_id=start) if start else None
    said = Said(name, size, private=private or Private(), remind=remind)
    booking = keep_place(
        gathering=gathering, date=date, said=said, token=token or new_token(), by=by
    )
    if not queue:
        return booking
    # The clock is held in tests; the line is not.
    after = timedelta(microseconds=Booking.objects.count())
    booking.seats.update(queued_at=booking.made_at + after)
    return booking


def state(booking: Booking, start: str = NEXT_WEEK) -> str:
    return booking.seats.get(recurrence_id=start).state


def taken(gathering: Gathering, start: str = NEXT_WEEK) -> int:
    row = DateSeats.objects.filter(gathering=gathering, recurrence_id=start).first()
    return row.taken if row else 0


def summed(gathering: Gathering, start: str = NEXT_WEEK) -> int:
    """What the seats themselves come to; always what is taken."""
    rows = Seat.objects.filter(gathering=gathering, recurrence_id=start, state__in=TAKEN)
    return rows.aggregate(sum=Sum("size"))["sum"] or 0
