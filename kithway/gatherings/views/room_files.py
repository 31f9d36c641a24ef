"""A file sent, looked at, and brought in; a table asked for and taken away."""

from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kithway.community.models import Community
from kithway.community.room import in_room
from kithway.gatherings.models import RoomFile
from kithway.gatherings.models.room_file import room_files as storage
from kithway.gatherings.room_files import accept_shorter, ask_for_table, bring_in, send_list
from kithway.gatherings.room_files.forms import ListForm, TableForm
from kithway.gatherings.room_files.handling import FAILED
from kithway.gatherings.vocabulary import MODES
from kithway.gatherings.wording import rule_words
from kithway.people.models import Person

SHOWN = 10
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@in_room
def room_files(request: HttpRequest, community: Community, by: Person) -> HttpResponse:
    """Bring a list in, or take a table away."""
    say = request.POST.get("say")
    bringing = ListForm(request.POST, request.FILES) if say == "list" else ListForm()
    taking = TableForm(request.POST) if say == "table" else TableForm()
    one = _sent(bringing, community, by) or _asked(taking, community, by)
    if one:
        return redirect("room-file", community.slug, one.pk)
    context = {
        "community": community,
        "bringing": bringing,
        "taking": taking,
        "files": _mine(community, by).order_by("-asked_at")[:SHOWN],
    }
    return render(request, "gatherings/room/files.html", context)


@in_room
def room_file(request: HttpRequest, community: Community, by: Person, pk: str) -> HttpResponse:
    """What would come in, what would not and why; and then, what came in."""
    one = get_object_or_404(_mine(community, by), pk=pk)
    say = request.POST.get("say")
    if say == "bring-in":
        bring_in(one=one, by=by)
    elif say == "shorter":
        accept_shorter(one=one, by=by)
    if say:
        return redirect(request.path)
    problem = (
        _("We could not do this with the file. Send another.") if one.problem == FAILED else ""
    )
    context = {
        "community": community,
        "one": one,
        "report": one.report,
        "rows": [_row_words(row, community) for row in one.report.get("rows", [])],
        "failed": problem,
    }
    return render(request, "gatherings/room/file.html", context)


def _row_words(row: dict[str, Any], community: Community) -> dict[str, str]:
    """One row of a list: what it is called, when it would be held, and where."""
    today = timezone.now().astimezone(community.zone).date()
    first = date.fromisoformat(row["first_day"]) if row["first_day"] else today
    when = rule_words(
        row["rule"],
        first if row["start"] else None,
        start=time.fromisoformat(row["start"]) if row["start"] else None,
        minutes=row["minutes"],
        extra=row["extra_dates"],
        today=today,
    )
    return {"name": row["name"], "when": when, "where": row["place"] or _mode(row["mode"])}


def _mode(code: str) -> str:
    return "" if code in {"in-person", "appointment"} else str(MODES[code])


@in_room
def room_file_download(
    request: HttpRequest, community: Community, by: Person, pk: str
) -> HttpResponse:
    """A table that was made for whoever asks."""
    tables = _mine(community, by).exclude(kind=RoomFile.Kind.LIST).exclude(done_at=None)
    one = get_object_or_404(tables.exclude(file=""), pk=pk)
    try:
        with storage().open(one.file.name or "") as file:
            response = HttpResponse(file.read(), content_type=TYPES[one.format])
    except FileNotFoundError:
        raise Http404 from None
    response["Content-Disposition"] = f'attachment; filename="{one.kind}.{one.format}"'
    return response


def _mine(community: Community, by: Person) -> QuerySet[RoomFile]:
    return RoomFile.objects.filter(community=community, person=by)


def _sent(form: ListForm, community: Community, by: Person) -> RoomFile | None:
    if not form.is_valid():
        return None
    data, name = form.sent()
    try:
        return send_list(community=community, data=data, name=name, by=by)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


def _asked(form: TableForm, community: Community, by: Person) -> RoomFile | None:
    if not form.is_valid():
        return None
    said = dict(form.cleaned_data)
    try:
        return ask_for_table(community=community, file_format=said.pop("format"), by=by, **said)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None
