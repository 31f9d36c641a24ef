"""Reminders, for those who asked: the day before, or two hours before."""

from datetime import timedelta

from django.utils import timezone

from kithway.gatherings.coming.telling import TOLD, remind
from kithway.gatherings.models import Booking, Occurrence, Seat
from kithway.people.models import Message

AHEAD = {Booking.Remind.DAY: timedelta(hours=24), Booking.Remind.HOURS: timedelta(hours=2)}


def remind_due() -> int:
    """Remind whoever asked for it and whose time has come; returns how many were reminded."""
    return sum(_remind(kind, ahead) for kind, ahead in AHEAD.items())


def _remind(kind: str, ahead: timedelta) -> int:
    now = timezone.now()
    soon = Occurrence.objects.starting(now, now + ahead).filter(cancelled_at=None, closure=None)
    dates = {
        (row.gathering_id, row.recurrence_id): row.starts_at
        for row in soon.filter(gathering__bookings__remind=kind).distinct()
    }
    rows = Seat.objects.filter(
        gathering__in={key[0] for key in dates},
        recurrence_id__in={key[1] for key in dates},
        state=Seat.State.KEPT,
        booking__remind=kind,
        booking__private__isnull=False,
    ).select_related(*TOLD)
    done = 0
    for seat in rows:
        at = dates.get((seat.gathering_id, seat.recurrence_id))
        # Whoever said so within that time knows: a reminder at once is none.
        known = at is not None and at - seat.booking.made_at < ahead
        if at and not known and not Message.objects.filter(about=f"remind:{seat.pk}").exists():
            done += remind(seat, at)
    return done
