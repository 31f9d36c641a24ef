"""The rota in the room: a week at a time, what is done by whom, and what stands open."""

from datetime import date, datetime, time, timedelta
from itertools import groupby
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from kithway.community.models import Community
from kithway.community.room import in_room
from kithway.community.rules import Denied
from kithway.gatherings.actions import add_shift, add_shifts_at, cancel_shift, give_shift
from kithway.gatherings.models import Shift
from kithway.gatherings.rota_forms import AtDatesForm, AtTimeForm, GiveForm, people_of
from kithway.gatherings.views.shifts import told_shift
from kithway.gatherings.wording import day_name
from kithway.people.models import Person
from kithway.ui.days import dated, day_and_month

WEEK = timedelta(days=7)


@in_room
def room_rota(request: HttpRequest, community: Community, by: Person) -> HttpResponse:
    """The shifts of a week, by day."""
    today = timezone.now().astimezone(community.zone).date()
    first = _monday(request.GET.get("week", ""), today)
    since = datetime.combine(first, time(), community.zone)
    rows = community.shifts.standing().starting(
        since, datetime.combine(first + WEEK, time(), community.zone)
    )
    rows = rows.select_related("person", "community", "gathering__place", "gathering__community")
    shifts = [told_shift(row) for row in rows.order_by("starts_at", "kind", "pk")]
    context = {
        "community": community,
        "days": [
            (day_name(day, today), list(group))
            for day, group in groupby(shifts, lambda shift: shift.starts.date())
        ],
        "week": day_and_month(first) if first.year == today.year else dated(first),
        "before": f"?week={first - WEEK}",
        "after": f"?week={first + WEEK}",
    }
    return render(request, "gatherings/room_rota.html", context)


def _monday(given: str, today: date) -> date:
    """The first day of the week that was asked for, else of this one."""
    try:
        day = date.fromisoformat(given)
    except ValueError:
        day = today
    day = day if abs((day - today).days) < 3 * 366 else today
    return day - timedelta(days=day.weekday())


@in_room
def room_shift_add(request: HttpRequest, community: Community, by: Person) -> HttpResponse:
    """A shift at the next dates of a gathering, or at any other time."""
    people = people_of(community)
    gatherings = community.gatherings.filter(ended_at=None, first_day__isnull=False)
    gatherings = gatherings.select_related("place").order_by("name", "pk")
    which = request.POST.get("say")
    at = AtDatesForm(people, gatherings, request.POST if which == "at" else None)
    on = AtTimeForm(people, request.POST if which == "on" else None)
    if at.is_bound and at.is_valid():
        day = _added_at(at, by)
    elif on.is_bound and on.is_valid():
        day = _added_on(on, community, by)
    else:
        day = None
    if day:
        return HttpResponseRedirect(f"{reverse('room-rota', args=[community.slug])}?week={day}")
    context = {"community": community, "at": at, "on": on}
    return render(request, "gatherings/room_shift_add.html", context)


def _added_at(form: AtDatesForm, by: Person) -> date | None:
    """The first day on which one was added; None where the form now says why not."""
    said = form.cleaned_data
    gathering = form.gatherings[said["gathering"]]
    coming = gathering.occurrences.filter(
        starts_at__gt=timezone.now(), cancelled_at=None, closure=None
    )
    dates = list(coming.order_by("starts_at", "pk")[: said["dates"]])
    try:
        add_shifts_at(
            gathering=gathering,
            kind=said["kind"],
            dates=dates,
            before=said["before"],
            about=said["about"],
            person=form.chosen,
            by=by,
        )
    except Denied as denied:
        form.add_error("person", str(denied))
        return None
    first = dates[0].starts_at if dates else timezone.now()
    return first.astimezone(gathering.zone).date()


def _added_on(form: AtTimeForm, community: Community, by: Person) -> date | None:
    starts_at = form.starts_at(community)
    try:
        add_shift(
            community=community,
            kind=form.cleaned_data["kind"],
            starts_at=starts_at,
            ends_at=starts_at + form.lasts,
            about=form.cleaned_data["about"],
            person=form.chosen,
            by=by,
        )
    except Denied as denied:
        form.add_error("person", str(denied))
        return None
    except ValidationError as refused:
        form.add_error(None, refused)
        return None
    return starts_at.date()


@in_room
def room_shift(request: HttpRequest, community: Community, by: Person, pk: UUID) -> HttpResponse:
    """Give a shift to somebody, leave it open, or take it off."""
    rows = community.shifts.standing().select_related(
        "person", "community", "gathering__place", "gathering__community"
    )
    shift = get_object_or_404(rows, pk=pk)
    gives = request.POST.get("say") == "give"
    now = {"person": str(shift.person_id or "")}
    form = GiveForm(people_of(community), request.POST if gives else None, initial=now)
    if request.method == "POST":
        if request.POST.get("say") == "cancel":
            cancel_shift(shift=shift, by=by)
            return redirect("room-rota", community.slug)
        if gives and form.is_valid() and _given(form, shift, by):
            return HttpResponseRedirect(request.path)
    context = {"community": community, "shift": told_shift(shift), "form": form}
    return render(request, "gatherings/room_shift.html", context)


def _given(form: GiveForm, shift: Shift, by: Person) -> bool:
    try:
        give_shift(shift=shift, to=form.chosen, by=by)
    except Denied as denied:
        form.add_error("person", str(denied))
        return False
    return True
