"""Keeping a place, giving it up, taking one that is offered. Each is one short transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kithway.community.rules import Denied
from kithway.gatherings.coming.filling import fill, pass_on
from kithway.gatherings.coming.limits import count_guest
from kithway.gatherings.coming.places import give_back, lock, take
from kithway.gatherings.coming.private import Private, seal_private
from kithway.gatherings.coming.rules import check_not_paused, most_together, takes_names
from kithway.gatherings.coming.turn import my_turn
from kithway.gatherings.models import Booking, Gathering, Occurrence, Seat
from kithway.people.limits import TooOften
from kithway.people.models import Person
from kithway.vault.kept import destroy_keys
from kithway.vault.tokens import hash_token

State = Seat.State
# States in which a place counts as taken, and in which somebody still waits for word.
TAKEN = frozenset({State.KEPT, State.OFFERED})
LIVE = frozenset({*TAKEN, State.WAITING})


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says with it. `size`: with themselves; `children` of them are children."""

    name: str
    size: int = 1
    children: int = 0
    meet: bool = False
    remind: str = ""
    language: str = ""
    private: Private = field(default_factory=Private)


def keep_place(
    *,
    gathering: Gathering,
    date: Occurrence | None,
    said: Said,
    token: str,
    by: Person | None,
) -> Booking:
    """Keep a place at a date, or with None at every coming date; where there is none left, wait.

    `token`: from the form. The same form sent twice finds the booking it made the first time, and
    so does a person who keeps a place at a date twice. `by`: None for a guest. Raises Denied,
    ValidationError, and TooOften where guests have kept too many in this hour.
    """
    check_said(gathering, said)
    if by:
        check_not_paused(by, gathering)
    dates = [date] if date else coming_dates(gathering)
    if not dates or (date and date.starts_at <= timezone.now()):
        raise ValidationError(_("This date is past."))
    booking = _booking(gathering, date, dates, said, token, by)
    try:
        with my_turn(), transaction.atomic():
            booking.save(force_insert=True)
            if by is None:
                count_guest(gathering, booking.recurrence_id)
            seat_at(booking, [each.recurrence_id for each in dates])
    except (IntegrityError, TooOften) as refused:
        if by is None:
            # What it was sealed with was made before the row, which is not there now.
            destroy_keys(owner=booking.pk)
        if isinstance(refused, TooOften):
            raise
        return _made_before(booking)
    return booking


def check_said(gathering: Gathering, said: Said) -> None:
    most = most_together(gathering)
    if not takes_names(gathering):
        raise Denied(_("Just come"))
    if not 1 <= said.size <= most:
        raise ValidationError({"size": at_most(most)})
    if not 0 <= said.children < said.size:
        raise ValidationError(
            {"children": _("Count yourself too: at least one of you is an adult.")}
        )


def at_most(most: int) -> str:
    return ngettext("This place is for you alone.", "Write a number from 1 to %(most)s.", most) % {
        "most": most
    }


def coming_dates(gathering: Gathering) -> list[Occurrence]:
    """What a booking of the whole series is for: every date that has been made and not begun."""
    return list(gathering.occurrences.filter(starts_at__gt=timezone.now()).order_by("starts_at"))


def _booking(
    gathering: Gathering,
    date: Occurrence | None,
    dates: Sequence[Occurrence],
    said: Said,
    token: str,
    by: Person | None,
) -> Booking:
    booking = Booking(
        gathering=gathering,
        recurrence_id=date.recurrence_id if date else "",
        person=by,
        token_hash=hash_token(token),
        name=said.name,
        size=said.size,
        children=said.children,
        meet=said.meet,
        remind=said.remind if said.private.contact else "",
        language=said.language,
        made_at=timezone.now(),
        last_at=max(each.ends_at for each in dates),
    )
    # A key is made before the row that needs it.
    seal_private(booking, said.private)
    return booking


def seat_at(booking: Booking, starts: Sequence[str]) -> None:
    """A seat at each of these dates: kept where there is room, else waiting."""
    now, gathering = timezone.now(), booking.gathering
    # An offer that nobody took goes first to who waits before us, worker or not.
    pass_on(gathering, starts)
    kept = take(gathering, starts, booking.size)
    if missed := [start for start in starts if start not in kept]:
        # Their rows are ours now: room that was made while we waited for them is seen.
        kept |= take(gathering, missed, booking.size)
    Seat.objects.bulk_create(
        Seat(
            booking=booking,
            gathering=gathering,
            recurrence_id=start,
            size=booking.size,
            state=State.KEPT if start in kept else State.WAITING,
            queued_at=now,
            changed_at=now,
        )
        for start in starts
    )


def _made_before(booking: Booking) -> Booking:
    """What the same form, or the same person for the same date, made before."""
    rows = Booking.objects.select_related("gathering__community", "gathering__place")
    found = rows.filter(token_hash=booking.token_hash, gathering=booking.gathering).first()
    if found is None and booking.person:
        theirs = rows.filter(person=booking.person, cancelled_at=None, gathering=booking.gathering)
        found = theirs.filter(recurrence_id=booking.recurrence_id).first()
    if found is None:
        raise Denied(_("This form was used before. Open the page again."))
    return found


