from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kithway.community.models import Community
from kithway.community.room import in_room
from kithway.gatherings.importing.texts import folded
from kithway.gatherings.models import Gathering, Occurrence
from kithway.gatherings.views.more import piece
from kithway.gatherings.views.told import Told, ToldDate, told_date
from kithway.people.models import Person

STEP = 25
LONGEST = 160


class NameForm(forms.Form):
    q = forms.CharField(label=_("Name, or a part of it"), max_length=LONGEST, required=False)


@dataclass(frozen=True, slots=True)
class Listed:
    """`rule`: when it is held, in words; `next`: its next date, None where none is planned."""

    gathering: Gathering
    rule: str
    next: ToldDate | None


@in_room
def room_gatherings(request: HttpRequest, community: Community, by: Person) -> HttpResponse:
    """All gatherings of the community by name, also those that need no hand."""
    now = timezone.now()
    name = request.GET.get("q", "").replace("\0", "")[:LONGEST].strip()
    found = piece(request, _named(community, name, now), STEP)
    keys = [row.next_date for row in found.rows if row.next_date]
    dates = Occurrence.objects.select_related("closure").in_bulk(keys)
    context = {
        "community": community,
        "form": NameForm(initial={"q": name}),
        "name": name,
        "found": found,
        "gatherings": [
            _listed(row, community, dates.get(row.next_date), now) for row in found.rows
        ],
    }
    return render(request, "gatherings/room_gatherings.html", context)


def _named(community: Community, name: str, now: datetime) -> QuerySet[Gathering]:
    """Those whose name has each of these words or parts of words, ended ones last."""
    rows = community.gatherings.select_related("place", "room")
    if parts := folded(name).split():
        # Compared here: databases differ in what they take for the same letter.
        names = community.gatherings.order_by().values_list("pk", "name")
        same = [pk for pk, text in names if all(part in folded(text) for part in parts)]
        rows = rows.filter(pk__in=same)
    coming = Occurrence.objects.filter(gathering=OuterRef("pk"), ends_at__gt=now)
    ended = ExpressionWrapper(Q(ended_at__isnull=False), output_field=BooleanField())
    soonest = coming.order_by("starts_at", "pk").values("pk")[:1]
    return rows.annotate(next_date=Subquery(soonest)).order_by(ended, Lower("name"), "pk")


def _listed(
    gathering: Gathering, community: Community, date: Occurrence | None, now: datetime
) -> Listed:
    gathering.community = community
    local = now.astimezone(gathering.zone)
    coming = date if gathering.ended_at is None else None
    told = told_date(gathering, coming, local) if coming else None
    return Listed(gathering, Told(gathering).rule, told)
