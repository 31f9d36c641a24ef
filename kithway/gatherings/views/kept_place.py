"""The page of one booking: a guest's by its private link, a person's own once signed in."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render

from kithway.consent.actions import as_guest, as_owner
from kithway.gatherings.models import Booking
from kithway.gatherings.views.coming_page import ComingPage
from kithway.gatherings.views.how_was_it import asked_of
from kithway.people.access import signed_in
from kithway.people.models import Person
from kithway.ui.access import private_link


@private_link
def kept_place(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has the link changes or cancels. Opening it changes nothing."""
    booking = Booking.objects.opened_by(token)
    if booking is None or booking.person_id:
        return render(request, "gatherings/kept_place_gone.html", status=404)
    page = ComingPage(booking, as_guest(booking.pk, scope=booking.at.scope), token)
    return _page(request, page)


@signed_in
def mine_coming(request: HttpRequest, by: Person, pk: UUID) -> HttpResponse:
    rows = by.bookings.select_related("gathering__community", "gathering__place")
    booking = get_object_or_404(rows, pk=pk, forgotten_at=None)
    return _page(request, ComingPage(booking, as_owner(by, scope=booking.at.scope)))


def _page(request: HttpRequest, page: ComingPage) -> HttpResponse:
    if request.method == "POST" and page.take(request.POST):
        return HttpResponseRedirect(request.path)
    context = {"page": page, "asked": asked_of(page.booking, page.token)}
    return render(request, "gatherings/kept_place.html", context)
