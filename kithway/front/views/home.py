from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kithway.front.forms import FindForm
from kithway.front.soon import soon
from kithway.gatherings.vocabulary import PATHWAYS
from kithway.ui.access import anyone

WAYS_IN = [(code, name) for code, name in PATHWAYS.items() if code != "any"]


@anyone
def home(request: HttpRequest) -> HttpResponse:
    context = {"form": FindForm(), "soon": soon(timezone.now()), "ways": WAYS_IN}
    return render(request, "front/home.html", context)
