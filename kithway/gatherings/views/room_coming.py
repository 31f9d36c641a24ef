"""Who is coming, for a community's coordinators."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kithway.community.models import Community
from kithway.community.room import in_room
from kithway.consent.actions import COORDINATES
from kithway.gatherings.coming.who import dates_with_people, told_who
from kithway.gatherings.date_code import date_code, read_date_code
from kithway.gatherings.views.room_gathering import find_in_room
from kithway.gatherings.views.saying import saying
from kithway.gatherings.views.told import told_date
from kithway.people.models import Person


@in_room
def room_coming(request: HttpRequest, community: Community, by: Person) -> HttpResponse:
    """The dates of the next weeks that somebody comes to."""
    found = dates_with_people(community)
    for each in found:
        each.row.gathering.community = community
    now = timezone.now()
    dates = [
        (
            each,
            told_date(each.row.gathering, each.row, now.astimezone(each.row.gathering.zone)),
            date_code(each.row.recurrence_id),
        )
        for each in found
    ]
    context = {"community": community, "dates": dates}
    return render(request, "gatherings/room_coming.html", context)


@in_room
def room_coming_date(
    request: HttpRequest, community: Community, by: Person, slug: str, date: str
) -> HttpResponse:
    """One date. What one of them needs is opened where `?open=` names them, with a receipt."""
    gathering, start = find_in_room(community, slug), read_date_code(date)
    page = saying(gathering, start) if start else None
    if page is None:
        raise Http404
    given, start = request.GET.get("open", ""), page.row.recurrence_id
    who = told_who(gathering, start, given, reader=by, because=COORDINATES)
    context = {"community": community, "page": page, **who}
    return render(request, "gatherings/room_coming_date.html", context)
