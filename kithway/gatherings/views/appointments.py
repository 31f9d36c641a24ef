from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kithway.gatherings.finding.undated import undated
from kithway.ui.access import anyone


@anyone
def appointments(request: HttpRequest) -> HttpResponse:
    """What is held by appointment: it has no date, so the finder of dates cannot list it."""
    return render(request, "gatherings/appointments.html", {"found": undated()})
