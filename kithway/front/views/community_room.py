from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kithway.community.models import CoordinatorLink
from kithway.community.room import in_room
from kithway.gatherings.calls import DAYS, call, to_call, to_confirm
from kithway.gatherings.models import Subscription
from kithway.gatherings.views.more import piece


@in_room
def community_room(request: HttpRequest, link: CoordinatorLink) -> HttpResponse:
    """The first page of the community room: what needs a hand, and where everything is."""
    community, now = link.community, timezone.now()
    found = piece(request, to_call(community, now).select_related("place"))
    for gathering in found.rows:
        gathering.community = community
    context = {
        "link": link,
        "found": found,
        "calls": [call(gathering, now) for gathering in found.rows],
        "unconfirmed": to_confirm(community, now, DAYS).count(),
        "lists": _lists_with_problems(link),
    }
    return render(request, "front/community_room.html", context)


def _lists_with_problems(link: CoordinatorLink) -> int:
    theirs = Subscription.objects.filter(source__community=link.community, ended_at=None)
    return theirs.exclude(problem="").count()
