from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from kithway.community.models import Community
from kithway.community.room import in_room
from kithway.gatherings.actions.reviewing import keep_missing, name_term, to_review
from kithway.people.models import Person
from kithway.ui.forms import SHORTER

SHOWN = 100


class TermForm(forms.Form):
    use_required_attribute = False
    name = forms.CharField(
        label=_("What is it called?"),
        max_length=80,
        error_messages={**SHORTER, "required": _("Please write something here.")},
    )


@in_room
def room_review(request: HttpRequest, community: Community, by: Person) -> HttpResponse:
    """What lists brought that a person has to look at."""
    keep = request.POST.get("keep", "").replace("\0", "")
    if keep:
        missing = community.gatherings.exclude(missing_since=None)
        keep_missing(gathering=get_object_or_404(missing, slug=keep[:200]), by=by)
        return redirect(request.path)
    found = to_review(community)
    context = {
        "community": community,
        "missing": found["missing"].order_by("name")[:SHOWN],  # type: ignore[attr-defined]
        "terms": found["terms"].order_by("name")[:SHOWN],  # type: ignore[attr-defined]
        "unplaced": found["unplaced"].order_by("name")[:SHOWN],  # type: ignore[attr-defined]
    }
    return render(request, "gatherings/room/review.html", context)


@in_room
def room_term(request: HttpRequest, community: Community, by: Person, pk: int) -> HttpResponse:
    """What a kind that a list brought is called."""
    term = get_object_or_404(community.terms, pk=pk)
    form = TermForm(request.POST or None, initial={"name": term.name})
    if request.method == "POST" and form.is_valid():
        name_term(term=term, name=form.cleaned_data["name"], by=by)
        return redirect("room-review", community.slug)
    context = {"community": community, "term": term, "form": form}
    return render(request, "gatherings/room/term.html", context)
