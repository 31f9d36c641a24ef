from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kithway.gatherings.models import Gathering
from kithway.ui.access import anyone

MOST = 200


@anyone
def appointments(request: HttpRequest) -> HttpResponse:
    """What has no set time, and so stands under no day of the finder."""
    found = Gathering.objects.filter(first_day=None, ended_at=None, shut_since=None)
    rows = found.select_related("community").order_by("community__name", "name", "pk")[:MOST]
    return render(request, "gatherings/appointments.html", {"gatherings": rows})
