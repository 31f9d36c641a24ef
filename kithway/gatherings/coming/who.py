"""Who is coming to a date: first names and sizes for who holds it and for coordinators. What
somebody needs is opened one by one, with a receipt."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum
from django.utils import timezone

from kithway.community.models import Community
from kithway.consent.actions import for_role
from kithway.gatherings.coming.keeping import LIVE
from kithway.gatherings.coming.private import open_private
from kithway.gatherings.models import Gathering, Occurrence, Seat
from kithway.people.models import Person

AHEAD = timedelta(weeks=4)
State = Seat.State


@dataclass(frozen=True, slots=True)
class Who:
    """`coming`: seats with their booking, by name. `people`: with whom they bring. `waiting`: how
    many wait, of whom no more is told; also those whom a place is held for."""

    coming: list[Seat]
    people: int
    waiting: int

    @property
    def has_needs(self) -> bool:
        return any(seat.booking.has_needs for seat in self.coming)


def who_is_coming(gathering: Gathering, recurrence_id: str) -> Who:
    """One query, however many come."""
    rows = gathering.seats.filter(recurrence_id=recurrence_id, state__in=LIVE)
    seats = list(rows.select_related("booking").order_by("booking__name", "pk"))
    coming = [seat for seat in seats if seat.state == State.KEPT]
    return Who(
        coming,
        sum(seat.size for seat in coming),
        sum(seat.size for seat in seats if seat.state != State.KEPT),
    )


def needs_of(seat: Seat, *, reader: Person, because: str) -> str:
    """What somebody who comes needs, opened for a reader whose role was asked for before; '' where
    nothing was said. Writes the receipt. Raises NotOpened."""
    booking = seat.booking
    if not booking.has_needs or seat.state not in LIVE:
        return ""
    at = booking.at
    access = for_role(reader=reader, owner=at.owner, scope=at.scope, because=because)
    return open_private(booking, access).needs


def told_who(
    gathering: Gathering, recurrence_id: str, opened: str, *, reader: Person, because: str
) -> dict[str, object]:
    """What `gatherings/parts/coming_who.html` tells. `opened`: the seat whose needs were asked
    for, as its key stands in the address."""
    who = who_is_coming(gathering, recurrence_id)
    for each in who.coming:
        each.booking.gathering = gathering
    seat = seat_of(who, opened)
    needs = needs_of(seat, reader=reader, because=because) if seat else ""
    return {"who": who, "opened": seat, "needs": needs}


def seat_of(who: Who, key: str) -> Seat | None:
    """The seat on the list that a link names."""
    try:
        wanted = UUID(key)
    except ValueError:
        return None
    return next((seat for seat in who.coming if seat.pk == wanted), None)


@dataclass(frozen=True, slots=True)
class Expected:
    """A date somebody comes to. Its counts are people, not bookings."""

    row: Occurrence
    people: int
    waiting: int
    needs: int


def dates_with_people(community: Community) -> list[Expected]:
    """The next weeks' dates of a community that somebody comes to or waits for, soonest first; two
    queries."""
    now = timezone.now()
    rows = Occurrence.objects.filter(
        gathering__community=community, ends_at__gt=now, starts_at__lt=now + AHEAD
    )
    counts = {(one["gathering"], one["recurrence_id"]): one for one in _counts(community, now)}
    dates = rows.filter(gathering__in={key[0] for key in counts})
    told = dates.select_related("gathering__place", "closure").order_by("starts_at", "pk")
    return [
        Expected(row, one["people"] or 0, one["waiting"] or 0, one["needs"])
        for row in told
        if (one := counts.get((row.gathering_id, row.recurrence_id)))
    ]


def _counts(community: Community, now: datetime) -> list[dict[str, Any]]:
    since = (now - timedelta(days=62)).date().isoformat()
    rows = Seat.objects.filter(
        gathering__community=community, recurrence_id__gte=since, state__in=LIVE
    )
    found: Any = (
        rows.order_by()
        .values("gathering", "recurrence_id")
        .annotate(
            people=Sum("size", filter=Q(state=State.KEPT)),
            waiting=Sum("size", filter=~Q(state=State.KEPT)),
            needs=Count("pk", filter=Q(state=State.KEPT, booking__has_needs=True)),
        )
    )
    return list(found)
