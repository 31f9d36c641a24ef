from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kithway.community.models import Community, CommunityPage
from kithway.community.room import in_room
from kithway.front.first_steps import first_steps
from kithway.front.saying import concerns_for
from kithway.gatherings.calls import DAYS, call, to_call, to_confirm
from kithway.gatherings.models import Occurrence, Subscription
from kithway.gatherings.views.more import piece
from kithway.gatherings.views.room_dates import Waiting, waiting
from kithway.people.models import Person

# Of today's dates so many are shown; the finder has them all.
TODAY = 30
# How many to call about stand there at first: what one person calls in an hour.
CALLS = 8


@in_room
def community_room(request: HttpRequest, community: Community, by: Person) -> HttpResponse:
    """The first page of the community room: what is on today, what needs a hand, and where
    everything is."""
    now = timezone.now()
    found = piece(request, to_call(community, now).select_related("place"), CALLS)
    for gathering in found.rows:
        gathering.community = community
    # A page whose answers were all taken out again counts as not answered.
    answered = {page.kind for page in community.pages.all() if page.answers}
    context = {
        "community": community,
        "steps": first_steps(community, by, answered),
        "if_i_write_open": CommunityPage.Kind.IF_I_WRITE not in answered,
        "found": found,
        "calls": [call(gathering, now) for gathering in found.rows],
        "today": _today(community, now),
        "unconfirmed": to_confirm(community, now, DAYS).count(),
        "lists": _lists_with_problems(community),
        **_waiting(community, by, now),
    }
    return render(request, "front/community_room.html", context)


def _today(community: Community, now: datetime) -> list[Waiting]:
    """What is on until midnight, what began and goes on among it."""
    local = now.astimezone(community.zone)
    midnight = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Occurrence.objects.starting(now - timedelta(days=1), midnight).filter(
        gathering__community=community, gathering__ended_at=None, ends_at__gt=now
    )
    near = rows.select_related("gathering__place", "closure", "own_place")
    return [waiting(row, community, now) for row in near.order_by("starts_at", "pk")[:TODAY]]


def _waiting(community: Community, by: Person, now: datetime) -> dict[str, Any]:
    """How much waits for somebody's hand or eye. A concern is not shown to whom it is about, nor a
    help line to who proposed it."""
    lines = community.help_line_changes.filter(agreed_at=None, ended_at=None)
    shifts = community.shifts.filter(person=None, cancelled_at=None)
    soon = now + timedelta(days=DAYS)
    return {
        "shifts": shifts.filter(ends_at__gt=now, starts_at__lt=soon).count(),
        "suggestions": community.suggestions.filter(answered_at=None).count(),
        "concerns": concerns_for(by, community).filter(settled_at=None).count(),
        "help_lines": lines.exclude(proposed_by=by).exists(),
    }


def _lists_with_problems(community: Community) -> int:
    theirs = Subscription.objects.filter(source__community=community, ended_at=None)
    return theirs.exclude(problem="").count()
