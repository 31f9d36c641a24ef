"""Anyone may ask for a sheet, without saying who they are.

What can be asked for is bounded, so that nobody can fill the disk or keep the worker busy.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kithway.community.models import Community
from kithway.gatherings.models import Gathering, PrintSheet
from kithway.gatherings.paper.hiding import is_outdated
from kithway.people.by import By

Kind = PrintSheet.Kind
# What anyone may ask for; figures are asked for in the room alone.
FOR_ANYONE = [kind for kind in Kind if kind != Kind.NUMBERS]
# How many may wait at once.
MOST_WAITING = 40
# One that was asked for so lately is not made again.
FRESH = timedelta(minutes=2)


class TooManySheets(Exception):
    """So many sheets wait to be made that no other is taken on for now."""


def first_days(kind: str, community: Community, now: datetime) -> tuple[date, date]:
    """The days that a sheet of this kind may begin with: now, and for the week or month after.

    'This week' is the next seven days; the one after is a whole week from a Monday on.
    """
    today = now.astimezone(community.zone).date()
    if kind == Kind.MONTH:
        first = today.replace(day=1)
        return first, (first + timedelta(days=32)).replace(day=1)
    return today, today + timedelta(days=7 - today.weekday())


def sheet_key(
    kind: str,
    community: Community,
    gathering: Gathering | None,
    first_day: date,
    language: str,
    *,
    large: bool,
) -> str:
    """The same for everybody who asks for the same. A dot stands in no slug, so keys are clear."""
    what = gathering.slug if gathering else f"{community.slug}.{first_day.isoformat()}"
    return ".".join([kind, what, language, *(["large"] if large else [])])


@transaction.atomic
def ask_for_sheet(
    *,
    community: Community,
    kind: str,
    language: str,
    large: bool,
    first_day: date,
    gathering: Gathering | None = None,
    by: By | None,
) -> PrintSheet:
    """The row of this sheet, which the worker makes, or makes anew where it is not fresh.

    Raises TooManySheets, and ValidationError where no such sheet is made. Who asks is not kept.
    """
    now = timezone.now()
    _check(community, kind, language, first_day, gathering, now)
    large = large and kind != Kind.POST
    key = sheet_key(kind, community, gathering, first_day, language, large=large)
    known = PrintSheet.objects.filter(key=key).first()
    if known and (known.due_at or (known.asked_at > now - FRESH and not is_outdated(known))):
        return known
    if PrintSheet.objects.filter(due_at__isnull=False).count() >= MOST_WAITING:
        raise TooManySheets
    wanted = {"first_day": first_day, "asked_at": now, "due_at": now}
    if known is None:
        asked = {"community": community, "gathering": gathering, "kind": kind}
        how = {"language": language, "large": large}
        # Of two that ask at once, one makes the row and the other finds it.
        return PrintSheet.objects.get_or_create(key=key, defaults={**asked, **how, **wanted})[0]
    PrintSheet.objects.filter(pk=known.pk, due_at=None).update(**wanted, attempts=0, problem="")
    known.refresh_from_db()
    return known


def _check(
    community: Community,
    kind: str,
    language: str,
    first_day: date,
    gathering: Gathering | None,
    now: datetime,
) -> None:
    if kind not in FOR_ANYONE or language not in dict(settings.LANGUAGES):
        raise ValidationError(_("Choose one of the sheets and languages on the list."))
    if (kind == Kind.FLYER) != (gathering is not None):
        raise ValidationError(_("Open a gathering and make its flyer from there."))
    if gathering and (gathering.community_id != community.pk or gathering.ended_at):
        raise ValidationError(_("This gathering is no longer held, so there is no flyer of it."))
    if first_day not in first_days(kind, community, now):
        raise ValidationError(_("Choose this week or month, or the next."))
