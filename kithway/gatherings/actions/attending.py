"""How many came to a date, and where the community chose so, their first names."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kithway.community.history import record
from kithway.community.models import Community
from kithway.community.models.community import Attendance as Chosen
from kithway.community.rules import Denied, coordinates
from kithway.consent.actions import for_role
from kithway.gatherings.actions.holding import say_held
from kithway.gatherings.actions.one_date import confirm_date, date_named, date_row
from kithway.gatherings.actions.uncounting import counts_of
from kithway.gatherings.models import Attendance, Gathering, Occurrence, Seat
from kithway.gatherings.rules import why_may_open
from kithway.people.by import name_of
from kithway.people.models import Person
from kithway.vault.kept import destroy_keys, open_kept, seal_kept

# First names are gone then; how many came stays.
NAMES_KEPT = timedelta(days=90)
MOST = 5000


@transaction.atomic
def count_date(
    *,
    gathering: Gathering,
    recurrence_id: str,
    count: int,
    first_time: int | None = None,
    names: Sequence[str] | None = None,
    came: Collection[str] | None = None,
    by: Person | None,
) -> Attendance:
    """Say how many came to a date; that says that it was held, too. Counted anew, it is replaced.

    `names`: first names, kept only where the community keeps them; None leaves those that are
    there. `came`: ids of the seats of those who came, of all that are ticked on the page; None
    leaves that as well. Raises Denied, NoSuchDate, and ValidationError.
    """
    row = date_row(gathering, recurrence_id)
    if by and not why_may_open(by, gathering, recurrence_id):
        raise Denied(_("This date is not yours to count."))
    check_count(row, count, first_time)
    before = counts_of([row]).get(row.pk, {})
    found, _made = Attendance.objects.update_or_create(
        gathering=gathering,
        recurrence_id=recurrence_id,
        defaults={
            "day": day_of(gathering, row),
            "count": count,
            "first_time": first_time,
            "made_by": name_of(by),
        },
    )
    record(
        community=gathering.community,
        by=by,
        verb="counted",
        row=row,
        name=date_named(gathering, recurrence_id),
        before=before,
        after={"count": count, "first_time": first_time},
        fields_of=Attendance,
    )
    if names is not None and gathering.community.attendance == Chosen.NAMES:
        _keep_names(found, names)
    if came is not None:
        _tick(gathering, row, came)
    say = say_held if row.ends_at <= timezone.now() else confirm_date
    say(gathering=gathering, recurrence_id=recurrence_id, by=by)
    return found


def check_count(row: Occurrence, count: int, first_time: int | None = None) -> None:
    """Raises ValidationError where the date has not begun, its place was closed, or so many cannot
    have come."""
    if row.closure_id:
        raise ValidationError(_("It was closed that day, so nobody is counted."))
    if row.starts_at > timezone.now():
        raise ValidationError(_("This date has not begun yet."))
    if not 0 <= count <= MOST:
        raise ValidationError(_("Write a whole number, 0 where nobody came."))
    if first_time is not None and not 0 <= first_time <= count:
        raise ValidationError(_("Newcomers cannot be more than all who came."))


def day_of(gathering: Gathering, row: Occurrence) -> date:
    return row.starts_at.astimezone(gathering.zone).date()


def _keep_names(found: Attendance, names: Sequence[str]) -> None:
    text = "\n".join(" ".join(name.split()) for name in names if name.strip())
    found.names = seal_kept(text, at=found.at) if text else None
    found.save(update_fields=["names"])


def seats_to_tick(gathering: Gathering, recurrence_id: str) -> list[Seat]:
    """Those who kept a place, by name; where only heads are counted, those who want a letter."""
    kept = gathering.seats.coming().filter(recurrence_id=recurrence_id)
    if gathering.community.attendance == Chosen.COUNT:
        kept = kept.filter(booking__letter=True)
    return list(kept.select_related("booking").order_by("booking__name", "pk"))


def _tick(gathering: Gathering, row: Occurrence, came: Collection[str]) -> None:
    """Who came, came at the end of it; who was ticked before and is no more, did not."""
    seats = [seat.pk for seat in seats_to_tick(gathering, row.recurrence_id)]
    ticked = [pk for pk in seats if str(pk) in came]
    theirs = gathering.seats.filter(pk__in=seats)
    theirs.filter(pk__in=ticked, came_at=None).update(came_at=row.ends_at)
    theirs.exclude(pk__in=ticked).update(came_at=None)


def open_names(attendance: Attendance, *, by: Person) -> list[str]:
    """The first names, for who holds the date or coordinates; a receipt says so. Raises Denied."""
    why = why_may_open(by, attendance.gathering, attendance.recurrence_id)
    if not why:
        raise Denied(_("This date is not yours to count."))
    if attendance.names is None:
        return []
    access = for_role(reader=by, owner=attendance.pk, scope=attendance.at.scope, because=why)
    return open_kept(bytes(attendance.names), at=attendance.at, access=access).splitlines()


def forget_names() -> int:
    """Destroy the keys of first names that are 90 days old, then what they sealed; returns of how
    many dates."""
    before = timezone.now().date() - NAMES_KEPT
    old = Attendance.objects.filter(day__lt=before, names__isnull=False)
    keys = list(old.values_list("pk", flat=True)[:500])
    for key in keys:
        destroy_keys(owner=key)
    return Attendance.objects.filter(pk__in=keys).update(names=None)


@transaction.atomic
def choose_records(
    *, community: Community, attendance: str, letters: bool, by: Person | None
) -> None:
    """What is written down of who came, and whether people can make letters. Raises Denied."""
    if by and not coordinates(by, community):
        raise Denied(_("Only a coordinator can do this."))
    community.attendance, community.letters = attendance, letters
    community.save(update_fields=["attendance", "letters"])
