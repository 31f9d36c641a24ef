"""Who holds a gathering, and who holds one date of it instead."""

from django.db import transaction
from django.db.models import Exists
from django.utils import timezone
from django.utils.translation import gettext as _

from kithway.community.rules import Denied, coordinates
from kithway.gatherings.actions.one_date import date_row
from kithway.gatherings.models import Gathering, Holder, Occurrence, Shift
from kithway.gatherings.rules import facilitates, holds_date
from kithway.people.by import name_of
from kithway.people.models import Person


@transaction.atomic
def add_holder(*, gathering: Gathering, person: Person, by: Person | None) -> Holder:
    """Say that a facilitator of the community holds a gathering. Said twice, it is as once.

    `by`: a coordinator there, or None for the machine. Raises Denied.
    """
    _by_coordinator(gathering, by)
    if not facilitates(person, gathering.community):
        raise Denied(_("Choose somebody who is a facilitator here."))
    # One whose role ended in between was not ended by hand.
    theirs = gathering.holders.filter(person=person, ended_at=None)
    current = Holder.objects.current().filter(gathering=gathering, person=person)
    theirs.exclude(pk__in=current.values("pk")).update(ended_at=timezone.now())
    holder, _made = Holder.objects.get_or_create(
        gathering=gathering, person=person, ended_at=None, defaults={"since": timezone.now()}
    )
    return holder


@transaction.atomic
def end_holder(*, gathering: Gathering, person: Person, by: Person | None) -> int:
    """From now on they hold it no more; returns how many holdings ended. Raises Denied."""
    _by_coordinator(gathering, by)
    return gathering.holders.filter(person=person, ended_at=None).update(ended_at=timezone.now())


def _by_coordinator(gathering: Gathering, by: Person | None) -> None:
    if by and not coordinates(by, gathering.community):
        raise Denied(_("Only a coordinator can do this."))


@transaction.atomic
def hand_over(*, gathering: Gathering, recurrence_id: str, to: Person, by: Person) -> Shift:
    """Ask another facilitator to hold one date. Until they say yes, nothing has changed; whoever
    was asked before is asked no more. Raises Denied, and NoSuchDate."""
    if not (holds_date(by, gathering, recurrence_id) or coordinates(by, gathering.community)):
        raise Denied(_("This date is not yours to hand over."))
    if to == by or not facilitates(to, gathering.community):
        raise Denied(_("Choose somebody who is a facilitator here."))
    row, now = date_row(gathering, recurrence_id), timezone.now()
    if row.ends_at <= now:
        raise Denied(_("This date is past."))
    holding = Shift.objects.standing().filter(
        kind=Shift.Kind.HOLD, gathering=gathering, recurrence_id=recurrence_id
    )
    if (taken := holding.taken().filter(person=to).first()) is not None:
        return taken
    holding.offered().exclude(person=to).update(cancelled_at=now)
    if (asked := holding.offered().filter(person=to).first()) is not None:
        return asked
    return Shift.objects.create(
        community=gathering.community,
        kind=Shift.Kind.HOLD,
        gathering=gathering,
        recurrence_id=recurrence_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        person=to,
        asked_at=now,
        made_by=name_of(by),
    )


@transaction.atomic
def accept_date(*, shift: Shift, by: Person) -> Shift:
    """Say yes to what one was asked to hold; whoever had taken that date before is free of it.
    Raises Denied where it is no longer asked, or the date is not held or over."""
    now = timezone.now()
    if not facilitates(by, shift.community):
        raise Denied(_("This is no longer asked."))
    date = Occurrence.objects.filter(
        gathering=shift.gathering_id, recurrence_id=shift.recurrence_id
    )
    # Whoever calls it off, or says yes to another asking of it, comes before or after us.
    date.select_for_update().first()
    held = date.filter(cancelled_at=None, closure=None, ends_at__gt=now)
    mine = Shift.objects.offered().filter(Exists(held), pk=shift.pk, person=by, ends_at__gt=now)
    if not mine.update(taken_at=now, asked_at=None):
        raise Denied(_("This is no longer asked."))
    before = Shift.objects.taken().filter(
        kind=Shift.Kind.HOLD, gathering=shift.gathering, recurrence_id=shift.recurrence_id
    )
    before.exclude(pk=shift.pk).update(cancelled_at=now)
    shift.refresh_from_db()
    return shift


def decline_date(*, shift: Shift, by: Person) -> bool:
    """Say no, without a word more; False where it was no longer asked."""
    mine = Shift.objects.offered().filter(pk=shift.pk, person=by)
    return bool(mine.update(cancelled_at=timezone.now()))
