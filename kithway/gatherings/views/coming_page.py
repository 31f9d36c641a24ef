"""What a booking's own page tells, and what can be done there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from kithway.community.rules import Denied
from kithway.gatherings.coming.forms import WithForm
from kithway.gatherings.coming.keeping import cancel, give_up, resize, say_anew, want
from kithway.gatherings.coming.private import Private, open_private
from kithway.gatherings.coming.rules import takes_names
from kithway.gatherings.models import Booking, Seat
from kithway.gatherings.showing import Reader
from kithway.gatherings.views.told import Told, ToldDate, told_date
from kithway.gatherings.views.way_in import photo_within
from kithway.gatherings.wording import day_and_time, plain_day
from kithway.ui.clock import clock_time
from kithway.vault.access import Access

State = Seat.State


@dataclass(frozen=True, slots=True)
class Line:
    """A seat at its date; `date` is None where the gathering has that date no more."""

    seat: Seat
    date: ToldDate | None
    until: str

    @property
    def open(self) -> bool:
        """Whether there is anything to do: it is held, and has not begun."""
        return bool(self.date and self.date.held and self.date.row.starts_at > timezone.now())

    @property
    def kept(self) -> bool:
        return self.seat.state == State.KEPT

    @property
    def offered(self) -> bool:
        until = self.seat.offered_until
        return self.seat.state == State.OFFERED and bool(until and until > timezone.now())

    @property
    def waiting(self) -> bool:
        return self.seat.state == State.WAITING

    @property
    def state(self) -> str:
        if self.kept:
            return _("You are coming.")
        if self.waiting:
            return _("You are on the waiting list. If a place comes free, we hold it for you.")
        if self.offered:
            return _("A place is held for you until %(when)s.") % {"when": self.until}
        if self.seat.state == State.CANCELLED:
            return _("We have taken your name off. If you change your mind, you can say so here.")
        return _("The place was passed on.")


def until_words(seat: Seat, now: datetime) -> str:
    """Until when a place is held for somebody, inside a sentence; '' where none is.

    `now`: in the date's zone.
    """
    if seat.offered_until is None:
        return ""
    local = seat.offered_until.astimezone(now.tzinfo)
    return day_and_time(plain_day(local.date(), now.date()), clock_time(local.time()))


class ComingPage:
    """`form`: as it was sent where something needs changing. `error`: what could not be done."""

    def __init__(self, booking: Booking, access: Access, token: str = "") -> None:
        self.booking, self.gathering = booking, booking.gathering
        self.token, self._access = token, access
        self.now = timezone.now().astimezone(self.gathering.zone)
        self._sent: QueryDict | None = None
        self.error = ""

    @cached_property
    def lines(self) -> list[Line]:
        """Dates still to come; of a single date that one, whatever became of it."""
        seats = list(self.booking.seats.order_by("recurrence_id"))
        rows = self.gathering.occurrences.select_related("closure", "own_place").filter(
            recurrence_id__in=[seat.recurrence_id for seat in seats]
        )
        dates = {
            row.recurrence_id: told_date(self.gathering, row, self.now) for row in rows.order_by()
        }
        lines = [
            Line(seat, dates.get(seat.recurrence_id), until_words(seat, self.now)) for seat in seats
        ]
        return (
            lines if self.single else [each for each in lines if each.date and not each.date.over]
        )

    @property
    def single(self) -> bool:
        return bool(self.booking.recurrence_id)

    @property
    def line(self) -> Line | None:
        """The date that the page is about: the only one, or the next."""
        return self.lines[0] if self.lines else None

    @property
    def kept(self) -> bool:
        return any(line.kept and line.open for line in self.lines)

    @property
    def waiting(self) -> bool:
        return any(line.waiting and line.open for line in self.lines)

    @property
    def address(self) -> str:
        """Of the page itself, for whoever must keep it."""
        return settings.SITE_URL + reverse("kept-place", args=[self.token])

    @property
    def open(self) -> bool:
        return any(line.open for line in self.lines)

    @property
    def live(self) -> bool:
        return any(line.open and (line.kept or line.offered or line.waiting) for line in self.lines)

    @cached_property
    def told(self) -> Told:
        """Where it is: what is hidden only for who has a place."""
        reader = Reader.COMING if self.kept else Reader.ANYONE
        return Told(self.gathering, reader, self.line.date if self.line else None)

    @property
    def photo(self) -> str:
        return photo_within(self.told) if self.kept else ""

    @cached_property
    def private(self) -> Private:
        return open_private(self.booking, self._access)

    @property
    def changeable(self) -> bool:
        return self.live and takes_names(self.gathering)

    @cached_property
    def form(self) -> WithForm:
        booking, said = self.booking, self.private
        initial = {
            "size": booking.size,
            "children": booking.children,
            "needs": said.needs,
            "contact": said.contact,
            "remind": booking.remind,
        }
        return WithForm(self.gathering, self._sent, initial=initial)

    def take(self, sent: QueryDict) -> bool:
        """Do what was asked; False where the page must say what needs changing. Twice is as
        once."""
        say, starts = sent.get("say", ""), self._starts(sent.get("date", ""))
        try:
            if say == "want":
                want(booking=self.booking, starts=starts)
            elif say == "not":
                give_up(booking=self.booking, starts=starts)
            elif say == "cancel":
                cancel(booking=self.booking)
            elif say == "change" and self.changeable:
                return self._change(sent)
        except Denied as refused:
            self.error = str(refused)
            return False
        return True

    def _starts(self, given: str) -> list[str]:
        """The dates that a button is about: one, or all of them."""
        return [
            line.seat.recurrence_id
            for line in self.lines
            if line.open and given in {"", line.seat.recurrence_id}
        ]

    def _change(self, sent: QueryDict) -> bool:
        self._sent = sent
        if not self.form.is_valid():
            return False
        said: dict[str, Any] = self.form.cleaned_data
        try:
            if "size" in said:
                resize(booking=self.booking, size=said["size"], children=said["children"])
        except ValidationError as refused:
            self.form.add_error(None, refused.messages)
            return False
        token = self.token or self.private.token
        say_anew(
            booking=self.booking,
            private=self.form.private(token),
            remind=said.get("remind", ""),
        )
        return True
