"""Letters that say that somebody came: only they can make one, and nothing of whom is kept.

A letter bears a code. Of it is kept a mark of code and hours, so that whoever is shown the letter
can ask whether one with this code and so many hours was made here. The answer is yes or no.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kithway.community.models import Community
from kithway.community.rules import Denied
from kithway.gatherings.models import Booking, Letter, Occurrence, Seat
from kithway.people.codes import new_code, read_code
from kithway.people.limits import count
from kithway.people.marks import mark
from kithway.people.models import Person

# 100 bits, in groups of four.
LETTERS = 20
TENTH = Decimal("0.1")
# Of one code, so that nobody who has one tries all the hours; and of all together.
TRIES_A_CODE, TRIES_IN_ALL = 10, 600
WITHIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Came:
    """A date that somebody came to: its day where it was, and how long it lasted."""

    community: Community
    gathering: str
    day: date
    minutes: int


def came_of_guest(booking: Booking) -> list[Came]:
    """The dates of a guest's booking that they came to, the first one first."""
    return _came(booking.seats.all())


def came_of_person(person: Person) -> list[Came]:
    """Those of all bookings of a person, as long as these are kept."""
    return _came(Seat.objects.filter(booking__person=person, booking__forgotten_at=None))


def _came(seats: QuerySet[Seat]) -> list[Came]:
    rows = list(
        seats.filter(state=Seat.State.KEPT, came_at__isnull=False).select_related(
            "gathering__community", "gathering__place"
        )
    )
    found = Occurrence.objects.filter(
        gathering__in={seat.gathering_id for seat in rows},
        recurrence_id__in={seat.recurrence_id for seat in rows},
        cancelled_at=None,
    )
    dates = {(row.gathering_id, row.recurrence_id): row for row in found}
    came = {
        (seat.gathering_id, seat.recurrence_id): _told(seat, row)
        for seat in rows
        if (row := dates.get((seat.gathering_id, seat.recurrence_id)))
    }
    return sorted(came.values(), key=lambda each: (each.day, each.gathering))


def _told(seat: Seat, row: Occurrence) -> Came:
    gathering = seat.gathering
    return Came(
        gathering.community,
        gathering.name,
        row.starts_at.astimezone(gathering.zone).date(),
        int((row.ends_at - row.starts_at).total_seconds() // 60),
    )


def ask_for_letter(bookings: QuerySet[Booking]) -> int:
    """Let who holds the dates of these bookings know that a letter is wanted, so that they tick who
    came; returns how many did not say so before."""
    return bookings.filter(letter=False, cancelled_at=None, forgotten_at=None).update(letter=True)


def hours(came: Sequence[Came]) -> Decimal:
    """All together, to a tenth of an hour."""
    minutes = sum(each.minutes for each in came)
    return (Decimal(minutes) / 60).quantize(TENTH, ROUND_HALF_UP)


@transaction.atomic
def make_letter(*, community: Community, came: Sequence[Came], by: Person | None) -> str:
    """Keep that a letter with so many hours exists; returns its code, which is kept nowhere.

    `by`: who makes it for themselves, None for a guest; it is not kept either. Raises Denied where
    the community makes no letters, or there is nothing to say.
    """
    if not community.letters or not came:
        raise Denied(_("There is no letter to make."))
    code = new_code(LETTERS)
    Letter.objects.create(
        community=community, mark=_mark(code, hours(came)), made_on=timezone.now().date()
    )
    return code


def is_true(code: str, said: Decimal) -> bool:
    """Whether a letter with this code says that many hours. Raises TooOften."""
    meant = read_code(code)
    # First of all together: each code leaves a line, and nobody shall fill the table.
    count("verify-all", "", most=TRIES_IN_ALL, within=WITHIN)
    count("verify", meant, most=TRIES_A_CODE, within=WITHIN)
    return Letter.objects.filter(mark=_mark(meant, said.quantize(TENTH))).exists()


def _mark(code: str, said: Decimal) -> str:
    return mark("letter", read_code(code), str(said.quantize(TENTH)))
