from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from kithway.community.models import Community
from kithway.community.room import in_room
from kithway.gatherings.date_code import read_date_code
from kithway.gatherings.views.room_gathering import find_in_room
from kithway.gatherings.views.saying import saying
from kithway.people.models import Person


@in_room
def room_date(
    request: HttpRequest, community: Community, by: Person, slug: str, date: str
) -> HttpResponse:
    """A coordinator says of one date what a facilitator can say by their link."""
    gathering, start = find_in_room(community, slug), read_date_code(date)
    page = saying(gathering, start) if start else None
    if page is None:
        raise Http404
    if request.method == "POST" and page.take(request, by=by):
        return HttpResponseRedirect(request.path)
    return render(
        request, "gatherings/room_date.html", {"page": page, "community": community, "date_code": date}
    )
