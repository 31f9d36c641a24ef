from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kithway.community.models import Community
from kithway.community.room import in_room
from kithway.gatherings.calls import DAYS, call, to_call, to_confirm
from kithway.gatherings.models import Subscription
from kithway.gatherings.views.more import piece
from kithway.people.models import Person


@in_room
def community_room(request: HttpRequest, community: Community, by: Person) -> HttpResponse:
    """The first page of the community room: what needs a hand, and where everything is."""
    now = timezone.now()
    found = piece(request, to_call(community, now).select_related("place"))
    for gathering in found.rows:
        gathering.community = community
    context = {
        "community": community,
        "found": found,
        "calls": [call(gathering, now) for gathering in found.rows],
        "unconfirmed": to_confirm(community, now, DAYS).count(),
        "lists": _lists_with_problems(community),
    }
    return render(request, "front/community_room.html", context)


def _lists_with_problems(community: Community) -> int:
    theirs = Subscription.objects.filter(source__community=community, ended_at=None)
    return theirs.exclude(problem="").count()
