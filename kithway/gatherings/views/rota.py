"""The rota as the people on it see it: what is mine, and what somebody could hold."""

from datetime import timedelta

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from kithway.community.rules import Denied
from kithway.gatherings.actions import (
    ask_someone_else,
    give_minutes,
    keep_shift,
    take_shift,
)
from kithway.gatherings.models import Shift
from kithway.gatherings.rota_forms import MinutesForm, volunteering
from kithway.gatherings.rules import may_take
from kithway.gatherings.views.shifts import told_shift, uuid_of
from kithway.people.access import signed_in
from kithway.people.models import Person

# What is over stays so long, so that its hours can be put right.
PAST = timedelta(days=14)
MOST = 100


@signed_in
def rota(request: HttpRequest, by: Person) -> HttpResponse:
    """Mine and open ones. Whose an open shift was is not told."""
    now, form, wrong = timezone.now(), MinutesForm(), None
    if request.method == "POST":
        shift = get_object_or_404(_mine_or_open(by), pk=uuid_of(request, "shift"))
        if request.POST.get("say") != "minutes":
            return _answered(request, shift, by)
        form = MinutesForm(request.POST)
        if form.is_valid():
            give_minutes(shift=shift, minutes=form.cleaned_data["minutes"], by=by)
            return HttpResponseRedirect(request.path)
        wrong = shift.pk
    mine = Shift.objects.taken().filter(person=by, ends_at__gt=now - PAST)
    told = [told_shift(shift) for shift in _with_all(mine)]
    context = {
        "coming": [shift for shift in told if not shift.over],
        "over": [
            (shift, form if shift.row.pk == wrong else MinutesForm(initial=_known(shift.row)))
            for shift in told
            if shift.over
        ],
        "open": [told_shift(shift) for shift in _with_all(_open_to(by))],
        "volunteers": volunteering(by),
        "refused": request.GET.get("refused") == "1",
    }
    return render(request, "gatherings/rota.html", context)


def _known(shift: Shift) -> dict[str, int]:
    return {"minutes": shift.given}


def _open_to(by: Person) -> QuerySet[Shift]:
    free = Shift.objects.free().filter(may_take(by), ends_at__gt=timezone.now())
    return free.exclude(person=by)


def _mine_or_open(by: Person) -> QuerySet[Shift]:
    """What they can do something with; one that was taken in the meantime is told of, not lost."""
    return Shift.objects.standing().filter(may_take(by)) | Shift.objects.taken().filter(person=by)


def _with_all(shifts: QuerySet[Shift]) -> QuerySet[Shift]:
    rows = shifts.select_related("community", "gathering__place", "gathering__community")
    return rows.order_by("starts_at", "pk")[:MOST]


def _answered(request: HttpRequest, shift: Shift, by: Person) -> HttpResponse:
    say = request.POST.get("say")
    try:
        if say == "take":
            take_shift(shift=shift, by=by)
        elif say == "ask":
            ask_someone_else(shift=shift, by=by)
        elif say == "keep":
            keep_shift(shift=shift, by=by)
    except Denied:
        return HttpResponseRedirect(f"{request.path}?refused=1")
    return redirect("rota")
