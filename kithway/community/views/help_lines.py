from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kithway.community.actions import agree_help_line, propose_help_line, withdraw_help_line
from kithway.community.actions.help_lines import FIELDS
from kithway.community.forms import HelpLineForm
from kithway.community.models import Community, HelpLine, HelpLineChange, Role
from kithway.community.room import in_room
from kithway.community.rules import Denied
from kithway.people.models import Person

SHOWN = 50


@in_room
def room_help_lines(request: HttpRequest, community: Community, by: Person) -> HttpResponse:
    """The lines that stand, and the changes that wait for a second coordinator."""
    rows = community.help_line_changes.filter(agreed_at=None, ended_at=None)
    rows = rows.select_related("line", "proposed_by").order_by("proposed_at")[:SHOWN]
    held = community.roles.held().filter(kind=Role.Kind.COORDINATOR)
    context = {
        "community": community,
        "lines": community.help_lines.order_by("name", "pk"),
        "changes": [
            {"one": row, "line": said_line(row), "mine": row.proposed_by_id == by.pk}
            for row in rows
        ],
        "alone": held.count() < 2,
    }
    return render(request, "community/room/help_lines.html", context)


@in_room
def room_help_line_add(request: HttpRequest, community: Community, by: Person) -> HttpResponse:
    return _propose(request, community, by, None)


@in_room
def room_help_line(request: HttpRequest, community: Community, by: Person, pk: int) -> HttpResponse:
    """Say how a line shall be, or that it shall go."""
    line = get_object_or_404(community.help_lines, pk=pk)
    if request.method == "POST" and request.POST.get("say") == "away":
        propose_help_line(community=community, line=line, facts={}, by=by)
        return redirect("room-help-lines", community.slug)
    return _propose(request, community, by, line)


@in_room
def room_help_line_change(
    request: HttpRequest, community: Community, by: Person, pk: int
) -> HttpResponse:
    """Agree to a change, or let it be."""
    change = get_object_or_404(community.help_line_changes.select_related("line"), pk=pk)
    if request.POST.get("say") == "withdraw":
        withdraw_help_line(change=change, by=by)
    elif request.POST.get("say") == "agree":
        try:
            agree_help_line(change=change, by=by)
        except Denied as denied:
            context = {"community": community, "denied": str(denied)}
            return render(request, "community/room/denied.html", context, status=403)
    return redirect("room-help-lines", community.slug)


def _propose(
    request: HttpRequest, community: Community, by: Person, line: HelpLine | None
) -> HttpResponse:
    initial = {name: getattr(line, name) for name in FIELDS if name != "checked_on"} if line else {}
    form = HelpLineForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        propose_help_line(community=community, line=line, facts=form.cleaned_data, by=by)
        return redirect("room-help-lines", community.slug)
    context = {"community": community, "form": form, "line": line}
    return render(request, "community/room/help_line.html", context)


def said_line(change: HelpLineChange) -> HelpLine | None:
    """The line as it would be; None where it would go."""
    facts: dict[str, Any] = change.facts
    if not facts:
        return None
    return HelpLine(**{**facts, "checked_on": date.fromisoformat(facts["checked_on"])})
