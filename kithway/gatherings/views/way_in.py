"""The way in, for somebody who says they are coming. Nothing is kept and nobody is told."""

import base64
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kithway.gatherings.models import Gathering, Occurrence
from kithway.gatherings.showing import Reader
from kithway.gatherings.views.dates import dates_meant
from kithway.gatherings.views.told import Told, find_gathering, told_date
from kithway.ui.access import anyone_asks


# No CSRF token: the form changes nothing, and a token would need a cookie on a public page.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@anyone_asks
def way_in(request: HttpRequest, slug: str, date: str = "") -> HttpResponse:
    """GET asks, POST shows: a program that only follows links never sees an address."""
    gathering = find_gathering(slug)
    now = timezone.now().astimezone(gathering.zone)
    row = _date(gathering, date, now)
    told_for = told_date(gathering, row, now) if row else None
    if told_for and gathering.capacity is not None:
        # Where places are kept, the way in is told to who has one.
        return HttpResponseRedirect(f"{told_for.url}coming/")
    is_open = told_for.held if told_for else gathering.ended_at is None
    coming = request.method == "POST" and is_open and not (told_for and told_for.over)
    told = Told(gathering, Reader.COMING if coming else Reader.ANYONE, told_for)
    context = {"gathering": gathering, "told": told, "date": told_for, "is_open": is_open}
    if coming:
        context["photo"] = photo_within(told)
    page = "gatherings/way_in.html" if coming else "gatherings/way_in_ask.html"
    response = render(request, page, context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _date(gathering: Gathering, code: str, now: datetime) -> Occurrence | None:
    """The date meant; None for a gathering that has none, by appointment. Raises Http404."""
    if not code:
        if gathering.first_day:
            raise Http404
        return None
    rows = dates_meant(gathering, code, now)
    if len(rows) != 1:
        raise Http404
    return rows[0]


def photo_within(told: Told) -> str:
    """The photo within the page itself: an address of its own would show it to whoever has that."""
    place = told.place
    if place is None or not told.shown.photo:
        return ""
    try:
        with place.photo.open("rb") as file:
            return "data:image/webp;base64," + base64.b64encode(file.read()).decode()
    except OSError:
        return ""
