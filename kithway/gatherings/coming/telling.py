"""What those who left a contact are told, in words that say nothing of what it is about."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kithway.consent.actions import for_machine
from kithway.gatherings.coming.private import Private, open_private
from kithway.gatherings.models import Booking, Gathering, Seat
from kithway.gatherings.wording import day_and_time, plain_day
from kithway.gatherings.wording.times import clock_time
from kithway.people.telling import tell
from kithway.vault.cipher import NotOpened

OFFER = _("A place is held for you until %(when)s: %(address)s")
CHANGED = _("Something has changed for %(when)s: %(address)s")
REMINDER = _("A reminder of %(when)s: %(address)s")


def tell_of_offer(seats: Sequence[Seat]) -> None:
    """Tell whoever was offered a place until when it is held; as many queries as are told."""
    for seat in _reachable(seats):
        until = seat.offered_until
        if until:
            send(seat, OFFER, until, "offer")


def tell_of_change(seats: Sequence[Seat], at: datetime) -> None:
    """Tell whoever is coming, or waits, that something has changed for this date."""
    for seat in _reachable(seats):
        send(seat, CHANGED, at, "change")


def remind(seat: Seat, at: datetime) -> bool:
    return send(seat, REMINDER, at, "remind")


def _reachable(seats: Sequence[Seat]) -> Iterable[Seat]:
    keys = [seat.pk for seat in seats]
    if not keys:
        return []
    rows = Seat.objects.filter(pk__in=keys, booking__private__isnull=False)
    return rows.select_related(*TOLD).order_by("queued_at", "pk")


TOLD = ("booking__gathering__community", "booking__gathering__place", "booking__person")


def send(seat: Seat, words: Promise, at: datetime, about: str) -> bool:
    """False where there is nobody to tell: no contact was left, or it cannot be opened."""
    booking = seat.booking
    access = for_machine(about, owner=booking.at.owner, scope=booking.at.scope)
    try:
        private = open_private(booking, access)
    except NotOpened:
        # It is in the log by its id. One that is damaged must not keep the others from being told.
        return False
    if not private.contact:
        return False
    with translation.override(booking.language or settings.LANGUAGE_CODE):
        said = {"when": _when(booking.gathering, at), "address": address(booking, private)}
        body = str(words) % said
    tell(
        owner=booking.at.owner,
        person=booking.person,
        channel=private.channel,
        to=private.contact,
        body=body,
        about=f"{about}:{seat.pk}",
    )
    return True


def _when(gathering: Gathering, at: datetime) -> str:
    local = at.astimezone(gathering.zone)
    today = timezone.now().astimezone(gathering.zone).date()
    return capfirst(day_and_time(plain_day(local.date(), today), clock_time(local.time())))


def address(booking: Booking, private: Private) -> str:
    """Where they see it themselves: their private link, or their own page once signed in."""
    if booking.person_id:
        return settings.SITE_URL + reverse("mine-coming", args=[booking.pk])
    return settings.SITE_URL + reverse("kept-place", args=[private.token])
