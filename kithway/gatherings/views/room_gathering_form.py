"""A gathering added or changed: asked for, said back with its next dates, and only then saved."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext_lazy

from kithway.community.models import Community
from kithway.community.room import in_room
from kithway.gatherings.actions import (
    add_gathering,
    add_place,
    change_gathering,
    continue_series,
)
from kithway.gatherings.gathering_form import GatheringForm
from kithway.gatherings.importing.slugs import Slugs
from kithway.gatherings.models import Gathering
from kithway.gatherings.planning import Planned
from kithway.gatherings.views.room_gathering import find_in_room
from kithway.gatherings.when_form import DAY_WANTED
from kithway.people.models import Person
from kithway.ui.forms import CHOOSE, in_place_of_all


class ReachForm(forms.Form):
    """A series that runs already, changed: from when on?"""

    use_required_attribute = False
    reach = forms.ChoiceField(
        label=gettext_lazy("From when on?"),
        choices=(
            ("from", gettext_lazy("From a day on: it goes on as another series")),
            ("all", gettext_lazy("All coming dates")),
        ),
        initial="from",
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    from_day = forms.DateField(
        label=gettext_lazy("From which day?"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        required=False,
        error_messages=in_place_of_all(DAY_WANTED),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("reach") == "from" and not said.get("from_day") and not self.errors:
            self.add_error("from_day", DAY_WANTED)
        return said


@in_room
def room_gathering_add(request: HttpRequest, community: Community, by: Person) -> HttpResponse:
    return _asked(request, community, by, None)


@in_room
def room_gathering_change(
    request: HttpRequest, community: Community, by: Person, slug: str
) -> HttpResponse:
    return _asked(request, community, by, find_in_room(community, slug))


def _asked(
    request: HttpRequest, community: Community, by: Person, gathering: Gathering | None
) -> HttpResponse:
    """The form; then what it comes to; then, once that was seen, the gathering."""
    form = GatheringForm(community, gathering, request.POST or None)
    context: dict[str, Any] = {"community": community, "gathering": gathering, "form": form}
    if request.method != "POST" or not form.is_valid() or request.POST.get("say") == "back":
        return render(request, "gatherings/room/gathering_form.html", context)
    planned = Planned(form.candidate, gathering)
    saves = request.POST.get("say") == "save"
    day = planned.next_day
    reach = ReachForm(
        request.POST if saves and planned.moves else None,
        initial={"from_day": day.date() if day else None},
    )
    if saves and (not planned.moves or reach.is_valid()):
        try:
            saved = _save(community, by, planned, form, reach)
        except ValidationError as refused:
            reach.add_error(None, refused.messages)
        else:
            return redirect("room-gathering", community.slug, saved.slug)
    context |= {"planned": planned, "reach": reach}
    return render(request, "gatherings/room/gathering_look.html", context)


@transaction.atomic
def _save(
    community: Community,
    by: Person,
    planned: Planned,
    form: GatheringForm,
    reach: ReachForm,
) -> Gathering:
    gathering, facts = planned.before, form.facts()
    if ticked := form.cleaned_data["leave_out"]:
        facts["left_out"] = planned.left_out(ticked)
    if described := form.new_place_facts():
        facts["place"] = add_place(community=community, by=by, **described)
    if gathering is None:
        return add_gathering(community=community, by=by, slug=_free_slug(facts["name"]), **facts)
    if reach.is_bound and reach.cleaned_data["reach"] == "from":
        # It begins on that day, with its own rule; what it says of days before is the old one's.
        facts.pop("first_day", None)
        day = reach.cleaned_data["from_day"]
        return continue_series(gathering=gathering, from_day=day, by=by, **facts)
    return change_gathering(gathering=gathering, by=by, **_different(gathering, facts))


def _different(gathering: Gathering, facts: dict[str, Any]) -> dict[str, Any]:
    """Only what is not so already: dates are made anew where their time really changed."""
    return {name: value for name, value in facts.items() if getattr(gathering, name) != value}


def _free_slug(name: str) -> str:
    wish = slugify(name)[:70]
    taken = Gathering.objects.filter(slug__startswith=wish or "gathering")
    return Slugs(taken.values_list("slug", flat=True)).free(wish, "gathering")
