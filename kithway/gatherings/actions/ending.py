"""The end of a series, and the one that goes on in its stead."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kithway.gatherings.actions.dates import rebuild_dates
from kithway.gatherings.actions.gathering import add_gathering, change_gathering
from kithway.gatherings.coming.following import carry_on
from kithway.gatherings.models import Gathering, Occurrence
from kithway.people.by import By

COUNT = re.compile(r";COUNT=([0-9]+)")
# What a successor does not take over: it has its own, or none.
OF_ITS_OWN = frozenset("id slug first_day last_day continued_by ended_at ended_because".split())
LONGEST_SLUG = 76
# As far as anybody plans ahead.
SOME_DATE_WITHIN = timedelta(days=9 * 366)


@transaction.atomic
def end_series(
    *, gathering: Gathering, last_day: date, because: str = "", by: By | None
) -> Gathering:
    """Hold a series for the last time on this day, or on its last date before; it is said why.

    `last_day` by the gathering's own calendar. Dates past it go, also those that somebody wrote on.
    """
    if gathering.first_day and last_day < gathering.first_day:
        raise ValidationError({"last_day": _("Choose a day on or after the first one.")})
    return change_gathering(gathering=gathering, by=by, last_day=last_day, ended_because=because)


@transaction.atomic
def continue_series(
    *, gathering: Gathering, from_day: date, by: By | None, **facts: Any
) -> Gathering:
    """Let another series go on from this day, with these facts changed; returns that one.

    The old one ends the day before, and each page leads to the other. What somebody said of a date
    from then on is said of the new one's date of that day. Raises ValidationError where there is no
    date to go on with.
    """
    if gathering.first_day is None or from_day <= gathering.first_day:
        raise ValidationError({"first_day": _("Choose a day after the first one.")})
    coming = gathering.occurrences.filter(recurrence_id__gte=from_day.isoformat())
    said = list(coming.written_on().values_list("pk", flat=True))
    successor = add_gathering(
        community=gathering.community, by=by, **_facts_from(gathering, from_day, facts)
    )
    successor.occurrences.all().delete()
    Occurrence.objects.filter(pk__in=said).update(gathering=successor)
    rebuild_dates([successor])
    carry_on(gathering=gathering, successor=successor, from_day=from_day)
    change_gathering(
        gathering=gathering, by=by, last_day=from_day - timedelta(days=1), continued_by=successor
    )
    return successor


def _facts_from(gathering: Gathering, from_day: date, facts: dict[str, Any]) -> dict[str, Any]:
    """All that the new series says of itself."""
    fields = [f.name for f in Gathering._meta.concrete_fields if f.editable]
    usual = {name: getattr(gathering, name) for name in fields if name not in OF_ITS_OWN}
    usual.pop("community")
    since = from_day.isoformat()
    usual["extra_dates"] = [key for key in gathering.extra_dates if key >= since]
    usual["left_out"] = [key for key in gathering.left_out if key >= since]
    usual["slug"] = _free_slug(gathering.slug)
    if "rule" in facts:
        usual["first_day"] = from_day
    else:
        usual["first_day"], usual["rule"] = _rest_of_rule(gathering, from_day)
    return usual | facts


def _rest_of_rule(gathering: Gathering, from_day: date) -> tuple[date, str]:
    """The first day from then on and the rule: in step with the old one, and what its count has
    left."""
    rule, begin = gathering.recurrence(), datetime.combine(from_day, time.min)
    found = rule.walls(begin, begin + SOME_DATE_WITHIN) if rule and rule.text else []
    if rule is None or not found:
        raise ValidationError({"first_day": _("There is no date from that day on.")})
    if counted := COUNT.search(rule.text.upper()):
        passed = len(rule.walls(rule.starts, begin - timedelta(minutes=1)))
        left = f";COUNT={int(counted[1]) - passed}"
        return found[0].date(), COUNT.sub(left, rule.text.upper())
    return found[0].date(), rule.text


def _free_slug(slug: str) -> str:
    number = 2
    while Gathering.objects.filter(slug=f"{slug[:LONGEST_SLUG]}-{number}").exists():
        number += 1
    return f"{slug[:LONGEST_SLUG]}-{number}"


def end_what_is_over() -> int:
    """Say of each series whose last day is past that it has ended; returns of how many."""
    now = timezone.now()
    rows = Gathering.objects.filter(ended_at=None, last_day__lte=now.date() + timedelta(days=1))
    over = [
        row.pk
        for row in rows.select_related("place", "community")
        if row.last_day and row.last_day < now.astimezone(row.zone).date()
    ]
    # A date of it may have been moved past that day, or go on after midnight.
    coming = Occurrence.objects.filter(gathering__in=over, cancelled_at=None, ends_at__gt=now)
    ended = Gathering.objects.filter(pk__in=over, ended_at=None).exclude(
        pk__in=coming.values("gathering")
    )
    return ended.update(ended_at=now)
