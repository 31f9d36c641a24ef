from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from kithway.ui.access import anyone


@anyone
def leave(request: HttpRequest) -> HttpResponse:
    """Where “Leave this page” goes without JavaScript: drops what the browser kept, and away."""
    response = HttpResponseRedirect(settings.LEAVE_TO)
    response["Clear-Site-Data"] = '"cache", "storage"'
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response


@anyone
def leaving(request: HttpRequest) -> HttpResponse:
    return render(request, "front/leaving.html")
