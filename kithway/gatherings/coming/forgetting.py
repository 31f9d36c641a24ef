"""Ninety days after its last date a booking loses its person. What stays are sums."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kithway.gatherings.models import Booking, Seat
from kithway.people.models import Message
from kithway.vault.kept import destroy_keys

KEPT_FOR = timedelta(days=90)
BATCH = 100


def forget_bookings() -> int:
    """Returns how many bookings, and parts of a series, lost their person.

    Short transactions; stopped half way and run again, it goes on.
    """
    before = timezone.now() - KEPT_FOR
    over = Q(last_at__lt=before) | Q(cancelled_at__lt=before)
    named = Booking.objects.filter(forgotten_at=None)
    keys = list(named.filter(over).values_list("pk", flat=True))
    done = sum(_forget(keys[at : at + BATCH]) for at in range(0, len(keys), BATCH))
    return done + _part_series(before)


def _forget(keys: list[UUID]) -> int:
    rows = list(Booking.objects.filter(pk__in=keys))
    guests = [row.pk for row in rows if row.person_id is None]
    # The keys first: what was written with them is unreadable from here on, in backups too.
    for guest in guests:
        destroy_keys(owner=guest)
    with transaction.atomic():
        Message.objects.filter(owner__in=guests).delete()
        return Booking.objects.filter(pk__in=keys).update(
            name="",
            person=None,
            token_hash=None,
            private=None,
            has_needs=False,
            language="",
            remind="",
            letter=False,
            forgotten_at=timezone.now(),
        )


def _part_series(before: datetime) -> int:
    """Dates of a series that goes on: they go to a booking of their own that has nobody."""
    day = before.date().isoformat()
    old = Seat.objects.filter(recurrence_id__lt=day, booking__forgotten_at=None)
    rows = Booking.objects.filter(pk__in=old.values("booking"), recurrence_id="")
    return sum(_part(row, day, before) for row in rows)


@transaction.atomic
def _part(row: Booking, day: str, before: datetime) -> int:
    nobody = Booking.objects.create(
        gathering_id=row.gathering_id,
        size=row.size,
        children=row.children,
        made_at=row.made_at,
        last_at=before,
        forgotten_at=timezone.now(),
    )
    row.seats.filter(recurrence_id__lt=day).update(booking=nobody)
    return 1
