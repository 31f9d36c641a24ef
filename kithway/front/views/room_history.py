from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from kithway.community.history import entry_words
from kithway.community.models import Community, Entry
from kithway.community.room import in_room
from kithway.community.rules import Denied
from kithway.gatherings.actions import can_be_undone, undo
from kithway.gatherings.views.more import piece
from kithway.gatherings.wording import clock_time, day_and_time, plain_day
from kithway.people.models import Person


@dataclass(frozen=True, slots=True)
class Line:
    entry: Entry
    words: str
    when: str
    undoable: bool


@in_room
def room_history(request: HttpRequest, community: Community, by: Person) -> HttpResponse:
    """Who changed what, when; the last change of a thing can be undone."""
    found = piece(request, community.entries.order_by("-at", "-pk"))
    later: set[tuple[str, str]] = set()
    context = {
        "community": community,
        "found": found,
        "lines": [_line(entry, community, later) for entry in found.rows],
    }
    return render(request, "front/room/history.html", context)


def _line(entry: Entry, community: Community, later: set[tuple[str, str]]) -> Line:
    """`later`: the rows that something was done to since; those that are read come newest first."""
    entry.community = community
    row = (entry.model, entry.row)
    last = row not in later
    if entry.undone_at is None:
        later.add(row)
    at = entry.at.astimezone(community.zone)
    today = timezone.now().astimezone(community.zone).date()
    when = day_and_time(plain_day(at.date(), today), clock_time(at))
    return Line(entry, entry_words(entry), when, last and can_be_undone(entry))


@in_room
def room_undo(request: HttpRequest, community: Community, by: Person, pk: str) -> HttpResponse:
    """Asked once more, then undone; or said kindly why not."""
    entry = get_object_or_404(community.entries, pk=pk)
    entry.community = community
    refused = ""
    if request.method == "POST":
        try:
            undo(entry=entry, by=by)
        except Denied as denied:
            refused = str(denied)
        else:
            return redirect("room-history", community.slug)
    line = _line(entry, community, set())
    context = {"community": community, "line": line, "refused": refused}
    return render(request, "front/room/undo.html", context)
