from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kithway.ui.access import anyone


@anyone
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "front/privacy.html")
