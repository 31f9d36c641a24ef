"""A booking of a whole series keeps a place at each new date, as dates are made ahead."""

from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from kithway.gatherings.coming.keeping import seat_at
from kithway.gatherings.models import Booking, Occurrence, Seat


def seat_series() -> int:
    """Give every series booking a seat at the dates that it has none at; returns how many seats.

    Short transactions, whoever booked first comes first; run again, it finds nothing to do.
    """
    open_ = Booking.objects.filter(recurrence_id="", cancelled_at=None, forgotten_at=None)
    lacking = open_.filter(Exists(_without_seat())).order_by("made_at", "pk")
    return sum(_seat_one(key) for key in lacking.values_list("pk", flat=True))


def _without_seat() -> QuerySet[Occurrence]:
    """Coming dates of a booking's gathering at which it has no seat."""
    seats = Seat.objects.filter(
        booking=OuterRef(OuterRef("pk")), recurrence_id=OuterRef("recurrence_id")
    )
    dates = Occurrence.objects.filter(gathering=OuterRef("gathering"), starts_at__gt=timezone.now())
    return dates.exclude(Exists(seats))


@transaction.atomic
def _seat_one(key: UUID) -> int:
    rows = Booking.objects.select_for_update(of=("self",)).select_related("gathering")
    booking = rows.filter(pk=key, cancelled_at=None).first()
    if booking is None:
        return 0
    dates = booking.gathering.occurrences.filter(starts_at__gt=timezone.now())
    new = list(
        dates.exclude(recurrence_id__in=booking.seats.values("recurrence_id")).order_by(
            "recurrence_id"
        )
    )
    if new:
        seat_at(booking, [date.recurrence_id for date in new])
        booking.last_at = max(booking.last_at, *(date.ends_at for date in new))
        booking.save(update_fields=["last_at"])
    return len(new)
