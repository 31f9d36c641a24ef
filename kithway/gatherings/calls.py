"""What needs a coordinator's hand: gatherings to call about, and dates that nobody confirmed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kithway.community.models import Community
from kithway.gatherings.models import Gathering, Occurrence
from kithway.gatherings.wording import so_long

# What fades within this time is called about before it does.
SOON = timedelta(weeks=2)
# So far ahead dates are counted in the room, and listed to be confirmed.
DAYS = 14


@dataclass(frozen=True, slots=True)
class Call:
    gathering: Gathering
    why: str

    @property
    def town(self) -> str:
        """'' where the name says it already."""
        place = self.gathering.place
        town = place.city if place else ""
        return "" if town.casefold() in self.gathering.name.casefold() else town


def to_call(community: Community, now: datetime) -> QuerySet[Gathering]:
    """Those that still have dates, or never have any; longest without a sign of life first."""
    days = community.confirm_within_days
    why = Q(missing_since__isnull=False) | Q(shut_since__isnull=False)
    if days:
        why |= Q(seen_at__lt=now + SOON - timedelta(days=days))
    coming = Occurrence.objects.filter(gathering=OuterRef("pk"), ends_at__gt=now)
    still = Q(first_day=None) | Exists(coming)
    return community.gatherings.filter(why, still, ended_at=None).order_by("seen_at", "pk")


def call(gathering: Gathering, now: datetime) -> Call:
    """Why to call about it, the weightiest reason first; reads `community`."""
    if gathering.missing_since:
        return Call(gathering, _("no longer on the list it came from"))
    if gathering.shut_since:
        return Call(gathering, _("the place is closed for now"))
    fades_at = gathering.fades_at
    if fades_at and fades_at > now:
        days = (fades_at - now).days + 1
        words = ngettext("fades in %(count)s day", "fades in %(count)s days", days)
        return Call(gathering, words % {"count": days})
    silent = so_long((now - gathering.seen_at).days)
    return Call(gathering, _("no sign of life for %(time)s") % {"time": silent})


def to_confirm(community: Community, now: datetime, days: int) -> QuerySet[Occurrence]:
    """Coming dates of which nobody has said anything, and that no closure covers."""
    rows = Occurrence.objects.filter(
        gathering__community=community,
        gathering__ended_at=None,
        confirmed_at=None,
        cancelled_at=None,
        changed_at=None,
        closure=None,
        ends_at__gt=now,
    )
    return rows.starting(now - timedelta(days=1), now + timedelta(days=days))
