"""Saying that one comes, where a gathering asks for it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kithway.community.rules import Denied
from kithway.gatherings.actions import date_row
from kithway.gatherings.coming.forms import ComingForm
from kithway.gatherings.coming.keeping import keep_place
from kithway.gatherings.coming.rules import takes_names
from kithway.gatherings.models import Booking, Gathering, Occurrence
from kithway.gatherings.views.dates import dates_meant
from kithway.gatherings.views.told import Told, find_gathering, told_date
from kithway.people.limits import TooOften
from kithway.people.models import Person
from kithway.people.sessions import session_of
from kithway.ui.access import anyone_asks


# No CSRF token: it would need a cookie. Whoever is signed in is so by a cookie that no other site's
# form sends along; whoever is not has nothing that a forged form could touch.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@anyone_asks
def coming(request: HttpRequest, slug: str, date: str) -> HttpResponse:
    """A place is kept, or somebody is met at the door. The form carries the token that its private
    link will have: sent twice, it leads to the same page."""
    gathering = find_gathering(slug)
    now = timezone.now().astimezone(gathering.zone)
    row = _date(gathering, date, now)
    told_for = told_date(gathering, row, now)
    is_open = told_for.held and not told_for.over and row.starts_at > now
    by = _signed_in(request)
    if request.method != "POST":
        form = ComingForm(gathering, initial={"name": by.name} if by else {})
    else:
        form = ComingForm(gathering, request.POST)
        if is_open and form.is_valid() and (booking := _kept(gathering, row, form, by)):
            return HttpResponseRedirect(_page_of(booking, form))
    context = {
        "gathering": gathering,
        "told": Told(gathering, date=told_for),
        "date": told_for,
        "is_open": is_open,
        "full": is_open and told_for.full,
        "form": form,
    }
    status = 429 if form.rests else 200
    response = render(request, "gatherings/coming.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _date(gathering: Gathering, code: str, now: datetime) -> Occurrence:
    """The date meant. Raises Http404, also where one just comes."""
    rows = dates_meant(gathering, code, now) if takes_names(gathering) else []
    if len(rows) != 1:
        raise Http404
    return rows[0]


def _signed_in(request: HttpRequest) -> Person | None:
    session = session_of(request)
    return session.person if session else None


def _kept(
    gathering: Gathering, row: Occurrence, form: ComingForm, by: Person | None
) -> Booking | None:
    """The booking; None where something in the form needs changing, which it then says."""
    token, whole = form.cleaned_data["token"], bool(form.cleaned_data.get("whole"))
    if row.pk is None:
        # So far ahead that it was not made yet.
        row = date_row(gathering, row.recurrence_id)
    date = None if whole else row
    try:
        return keep_place(gathering=gathering, date=date, said=form.said, token=token, by=by)
    except ValidationError as refused:
        form.add_error(None, refused.messages)
    except Denied as refused:
        form.add_error(None, str(refused))
    except TooOften:
        form.rest()
    return None


def _page_of(booking: Booking, form: ComingForm) -> str:
    if booking.person_id:
        return reverse("mine-coming", args=[booking.pk])
    return reverse("kept-place", args=[form.cleaned_data["token"]])
