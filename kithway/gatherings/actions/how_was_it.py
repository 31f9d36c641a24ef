"""How was it: one tap, kept as a sum of a gathering and month, with nobody and no time.

Sums are shown when their month is over and no answer can come any more, and only from five answers
on. A sum that is shown never changes: whoever looks before and after somebody answered would else
read that one's answer from the difference.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from kithway.community.models import Community
from kithway.gatherings.models import Comment, Gathering, HowWasIt, Occurrence, Seat
from kithway.people.limits import TooOften, count
from kithway.vault.kept import seal_kept

# So long after its end a date can be answered for.
ASKED_FOR = timedelta(days=3)
FEWEST = 5
# A date ends by the first of the next month, and is asked about for three days.
SHOWN_FROM = 5
# A date has hardly more guests than that, whoever taps.
MOST_A_DATE = 200
LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Sums:
    """How often each answer was given. `of`: of a gathering and month, or of several."""

    good: int
    so_so: int
    not_for_me: int

    @property
    def all(self) -> int:
        return self.good + self.so_so + self.not_for_me


def is_asked(row: Occurrence) -> bool:
    """Whether a date is one to be asked about now: over, held, and not for longer than three
    days."""
    now = timezone.now()
    held = row.cancelled_at is None and row.closure_id is None
    return held and row.ends_at <= now < row.ends_at + ASKED_FOR


def answer(*, row: Occurrence, answer: str, form: str, by: None = None) -> bool:
    """Count an answer that anyone gave on the page of a date. Twice from one form is once.

    `form`: what makes one form another. False where it had answered, the date is asked about no
    more, or it has had more answers than it can have guests.
    """
    if not is_asked(row) or answer not in HowWasIt.Answer.values:
        return False
    try:
        date_ = f"{row.gathering_id} {row.recurrence_id}"
        # First of the date: each form leaves a line, and nobody shall fill the table.
        count("how-was-it-date", date_, most=MOST_A_DATE, within=ASKED_FOR * 2)
        count("how-was-it", f"{row.gathering_id} {form}", most=1, within=ASKED_FOR * 2)
    except TooOften:
        return False
    _add(row, answer)
    return True


@transaction.atomic
def answer_for_seat(*, seat: Seat, row: Occurrence, answer: str) -> bool:
    """Count an answer from a booking's own page, once; what it was leads back to nobody.

    `row`: the date of the seat. False where the seat has answered, or is not asked.
    """
    if not is_asked(row) or answer not in HowWasIt.Answer.values:
        return False
    silent = Seat.objects.filter(pk=seat.pk, state=Seat.State.KEPT, said=False)
    if not silent.update(said=True):
        return False
    _add(row, answer)
    return True


def month_of(row: Occurrence) -> date:
    """The first day of the month in which a date was, where it was."""
    return row.starts_at.astimezone(row.gathering.zone).date().replace(day=1)


@transaction.atomic
def _add(row: Occurrence, answer: str) -> None:
    where = {"gathering": row.gathering, "month": month_of(row)}
    # All three stand from the first on: which one was made when says nothing.
    HowWasIt.objects.bulk_create(
        [HowWasIt(answer=each, **where) for each in HowWasIt.Answer.values], ignore_conflicts=True
    )
    HowWasIt.objects.filter(answer=answer, **where).update(count=F("count") + 1)


def sums(gatherings: Iterable[Gathering], since: date, until: date) -> Sums | None:
    """The answers of these gatherings in the months from `since` to before `until`, both first
    days of months; None where nothing of it may be shown.

    Only whole months of a gathering that may be shown by themselves are in it, so that no two
    sums differ by what may not.
    """
    found = HowWasIt.objects.filter(
        gathering__in=list(gatherings), month__gte=since, month__lt=min(until, _open_month())
    )
    cells: dict[tuple[int, date], dict[str, int]] = {}
    for key, month, answer, number in found.values_list("gathering", "month", "answer", "count"):
        cells.setdefault((key, month), {})[answer] = number
    shown = [cell for cell in cells.values() if sum(cell.values()) >= FEWEST]
    if not shown:
        return None
    kinds = HowWasIt.Answer
    return Sums(*(sum(c.get(k, 0) for c in shown) for k in (kinds.GOOD, kinds.SO_SO, kinds.NOT)))


def _open_month() -> date:
    """The first month whose answers may still come."""
    # A day later than the furthest east has it.
    today = timezone.now().date() - timedelta(days=1)
    month = today.replace(day=1)
    if today.day >= SHOWN_FROM:
        return month
    return (month - timedelta(days=1)).replace(day=1)


@transaction.atomic
def leave_comment(
    *, community: Community, gathering: Gathering | None, month: date, text: str, may_show: bool
) -> Comment | None:
    """Keep unsigned words, sealed, with the month alone; None where there are none.

    Raises ValidationError where they are too long.
    """
    words = text.strip()
    if not words:
        return None
    if len(words) > LONGEST:
        raise ValidationError(
            _("Make this shorter: at most %(limit_value)s characters.") % {"limit_value": LONGEST}
        )
    comment = Comment(
        pk=uuid.uuid4(),
        community=community,
        gathering=gathering,
        month=month.replace(day=1),
        may_show=may_show,
    )
    comment.content = seal_kept(words, at=comment.at)
    comment.save(force_insert=True)
    return comment
