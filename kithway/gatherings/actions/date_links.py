"""Private links by which a facilitator says of one date whether it is on, without signing in."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kithway.gatherings.actions.one_date import date_row
from kithway.gatherings.models import DateLink, Gathering
from kithway.gatherings.models.date_link import STAYS_OPEN
from kithway.people.by import By, name_of
from kithway.vault.tokens import hash_token, new_token

# A link that opens nothing any more is kept this long, for whoever asks what became of it.
KEPT = timedelta(weeks=4)


@transaction.atomic
def make_date_link(
    *, gathering: Gathering, recurrence_id: str, name: str = "", by: By | None
) -> tuple[DateLink, str]:
    """A private link to one date, and its token, which is kept nowhere.

    `name`: whom a confirmation will name; may be empty. It opens until STAYS_OPEN after the date
    has ended. Raises NoSuchDate, and ValidationError for a name that is too long.
    """
    row = date_row(gathering, recurrence_id)
    token = new_token()
    link = DateLink(
        gathering=gathering,
        recurrence_id=recurrence_id,
        token_hash=hash_token(token),
        name=" ".join(name.split()),
        made_at=timezone.now(),
        made_by=name_of(by),
        expires_at=row.ends_at + STAYS_OPEN,
    )
    link.full_clean()
    link.save()
    return link, token


def end_date_links(*, gathering: Gathering, recurrence_id: str = "", by: By | None) -> int:
    """End the links of a gathering, or of one date of it; returns how many were open."""
    now = timezone.now()
    links = gathering.date_links.open_at(now)
    if recurrence_id:
        links = links.filter(recurrence_id=recurrence_id)
    return links.update(ended_at=now)


def forget_links(*, now: datetime | None = None) -> int:
    """Delete private links that opened their last some weeks ago; returns how many."""
    before = (now or timezone.now()) - KEPT
    over = Q(expires_at__lt=before) | Q(ended_at__lt=before)
    dates, _ = DateLink.objects.filter(over).delete()
    return dates
