from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from kithway.community.models import Community
from kithway.community.room import in_room
from kithway.gatherings.actions import confirm_date, unsay_date
from kithway.gatherings.calls import DAYS, to_confirm
from kithway.gatherings.date_code import date_code
from kithway.gatherings.models import Gathering, Occurrence
from kithway.gatherings.views.more import piece
from kithway.gatherings.views.told import ToldDate, told_date
from kithway.gatherings.wording import day_name
from kithway.people.models import Person


@dataclass(frozen=True, slots=True)
class Waiting:
    """A date that waits for somebody's word."""

    pk: int
    gathering: Gathering
    date: ToldDate
    code: str


def waiting(row: Occurrence, community: Community, now: datetime) -> Waiting:
    """Reads `gathering` and its `place`. Its community is the room's."""
    row.gathering.community = community
    date = told_date(row.gathering, row, now.astimezone(row.gathering.zone))
    return Waiting(row.pk, row.gathering, date, date_code(row.recurrence_id))


@in_room
def room_dates(request: HttpRequest, community: Community, by: Person) -> HttpResponse:
    """The next two weeks' dates that nobody has confirmed yet, by day."""
    if request.method == "POST":
        return _answered(request, community, by)
    now = timezone.now()
    rows = to_confirm(community, now, DAYS).select_related("gathering__place", "closure")
    found = piece(request, rows.order_by("starts_at", "pk"))
    today = now.astimezone(community.zone).date()
    dates = [waiting(row, community, now) for row in found.rows]
    context = {
        "community": community,
        "found": found,
        "days": [
            (day_name(day, today), list(group))
            for day, group in groupby(dates, lambda one: one.date.starts.date())
        ],
        "said": _said(request, community, now),
    }
    return render(request, "gatherings/room_dates.html", context)


def _answered(request: HttpRequest, community: Community, by: Person) -> HttpResponse:
    """Confirm one date, or take that back; then the list again, as far as it was shown."""
    given = request.POST.get("date", "")
    row = get_object_or_404(
        Occurrence.objects.select_related("gathering__place"),
        pk=int(given) if given.isascii() and given.isdigit() and len(given) < 19 else 0,
        gathering__community=community,
    )
    row.gathering.community = community
    undo = request.POST.get("say") == "undo"
    if undo or (row.ends_at > timezone.now() and row.gathering.ended_at is None):
        say = unsay_date if undo else confirm_date
        say(gathering=row.gathering, recurrence_id=row.recurrence_id, by=by)
    query = request.GET.copy()
    query["said"] = str(row.pk)
    return HttpResponseRedirect(f"{request.path}?{query.urlencode()}")


def _said(request: HttpRequest, community: Community, now: datetime) -> Waiting | None:
    """The date of which something was said just now, as it stands."""
    given = request.GET.get("said", "")
    if not (given.isascii() and given.isdigit() and len(given) < 19):
        return None
    rows = Occurrence.objects.select_related("gathering__place", "closure")
    row = rows.filter(pk=int(given), gathering__community=community).first()
    return waiting(row, community, now) if row else None
