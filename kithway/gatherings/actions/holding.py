"""What became of a date that is over: it took place, or it did not."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Max, Q
from django.db.models.functions import Greatest
from django.utils import timezone

from kithway.gatherings.actions.fading import fade_anew
from kithway.gatherings.actions.one_date import (
    cancel_date,
    confirm_date,
    date_row,
    signs_of,
    take_back_signs,
    uncount,
)
from kithway.gatherings.actions.uncounting import counts_of, forget_counts
from kithway.gatherings.models import Gathering, Occurrence
from kithway.gatherings.wording.reasons import NOT_HELD
from kithway.people.by import By

BATCH = 200
# A worker that stood still for longer leaves the rest to who confirms next.
LOOK_BACK = timedelta(days=60)


@transaction.atomic
def say_held(*, gathering: Gathering, recurrence_id: str, by: By | None) -> Occurrence:
    """Say that a date that is over took place. Raises NoSuchDate."""
    row = confirm_date(gathering=gathering, recurrence_id=recurrence_id, by=by)
    gathering.last_held_at = max(gathering.last_held_at or row.ends_at, row.ends_at)
    gathering.save(update_fields=["last_held_at"])
    return row


@transaction.atomic
def say_not_held(*, gathering: Gathering, recurrence_id: str, by: By | None) -> Occurrence:
    """Say that a date that is over did not take place: nobody was counted. Raises NoSuchDate."""
    row = date_row(gathering, recurrence_id)
    signs, counted = signs_of(row), counts_of([row]).get(row.pk)
    row = cancel_date(
        gathering=gathering,
        recurrence_id=recurrence_id,
        because=NOT_HELD,
        by=by,
        uncounted=counted,
    )
    # It may have been counted as held, since it had been confirmed.
    uncount(gathering, row)
    forget_counts([row])
    take_back_signs(gathering, signs)
    return row


def count_held(*, now: datetime | None = None) -> int:
    """Count dates that were confirmed, and are over, as held; returns of how many gatherings.

    Works in short transactions; run again, it finds nothing more to do.
    """
    now = now or timezone.now()
    passed = Occurrence.objects.starting(now - LOOK_BACK, now).held().filter(ends_at__lte=now)
    later = Q(gathering__last_held_at=None) | Q(gathering__last_held_at__lt=F("ends_at"))
    due = passed.filter(later).order_by("gathering").values_list("gathering")
    found = list(due.annotate(at=Max("ends_at")))
    return sum(_count(found[at : at + BATCH]) for at in range(0, len(found), BATCH))


@transaction.atomic
def _count(found: list[tuple[int, datetime]]) -> int:
    counted = []
    for key, at in found:
        before = Q(last_held_at=None) | Q(last_held_at__lt=at)
        row = Gathering.objects.filter(before, pk=key)
        if row.update(last_held_at=at, seen_at=Greatest("seen_at", at)):
            counted.append(key)
    fade_anew(Gathering.objects.filter(pk__in=counted).select_related("community"))
    return len(counted)
