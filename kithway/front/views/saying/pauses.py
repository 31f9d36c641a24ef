from datetime import datetime, time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kithway.community.actions import answer_appeal, appeal, end_pause, pause_person
from kithway.community.models import Community, Pause, Role
from kithway.community.room import in_room
from kithway.community.rules import Denied, holds
from kithway.front.saying import known_here, pause_words
from kithway.front.saying_forms import PauseForm, WordsForm
from kithway.people.access import signed_in
from kithway.people.models import Person

SHOWN = 100


@signed_in
def pauses(request: HttpRequest, by: Person) -> HttpResponse:
    """One's own, in every community."""
    rows = by.pauses.select_related("community").order_by("-made_at")[:SHOWN]
    return render(request, "front/saying/pauses.html", {"rows": _told(rows)})


@signed_in
def pause(request: HttpRequest, by: Person, pk: str) -> HttpResponse:
    """Why, until when, and a way to say that it is not right."""
    one = get_object_or_404(by.pauses.select_related("community"), pk=pk)
    form = WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            appeal(pause=one, words=form.cleaned_data["words"], by=by)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            return redirect("pause", one.pk)
    context = {
        "one": one,
        "community": one.community,
        "holds": one.holds_at(timezone.now()),
        "said": pause_words(one, by),
        "form": form,
        "another": _others(one),
        "facilitates": holds(one.person, one.community, Role.Kind.FACILITATOR),
    }
    return render(request, "front/saying/pause.html", context)


@in_room
def room_pauses(request: HttpRequest, community: Community, by: Person) -> HttpResponse:
    """Who is paused, and who shall be."""
    form = PauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _paused(form, community, by):
        return redirect("room-pauses", community.slug)
    rows = community.pauses.select_related("person").order_by("-made_at")[:SHOWN]
    context = {"community": community, "rows": _told(rows), "form": form}
    return render(request, "front/saying/room_pauses.html", context)


@in_room
def room_pause(request: HttpRequest, community: Community, by: Person, pk: str) -> HttpResponse:
    """Its reason, and the person's own words: answered by a coordinator who did not pause them."""
    one = get_object_or_404(community.pauses.select_related("person", "made_by"), pk=pk)
    one.community = community
    say = request.POST.get("say")
    form = WordsForm(request.POST if say in {"stays", "ends"} else None)
    if say == "over":
        end_pause(pause=one, by=by)
        return redirect("room-pauses", community.slug)
    if form.is_bound and form.is_valid():
        try:
            answer_appeal(pause=one, words=form.cleaned_data["words"], ends=say == "ends", by=by)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            return redirect("room-pauses", community.slug)
    context = {
        "community": community,
        "one": one,
        "holds": one.holds_at(timezone.now()),
        "said": pause_words(one, by),
        "form": form,
        "may_answer": one.made_by_id != by.pk,
        "another": _others(one),
        "facilitates": holds(one.person, one.community, Role.Kind.FACILITATOR),
    }
    return render(request, "front/saying/room_pause.html", context)


def _told(rows: object) -> list[tuple[Pause, bool]]:
    now = timezone.now()
    return [(row, row.holds_at(now)) for row in rows]  # type: ignore[attr-defined]


def _others(one: Pause) -> bool:
    """Whether there is a coordinator who can answer: one who did not make it."""
    held = one.community.roles.held().filter(kind=Role.Kind.COORDINATOR)
    return bool(held.exclude(person=one.made_by_id).exists())


def _paused(form: PauseForm, community: Community, by: Person) -> bool:
    person = known_here(community, form.cleaned_data["name"])
    if person is None:
        form.add_error("name", _("Nobody of that name has a role here, or kept a place."))
        return False
    # To the end of that day, by the community's clock.
    until = datetime.combine(form.cleaned_data["until"], time.max, community.zone)
    try:
        pause_person(
            community=community,
            person=person,
            because=form.cleaned_data["because"],
            until=until,
            by=by,
        )
    except Denied as denied:
        form.add_error(None, str(denied))
        return False
    return True
