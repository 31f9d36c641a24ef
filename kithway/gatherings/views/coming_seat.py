"""Taking somebody off the list of a date: asked once more first, by whoever answers for it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from kithway.community.models import Community
from kithway.community.room import in_room
from kithway.gatherings.coming.cancelling import cancel_for
from kithway.gatherings.date_code import read_date_code
from kithway.gatherings.models import Seat
from kithway.gatherings.views.holding import find_mine
from kithway.gatherings.views.room_gathering import find_in_room
from kithway.gatherings.views.saying import Saying, saying
from kithway.people.access import signed_in_strongly
from kithway.people.models import Person


@in_room
def room_coming_seat(
    request: HttpRequest, community: Community, by: Person, slug: str, date: str, pk: UUID
) -> HttpResponse:
    gathering, start = find_in_room(community, slug), read_date_code(date)
    page = saying(gathering, start) if start else None
    if page is None:
        raise Http404
    back = reverse("room-coming-date", args=[community.slug, slug, date])
    return _asked(request, page, pk, by, back, community)


@signed_in_strongly
def holding_seat(request: HttpRequest, slug: str, date: str, pk: UUID, by: Person) -> HttpResponse:
    page = find_mine(slug, date, by)
    return _asked(request, page, pk, by, reverse("holding-date", args=[slug, date]))


def _asked(
    request: HttpRequest,
    page: Saying,
    pk: UUID,
    by: Person,
    back: str,
    community: Community | None = None,
) -> HttpResponse:
    """`community`: whose room it is in; there, every date of theirs can be cancelled too."""
    rows = page.gathering.seats.select_related("booking")
    seat = get_object_or_404(rows, pk=pk, recurrence_id=page.row.recurrence_id)
    seat.gathering = seat.booking.gathering = page.gathering
    if seat.state != Seat.State.KEPT or page.begun:
        # Done before, or too late; and who waits is named to nobody.
        return HttpResponseRedirect(back)
    whole = bool(community) and not seat.booking.recurrence_id
    if request.method == "POST":
        cancel_for(seat=seat, every=whole and request.POST.get("say") == "every", by=by)
        return HttpResponseRedirect(back)
    frame = "community/room/frame.html" if community else "ui/page.html"
    context = {"page": page, "seat": seat, "whole": whole, "back": back}
    return render(
        request, "gatherings/coming_seat.html", context | {"frame": frame, "community": community}
    )
