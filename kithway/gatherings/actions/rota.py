"""The rota: who opens, greets, holds, answers the peer line, and who could."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kithway.community.models import Community, Role
from kithway.community.rules import Denied, coordinates, holds
from kithway.gatherings.models import Gathering, Occurrence, Shift
from kithway.gatherings.rules import facilitates, may_take
from kithway.people.by import name_of
from kithway.people.models import Person

LONGEST = timedelta(days=1)


@transaction.atomic
def add_shift(
    *,
    community: Community,
    kind: str,
    starts_at: datetime,
    ends_at: datetime,
    about: str = "",
    person: Person | None = None,
    by: Person | None,
) -> Shift:
    """Put one shift on the rota, for somebody or open. Raises Denied and ValidationError."""
    _may(community, kind, person, by)
    if not timedelta(0) < ends_at - starts_at <= LONGEST:
        raise ValidationError(_("A shift lasts from a minute to a day."))
    more = {"starts_at": starts_at, "ends_at": ends_at, "about": about}
    return Shift.objects.create(**_common(community, kind, person, by), **more)


@transaction.atomic
def add_shifts_at(
    *,
    gathering: Gathering,
    kind: str,
    dates: Sequence[Occurrence],
    before: int = 0,
    about: str = "",
    person: Person | None = None,
    by: Person | None,
) -> list[Shift]:
    """The same shift at each of these dates of a gathering; dates that have it are passed over.

    `before`: minutes that it begins before the date. Raises Denied.
    """
    community = gathering.community
    _may(community, kind, person, by)
    there = gathering.shifts.standing().filter(kind=kind, about=about)
    known = set(there.values_list("recurrence_id", flat=True))
    common = _common(community, kind, person, by)
    return Shift.objects.bulk_create(
        Shift(
            gathering=gathering,
            recurrence_id=row.recurrence_id,
            place_id=row.place_id,
            starts_at=row.starts_at - timedelta(minutes=before),
            ends_at=row.ends_at,
            about=about,
            **common,
        )
        for row in dates
        if row.recurrence_id not in known
    )


def _common(
    community: Community, kind: str, person: Person | None, by: Person | None
) -> dict[str, Any]:
    return {
        "community": community,
        "kind": kind,
        "person": person,
        "taken_at": timezone.now() if person else None,
        "made_by": name_of(by),
    }


@transaction.atomic
def give_shift(*, shift: Shift, to: Person | None, by: Person | None) -> Shift:
    """Give a shift to somebody who has a role here, or leave it open. Raises Denied."""
    _may(shift.community, shift.kind, to, by)
    standing = Shift.objects.standing().filter(pk=shift.pk)
    standing.update(person=to, taken_at=timezone.now() if to else None, asked_at=None, minutes=None)
    shift.refresh_from_db()
    return shift


@transaction.atomic
def cancel_shift(*, shift: Shift, by: Person | None) -> bool:
    """Take a shift off the rota; False where it was off already. Raises Denied."""
    _may(shift.community, shift.kind, None, by)
    standing = Shift.objects.standing().filter(pk=shift.pk)
    return bool(standing.update(cancelled_at=timezone.now()))


def _may(community: Community, kind: str, person: Person | None, by: Person | None) -> None:
    """Only a coordinator keeps the rota, and gives shifts to people who have a role there."""
    if by and not coordinates(by, community):
        raise Denied(_("Only a coordinator can do this."))
    if person and not holds(person, community, *Role.Kind.values):
        raise Denied(_("Choose somebody who has a role here."))
    if person and kind == Shift.Kind.HOLD and not facilitates(person, community):
        raise Denied(_("Choose somebody who is a facilitator here."))


def take_shift(*, shift: Shift, by: Person) -> Shift:
    """Take an open shift, or one that somebody asks to be free of. Raises Denied.

    Of several at once the first has it: one conditional update, which either database does one
    after the other, from whatever process.
    """
    now = timezone.now()
    free = Shift.objects.free().filter(may_take(by), pk=shift.pk, ends_at__gt=now)
    if not free.exclude(person=by).update(person=by, taken_at=now, asked_at=None):
        raise Denied(_("Somebody has taken it already, or it is over."))
    shift.refresh_from_db()
    return shift


def ask_someone_else(*, shift: Shift, by: Person) -> bool:
    """Ask whether someone else can; it stays theirs until somebody takes it."""
    mine = Shift.objects.taken().filter(pk=shift.pk, person=by, ends_at__gt=timezone.now())
    return bool(mine.update(asked_at=timezone.now()))


def keep_shift(*, shift: Shift, by: Person) -> bool:
    """Ask no more; False where somebody took it in the meantime."""
    mine = Shift.objects.taken().filter(pk=shift.pk, person=by)
    return bool(mine.update(asked_at=None))


def give_minutes(*, shift: Shift, minutes: int, by: Person) -> bool:
    """Say how long a shift that is over really took. Raises ValidationError."""
    if not 0 <= minutes <= 1440:
        raise ValidationError(_("A shift lasts from a minute to a day."))
    mine = Shift.objects.taken().filter(pk=shift.pk, person=by, starts_at__lte=timezone.now())
    return bool(mine.update(minutes=minutes))


def volunteer_minutes(community: Community, since: datetime, until: datetime) -> int:
    """Minutes that people gave in shifts that began in this span and are over, all together."""
    over = community.shifts.standing().filter(taken_at__isnull=False, ends_at__lte=timezone.now())
    return sum(shift.given for shift in over.starting(since, until))