def want(*, booking: Booking, starts: Sequence[str]) -> None:
    """Take what is offered at these dates. Where nothing is offered: a place that is free, or else
    wait, in the line where they stood, or at its end where they had left it. Raises Denied."""
    if booking.person:
        check_not_paused(booking.person, booking.gathering)
    try:
        with transaction.atomic():
            _want(booking, starts)
    except IntegrityError:
        # They have another booking of that date by now, which stands.
        return


def _want(booking: Booking, starts: Sequence[str]) -> None:
    _hold(booking)
    now = timezone.now()
    held = booking.gathering.occurrences.filter(cancelled_at=None, closure=None, starts_at__gt=now)
    rows = held.filter(recurrence_id__in=starts).order_by("recurrence_id")
    coming = list(rows.values_list("recurrence_id", flat=True))
    fill(booking.gathering, coming)
    for seat in _seats(booking, coming):
        if seat.state == State.KEPT:
            continue
        if seat.state == State.OFFERED or take(booking.gathering, [seat.recurrence_id], seat.size):
            _become(seat, State.KEPT, now)
        elif seat.state in {State.PASSED, State.CANCELLED}:
            seat.queued_at = now
            _become(seat, State.WAITING, now)
    if coming:
        Booking.objects.filter(pk=booking.pk).update(cancelled_at=None)


@transaction.atomic
def give_up(*, booking: Booking, starts: Sequence[str]) -> None:
    """Not these dates. What was theirs is offered to who waits; twice is as once."""
    _hold(booking)
    coming = starts_to_come(booking)
    theirs = [start for start in coming if start in starts]
    lock(booking.gathering, theirs)
    now = timezone.now()
    for seat in _seats(booking, theirs):
        if seat.state in TAKEN:
            give_back(booking.gathering, seat.recurrence_id, seat.size)
        if seat.state in LIVE:
            _become(seat, State.PASSED if seat.state == State.OFFERED else State.CANCELLED, now)
    if not booking.seats.filter(state__in=LIVE, recurrence_id__in=coming).exists():
        # A series with no date left is given up; else new ones would come to it.
        Booking.objects.filter(pk=booking.pk, cancelled_at=None).update(cancelled_at=now)
    fill(booking.gathering, theirs)


@transaction.atomic
def cancel(*, booking: Booking) -> None:
    """Give up all that is still to come."""
    give_up(booking=booking, starts=starts_to_come(booking))


@transaction.atomic
def resize(*, booking: Booking, size: int, children: int) -> None:
    """Come as more or as fewer. Raises ValidationError where there is no room for more, at any of
    their dates: then nothing has changed."""
    check_said(booking.gathering, Said(booking.name, size, children))
    _hold(booking)
    starts = starts_to_come(booking)
    lock(booking.gathering, starts)
    now = timezone.now()
    for seat in _seats(booking, starts):
        more = size - seat.size
        if more < 0 and seat.state in TAKEN:
            give_back(booking.gathering, seat.recurrence_id, -more)
        elif more > 0 and seat.state in TAKEN:
            _take_more(booking.gathering, seat.recurrence_id, more)
        Seat.objects.filter(pk=seat.pk).update(size=size, changed_at=now)
    booking.size, booking.children = size, children
    booking.save(update_fields=["size", "children"])
    fill(booking.gathering, starts)


def _take_more(gathering: Gathering, start: str, more: int) -> None:
    if not take(gathering, [start], more):
        raise ValidationError({"size": _("There is not room for as many. Nothing changed.")})


@transaction.atomic
def say_anew(*, booking: Booking, private: Private, remind: str) -> None:
    """Put what somebody needs, and how they are reached, in the place of what they said before."""
    seal_private(booking, private)
    booking.remind = remind if private.contact else ""
    booking.save(update_fields=["private", "has_needs", "remind"])


def starts_to_come(booking: Booking) -> list[str]:
    """The dates of a booking that have not begun, and those that are not there at the moment."""
    starts = list(booking.seats.order_by("recurrence_id").values_list("recurrence_id", flat=True))
    begun = booking.gathering.occurrences.filter(
        recurrence_id__in=starts, starts_at__lte=timezone.now()
    )
    over = set(begun.values_list("recurrence_id", flat=True))
    return [start for start in starts if start not in over]


def _hold(booking: Booking) -> None:
    """Whatever changes a booking waits here for its turn: its row comes before those of dates."""
    Booking.objects.select_for_update().filter(pk=booking.pk).first()


def _seats(booking: Booking, starts: Sequence[str]) -> Iterable[Seat]:
    """Read once the rows of their dates are locked: nobody else changes them now."""
    rows = booking.seats.filter(recurrence_id__in=starts)
    return list(rows.order_by("recurrence_id"))


def _become(seat: Seat, state: str, now: datetime) -> None:
    Seat.objects.filter(pk=seat.pk).update(
        state=state, offered_until=None, queued_at=seat.queued_at, changed_at=now
    )
