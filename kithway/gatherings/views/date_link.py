from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from kithway.gatherings.models import DateLink
from kithway.gatherings.views.saying import saying
from kithway.ui.access import private_link


@private_link
def date_link(request: HttpRequest, token: str) -> HttpResponse:
    """A facilitator says of one date whether it is on. Programs that follow links change nothing,
    since only a button does; whatever opens nothing any more looks the same."""
    link = DateLink.objects.opened_by(token, timezone.now())
    page = saying(link.gathering, link.recurrence_id) if link else None
    if link is None or page is None:
        return render(request, "gatherings/date_link_gone.html", status=404)
    if request.method == "POST" and page.take(request, by=link):
        return HttpResponseRedirect(request.path)
    return render(request, "gatherings/date_link.html", {"page": page, "link": link})
