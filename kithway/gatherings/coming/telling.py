"""What those who left a contact are told, in words that say nothing of what it is about."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from kithway.consent.actions import for_machine
from kithway.gatherings.coming.private import Private, open_private
from kithway.gatherings.models import Booking, Gathering, Seat
from kithway.gatherings.wording import clock_time, day_and_time, plain_day
from kithway.people.telling import tell
from kithway.people.telling.words import cancelled, changed, offer, reminder, said_in
from kithway.vault.cipher import NotOpened

# What is read with a seat to be told of.
TOLD = ("booking__gathering__community", "booking__gathering__place", "booking__person")
# From the link to what is said, in the language of who reads it.
Words = Callable[[str], str]


def tell_of_offer(seats: Sequence[Seat], starts_at: dict[str, datetime]) -> None:
    """Tell whoever was offered a place until when it is held. `starts_at`: by recurrence id."""
    for seat in _reachable(seats):
        gathering, until = seat.booking.gathering, seat.offered_until
        at = starts_at[seat.recurrence_id]
        if until:
            _send(
                seat,
                "offer",
                lambda link, g=gathering, at=at, until=until: offer(  # type: ignore[misc]
                    when=_when(g, at), until=_day_and_time(g, until), link=link
                ),
            )


def tell_of_change(seats: Sequence[Seat], at: datetime, *, held: bool) -> None:
    """Tell whoever is coming, or waits, that this date is now otherwise, or is off."""
    say = changed if held else cancelled
    for seat in _reachable(seats):
        gathering = seat.booking.gathering
        _send(seat, "change", lambda link, g=gathering: say(when=_when(g, at), link=link))  # type: ignore[misc]


def remind(seat: Seat, at: datetime) -> bool:
    gathering = seat.booking.gathering
    return _send(seat, "remind", lambda link: reminder(when=_when(gathering, at), link=link))


def _reachable(seats: Sequence[Seat]) -> Iterable[Seat]:
    keys = [seat.pk for seat in seats]
    if not keys:
        return []
    rows = Seat.objects.filter(pk__in=keys, booking__private__isnull=False)
    return rows.select_related(*TOLD).order_by("queued_at", "pk")


def _send(seat: Seat, about: str, words: Words) -> bool:
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
    with said_in(booking.language):
        tell(
            owner=booking.at.owner,
            person=booking.person,
            channel=private.channel,
            to=private.contact,
            body=words(_link(booking, private)),
            about=f"{about}:{seat.pk}",
        )
    return True


def _when(gathering: Gathering, at: datetime) -> str:
    return capfirst(_day_and_time(gathering, at))


def _day_and_time(gathering: Gathering, at: datetime) -> str:
    """To stand inside a sentence."""
    local = at.astimezone(gathering.zone)
    today = timezone.now().astimezone(gathering.zone).date()
    return day_and_time(plain_day(local.date(), today), clock_time(local.time()))


def _link(booking: Booking, private: Private) -> str:
    """Where they see it themselves: their private link, or their own page once signed in."""
    if booking.person_id:
        return settings.SITE_URL + reverse("mine-coming", args=[booking.pk])
    return settings.SITE_URL + reverse("kept-place", args=[private.token])
