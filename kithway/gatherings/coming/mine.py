"""A person's own next dates, for their page."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from kithway.gatherings.coming.keeping import LIVE
from kithway.gatherings.models import Occurrence, Seat
from kithway.people.models import Person

# So many stand on the page; the rest is on the page of each.
MOST = 12


@dataclass(frozen=True, slots=True)
class NextDate:
    """A date of theirs. Its gathering is read with its place and community."""

    seat: Seat
    row: Occurrence


def next_dates(person: Person) -> list[NextDate]:
    """The dates a person comes to or waits for, soonest first; two queries."""
    now = timezone.now()
    since = (now - timedelta(days=62)).date().isoformat()
    mine = Seat.objects.filter(
        booking__person=person, state__in=LIVE, recurrence_id__gte=since
    ).select_related("booking")
    seats = {(seat.gathering_id, seat.recurrence_id): seat for seat in mine.order_by()}
    rows = Occurrence.objects.filter(
        gathering__in={key[0] for key in seats},
        recurrence_id__in={key[1] for key in seats},
        ends_at__gt=now,
    ).select_related("gathering__community", "gathering__place", "closure")
    dates = [
        NextDate(seats[row.gathering_id, row.recurrence_id], row)
        for row in rows.order_by("starts_at", "pk")
        if (row.gathering_id, row.recurrence_id) in seats
    ]
    return dates[:MOST]
