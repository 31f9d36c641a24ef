"""A coordinator's word that a gathering lives, after a call."""

from django.db import transaction
from django.utils import timezone

from kithway.gatherings.actions.one_date import confirm_date, mark_seen
from kithway.gatherings.models import Gathering, Occurrence
from kithway.people.by import By


@transaction.atomic
def vouch(*, gathering: Gathering, by: By | None) -> Occurrence | None:
    """Say that a gathering lives: it is no longer one to call about, and its next date, which is
    returned, is confirmed. None where no date is planned."""
    now = timezone.now()
    gathering.missing_since = gathering.shut_since = None
    gathering.save(update_fields=["missing_since", "shut_since"])
    mark_seen(gathering, now)
    coming = gathering.occurrences.filter(ends_at__gt=now, cancelled_at=None, closure=None)
    date = coming.order_by("starts_at", "pk").first()
    if date is None:
        return None
    return confirm_date(gathering=gathering, recurrence_id=date.recurrence_id, by=by)
