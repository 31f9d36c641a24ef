"""What somebody says of one date: it is held, it is not, it is otherwise than usual."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from kithway.community.history import Values, record
from kithway.community.models import Place
from kithway.gatherings.actions.dates import settle_date
from kithway.gatherings.actions.fading import fade_anew
from kithway.gatherings.actions.index import blur_places
from kithway.gatherings.coming.following import those_coming_are_told
from kithway.gatherings.models import Attendance, Gathering, Occurrence, Source
from kithway.gatherings.recurrence import ID, BadRule, Date
from kithway.people.by import By, name_of

# Who moves a date further has mistaken a month, or means another date.
FURTHEST_MOVE = timedelta(days=60)


class NoSuchDate(LookupError):
    """The gathering has no date of this recurrence id."""


@transaction.atomic
@those_coming_are_told
def confirm_date(*, gathering: Gathering, recurrence_id: str, by: By | None) -> Occurrence:
    """Say that a date is held; a cancellation is taken back. Raises NoSuchDate."""
    row = date_row(gathering, recurrence_id)
    row.confirmed_at, row.confirmed_by = timezone.now(), name_of(by)
    row.cancelled_at, row.cancelled_because, row.cancelled_by = None, "", ""
    row.told_by, row.fades_at = None, None
    row.save()
    _record(row, gathering, by, "confirmed")
    mark_seen(gathering, row.confirmed_at)
    return row


@transaction.atomic
@those_coming_are_told
def cancel_date(
    *,
    gathering: Gathering,
    recurrence_id: str,
    because: str = "",
    by: By | None,
    told_by: Source | None = None,
    uncounted: Values | None = None,
) -> Occurrence:
    """Call a date off, for a reason that is shown. Raises NoSuchDate.

    `told_by`: the list that says so; it never overrules what was said here. `uncounted`: the
    numbers that go with it, which the history keeps.
    """
    row = date_row(gathering, recurrence_id)
    if told_by and row.cancelled_at and row.told_by_id != told_by.pk:
        return row
    row.cancelled_at, row.cancelled_by = row.cancelled_at or timezone.now(), name_of(by)
    row.cancelled_because, row.told_by = because, told_by
    row.confirmed_at, row.confirmed_by, row.fades_at = None, "", None
    row.save()
    _record(row, gathering, by, "cancelled", uncounted)
    return row


@transaction.atomic
@those_coming_are_told
def restore_date(*, gathering: Gathering, recurrence_id: str, by: By | None) -> Occurrence:
    """Take a cancellation or a change back: the date is as the series has it. Raises NoSuchDate."""
    row = date_row(gathering, recurrence_id)
    left = row.own_place
    row.cancelled_at, row.cancelled_because, row.cancelled_by = None, "", ""
    row.changed_at, row.changed_because, row.changed_by = None, "", ""
    row.moved_to, row.own_minutes, row.own_place, row.told_by = "", None, None, None
    settle_date(row, gathering, _date_of(gathering, recurrence_id))
    gathering.date_links.follow(row)
    blur_places([left] if left else [])
    _record(row, gathering, by, "unsaid")
    return row


@transaction.atomic
def unsay_date(*, gathering: Gathering, recurrence_id: str, by: By | None) -> Occurrence:
    """Take back all that was said of a date, that it is held as well. Raises NoSuchDate."""
    row = date_row(gathering, recurrence_id)
    signs = signs_of(row)
    row.confirmed_at, row.confirmed_by = None, ""
    row.save()
    uncount(gathering, row)
    row = restore_date(gathering=gathering, recurrence_id=recurrence_id, by=by)
    if take_back_signs(gathering, signs):
        row.refresh_from_db(fields=["fades_at"])
    return row


def signs_of(row: Occurrence) -> tuple[datetime | None, ...]:
    """The moments at which this date was, or may have been, a sign of life."""
    return row.confirmed_at, row.changed_at, row.ends_at


def uncount(gathering: Gathering, row: Occurrence) -> None:
    """A date that was counted as held is not: the one before it stands again."""
    if gathering.last_held_at == row.ends_at:
        before = gathering.occurrences.held().filter(ends_at__lt=row.ends_at)
        gathering.last_held_at = before.aggregate(at=Max("ends_at"))["at"]
        gathering.save(update_fields=["last_held_at"])


def take_back_signs(gathering: Gathering, signs: tuple[datetime | None, ...]) -> bool:
    """Where one of these was the last sign of life, the one before it stands again.

    A slip of the finger must not make a gathering that nobody holds look alive for months.
    """
    if gathering.seen_at not in signs:
        return False
    gathering.seen_at = _last_sign(gathering)
    gathering.save(update_fields=["seen_at"])
    fade_anew([gathering])
    return True


def _last_sign(gathering: Gathering) -> datetime:
    """The last sign of life that is written down: listed, held, or something said of a date."""
    said = gathering.occurrences.aggregate(on=Max("confirmed_at"), changed=Max("changed_at"))
    signs = [gathering.listed_at, gathering.last_held_at, *said.values()]
    return max(sign for sign in signs if sign)


@transaction.atomic
@those_coming_are_told
def change_date(
    *,
    gathering: Gathering,
    recurrence_id: str,
    moved_to: datetime | None = None,
    minutes: int | None = None,
    place: Place | None = None,
    because: str = "",
    by: By | None,
    told_by: Source | None = None,
) -> Occurrence:
    """Hold one date at another time, for longer, or elsewhere; what is None is as usual.

    `moved_to`: naive wall-clock start. `because`: what people are told. `told_by`: the list that
    says so; it never overrules what was said here. Raises NoSuchDate, and ValidationError where the
    new time cannot be.
    """
    row = date_row(gathering, recurrence_id)
    if told_by and row.changed_at and row.told_by_id != told_by.pk:
        return row
    usual = datetime.fromisoformat(recurrence_id)
    if moved_to and not told_by and abs(moved_to - usual) > FURTHEST_MOVE:
        raise ValidationError(_("Choose a day within two months of the usual one."))
    if minutes is not None and not 1 <= minutes <= 1440:
        raise ValidationError(_("A gathering lasts from a minute to a day."))
    row.moved_to = moved_to.strftime("%Y-%m-%dT%H:%M") if moved_to and moved_to != usual else ""
    touched = [each for each in (row.own_place, place) if each]
    row.own_minutes, row.own_place = minutes, place
    row.changed_at, row.changed_by = timezone.now(), name_of(by)
    row.changed_because, row.told_by = because, told_by
    settle_date(row, gathering, _date_of(gathering, recurrence_id))
    gathering.date_links.follow(row)
    blur_places(touched)
    _record(row, gathering, by, "moved")
    if told_by is None:
        mark_seen(gathering, row.changed_at)
    return row


def _record(
    row: Occurrence, gathering: Gathering, by: By | None, verb: str, before: Values | None = None
) -> None:
    """Not what was said: reasons are on the row. `before`: numbers that were counted, and go."""
    record(
        community=gathering.community,
        by=by,
        verb=verb,
        row=row,
        name=date_named(gathering, row.recurrence_id),
        before=before,
        fields_of=Attendance,
    )


def date_named(gathering: Gathering, recurrence_id: str) -> str:
    """What the history calls a date, which has no language."""
    return f"{gathering.name}, {recurrence_id.replace('T', ' ')}"


def mark_seen(gathering: Gathering, at: datetime) -> None:
    """Note a sign of life, by which the gathering's coming dates fade later."""
    gathering.seen_at = max(gathering.seen_at, at)
    gathering.save(update_fields=["seen_at"])
    fade_anew([gathering])


def date_row(gathering: Gathering, recurrence_id: str) -> Occurrence:
    """The row of a date, made where it lies beyond the horizon. Raises NoSuchDate."""
    if not ID.fullmatch(recurrence_id):
        # Whatever somebody sends; PostgreSQL cannot even be asked for some of it.
        raise NoSuchDate
    if row := gathering.occurrences.filter(recurrence_id=recurrence_id).first():
        return row
    date = _date_of(gathering, recurrence_id)
    row = Occurrence.expected(gathering, date)
    settle_date(row, gathering, date)
    return row


def _date_of(gathering: Gathering, recurrence_id: str) -> Date:
    try:
        series = gathering.series()
        date = series.find(recurrence_id) if series else None
    except (BadRule, ValueError):
        date = None
    if date is None:
        raise NoSuchDate(recurrence_id)
    return date
