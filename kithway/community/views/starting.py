from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from kithway.community.actions import Wish, ask_to_start
from kithway.community.actions.starting import zone_of
from kithway.community.forms import StartForm
from kithway.people.access import is_strong, signed_in, the_session
from kithway.people.models import Person
from kithway.ui.clock import clock_time

SHOWN = 10


@signed_in
def start(request: HttpRequest, by: Person) -> HttpResponse:
    """Start a community: at once, or by a steward's yes. The clock is said back first."""
    form = StartForm(request.POST or None)
    guessed = ""
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["timezone"]:
            if (response := _asked(form, by)) is not None:
                return response
        else:
            guessed = zone_of(form.cleaned_data["town"], form.cleaned_data["country"])
            form = StartForm({**request.POST.dict(), "timezone": guessed})
            form.is_valid()
    context = {
        "form": form,
        "asks_clock": request.method == "POST" and form.is_valid() and not form.non_field_errors(),
        "guessed": guessed,
        "now_there": _clock(guessed),
        "strong": is_strong(the_session(request)),
        "requests": by.requests.select_related("community").order_by("-asked_at")[:SHOWN],
    }
    return render(request, "community/start.html", context)


@signed_in
def started(request: HttpRequest, by: Person, pk: str) -> HttpResponse:
    """The community that somebody asked for is made; and why its room asks for more now."""
    made = by.requests.exclude(community=None).select_related("community")
    context = {
        "community": get_object_or_404(made, pk=pk).community,
        "strong": is_strong(the_session(request)),
    }
    return render(request, "community/started.html", context)


def _asked(form: StartForm, by: Person) -> HttpResponse | None:
    try:
        asked = ask_to_start(wish=Wish(**form.cleaned_data), by=by)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None
    if asked.community:
        return redirect("started", asked.pk)
    return redirect("start")


def _clock(zone: str) -> str:
    """What the clock there shows now, to know whether the town was understood."""
    return clock_time(timezone.now().astimezone(ZoneInfo(zone))) if zone else ""
