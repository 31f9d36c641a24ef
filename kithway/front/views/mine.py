from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from kithway.community.actions import accept_role, end_role
from kithway.community.models import Role
from kithway.community.rules import Denied
from kithway.gatherings.views.mine_dates import told_next_dates
from kithway.people.access import is_strong, signed_in, the_session
from kithway.people.models import Person


@signed_in
def mine(request: HttpRequest, by: Person) -> HttpResponse:
    """What is one's own: roles offered and held, the rooms they open, settings."""
    roles = by.roles.filter(ended_at=None).select_related("community__request")
    roles = roles.order_by("offered_at", "pk")
    pauses, now = list(by.pauses.select_related("community")), timezone.now()
    context = {
        "strong": is_strong(the_session(request)),
        "dates": told_next_dates(by),
        "offered": [role for role in roles if role.accepted_at is None],
        "held": [role for role in roles if role.accepted_at],
        "steward": by.stewardships.filter(ended_at=None).exists(),
        "paused": bool(pauses),
        "pauses": [each for each in pauses if each.holds_at(now)],
        "asked": by.requests.filter(answered_at=None).order_by("-asked_at").first(),
    }
    return render(request, "front/mine.html", context)


@signed_in
def my_role(request: HttpRequest, role: int, by: Person) -> HttpResponse:
    """One role: take it, decline it, or lay it down."""
    mine = by.roles.filter(ended_at=None, pk=role).select_related("community").first()
    if mine is None:
        raise Http404
    refused = ""
    if request.method == "POST":
        try:
            _answer(mine, request.POST.get("answer", ""), by)
            return HttpResponseRedirect(reverse("mine"))
        except Denied as why:
            refused = str(why)
    return render(request, "front/my_role.html", {"role": mine, "refused": refused})


def _answer(role: Role, answer: str, by: Person) -> None:
    if answer == "accept":
        accept_role(role=role, by=by)
    elif answer == "end":
        end_role(role=role, by=by)
