from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kithway.community.actions import add_agreement, end_agreement
from kithway.community.forms import AgreementForm
from kithway.community.models import Community
from kithway.community.room import in_room
from kithway.people.models import Person

MOST = 200


@in_room
def room_agreements(request: HttpRequest, community: Community, by: Person) -> HttpResponse:
    """What holds, what held once, and a new one."""
    form = AgreementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add_agreement(community=community, by=by, **form.cleaned_data)
        return redirect("room-agreements", community.slug)
    rows = list(community.agreements.order_by("-agreed_on", "-pk")[:MOST])
    context = {
        "community": community,
        "form": form,
        "agreements": [row for row in rows if row.ended_at is None],
        "ended": [row for row in rows if row.ended_at],
    }
    return render(request, "community/room/agreements.html", context)


@in_room
def room_agreement_end(
    request: HttpRequest, community: Community, by: Person, pk: int
) -> HttpResponse:
    agreement = get_object_or_404(community.agreements, pk=pk)
    if request.method == "POST":
        end_agreement(agreement=agreement, by=by)
        return redirect("room-agreements", community.slug)
    context = {"community": community, "agreement": agreement}
    return render(request, "community/room/agreement_end.html", context)
