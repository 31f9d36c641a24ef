from contextlib import suppress

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kithway.community.actions import answer_request
from kithway.community.forms import AnswerForm
from kithway.community.models import Community, CommunityRequest, Role
from kithway.community.rules import Denied
from kithway.community.steward import stewards_only
from kithway.people.models import Person, Stewardship

MOST = 200


@stewards_only
def steward(request: HttpRequest, by: Person) -> HttpResponse:
    """Who asks for a community, which there are, who coordinates them; no private row."""
    coordinators = Role.objects.held().filter(kind=Role.Kind.COORDINATOR)
    named = Prefetch("roles", coordinators.select_related("person"), to_attr="coordinators")
    context = {
        "requests": _waiting().select_related("person").order_by("asked_at")[:MOST],
        "communities": Community.objects.prefetch_related(named).order_by("name")[:MOST],
        "stewards": Stewardship.objects.filter(ended_at=None).select_related("person"),
    }
    return render(request, "community/steward.html", context)


@stewards_only
def steward_request(request: HttpRequest, by: Person, pk: str) -> HttpResponse:
    """One that waits: yes or no, with a word."""
    asked = get_object_or_404(_waiting().select_related("person"), pk=pk)
    form = AnswerForm(request.POST or None)
    say = request.POST.get("say")
    if say in {"yes", "no"} and form.is_valid():
        # Where another steward was first, the list says so.
        with suppress(Denied):
            answer_request(request=asked, yes=say == "yes", word=form.cleaned_data["word"], by=by)
        return redirect("steward")
    return render(request, "community/steward_request.html", {"asked": asked, "form": form})


def _waiting() -> QuerySet[CommunityRequest]:
    return CommunityRequest.objects.filter(answered_at=None)
