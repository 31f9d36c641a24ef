import time
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from kithway.front.forms import FindForm
from kithway.front.soon import soon
from kithway.gatherings.vocabulary import PATHWAYS
from kithway.ui.access import anyone

WAYS_IN = [(code, name) for code, name in PATHWAYS.items() if code != "any"]


@anyone
def home(request: HttpRequest) -> HttpResponse:
    question = _question(get_language() or "", int(time.monotonic() / 60))
    context = {"question": question, "soon": soon(timezone.now()), "ways": WAYS_IN}
    return render(request, "front/home.html", context)


@lru_cache(maxsize=8)
def _question(language: str, minute: int) -> str:
    """The form as it stands on the page: alike for all, and a third of what the page costs."""
    return render_to_string("front/question.html", {"form": FindForm()})
