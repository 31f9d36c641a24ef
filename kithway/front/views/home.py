from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kithway.front.forms import FindForm
from kithway.gatherings.vocabulary import PATHWAYS
from kithway.ui.access import anyone

WAYS_IN = [(code, name) for code, name in PATHWAYS.items() if code != "any"]


@anyone
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "front/home.html", {"form": FindForm(), "ways": WAYS_IN})
