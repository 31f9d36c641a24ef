from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kithway.community.models import CoordinatorLink
from kithway.community.room import in_room


@in_room
def community_room(request: HttpRequest, link: CoordinatorLink) -> HttpResponse:
    """The first page of the community room: what needs a hand, and where everything is."""
    return render(request, "front/community_room.html", {"link": link})
