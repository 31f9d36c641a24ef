"""When the dates of gatherings fade: so many days after the last sign that the gathering lives."""

from collections.abc import Iterable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kithway.community.history import record, values_of
from kithway.community.models import Community
from kithway.gatherings.actions.rows import stored, stored_or_none
from kithway.gatherings.models import Gathering, Occurrence
from kithway.people.by import By

BATCH = 500
MOST_DAYS = 730
# No date lasts longer: what began earlier is over.
A_DAY = timedelta(days=1)


def set_confirm_within(*, community: Community, days: int, by: By | None) -> None:
    """Let gatherings fade after so many days without a sign of life; 0 for never.

    Raises ValidationError. Writes in short transactions; stopped half way, it is run again.
    """
    if not 0 <= days <= MOST_DAYS:
        raise ValidationError(days_wanted())
    fields = ["confirm_within_days"]
    before = values_of(community, fields)
    community.confirm_within_days = days
    community.save(update_fields=fields)
    after = values_of(community, fields)
    record(community=community, by=by, verb="changed", row=community, before=before, after=after)
    keys = list(community.gatherings.order_by("pk").values_list("pk", flat=True))
    for at in range(0, len(keys), BATCH):
        with transaction.atomic():
            rows = Gathering.objects.filter(pk__in=keys[at : at + BATCH])
            fade_anew(rows.select_related("community"))


def days_wanted() -> str:
    return _("Choose a number of days from 0 to %(most)s.") % {"most": MOST_DAYS}


def fade_anew(gatherings: Iterable[Gathering]) -> None:
    """Write when the coming dates of these gatherings fade; reads `community` of each.

    A statement a gathering, as in `rows.update_rows`. A date of which somebody said something has
    no such time and gets none; nor has one that is closed.
    """
    name = connection.ops.quote_name(Occurrence._meta.db_table)
    since = stored(timezone.now() - A_DAY)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {name} SET fades_at = %s WHERE gathering_id = %s AND starts_at > %s "  # noqa: S608
            "AND confirmed_at IS NULL AND cancelled_at IS NULL AND changed_at IS NULL "
            "AND closure_id IS NULL",
            [(stored_or_none(one.fades_at), one.pk, since) for one in gatherings],
        )
