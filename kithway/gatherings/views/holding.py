"""The pages of who holds gatherings, signed in: their dates, and what to say of one."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from kithway.community.models import Role
from kithway.community.rules import Denied
from kithway.gatherings.actions import accept_date, count_date, decline_date, hand_over
from kithway.gatherings.actions.attending import open_names, seats_to_tick
from kithway.gatherings.actions.how_was_it import month_of, sums
from kithway.gatherings.actions.month import next_month
from kithway.gatherings.coming.who import told_who
from kithway.gatherings.date_code import date_code, read_date_code
from kithway.gatherings.holding_forms import CountForm, PersonForm
from kithway.gatherings.models import Attendance, Gathering, Holder, Occurrence, Seat, Shift
from kithway.gatherings.models.occurrence import OccurrenceQuerySet
from kithway.gatherings.rules import why_may_open
from kithway.gatherings.views.room_dates import Waiting
from kithway.gatherings.views.saying import Saying, saying
from kithway.gatherings.views.shifts import told_shift, uuid_of
from kithway.gatherings.views.told import find_gathering, told_date
from kithway.people.access import signed_in_strongly
from kithway.people.models import Person

# What is over stays so long, so that it can be counted.
PAST, WEEK = timedelta(days=7), timedelta(days=7)
# How far ahead at first, how much further each time, and at most.
WEEKS, MORE_WEEKS, MOST_WEEKS = 2, 6, 60


@signed_in_strongly
def holding(request: HttpRequest, by: Person) -> HttpResponse:
    """The dates of the next two weeks that are theirs, more where that is asked for, and of the
    last one, to be counted."""
    if request.method == "POST":
        return _answered(request, by)
    now = timezone.now()
    weeks = _weeks(request)
    ahead, mine = weeks * WEEK, _dates_of(by)
    rows = list(mine.starting(now - PAST, now + ahead).order_by("starts_at", "pk"))
    coming = coming_at(rows)
    counted = _counted(rows)
    offered = Shift.objects.offered().filter(person=by, ends_at__gt=now)
    taken = Shift.objects.taken().filter(person=by, ends_at__gt=now, starts_at__lt=now + ahead)
    dates = [
        {
            "one": waiting(row),
            "coming": coming.get((row.gathering_id, row.recurrence_id), 0),
            "to_count": row.ends_at <= now
            and row.cancelled_at is None
            and (row.gathering_id, row.recurrence_id) not in counted,
        }
        for row in rows
    ]
    context = {
        "dates": dates,
        "offered": [told_shift(shift) for shift in _with_gathering(offered)],
        "shifts": [told_shift(shift) for shift in _with_gathering(taken)],
        "more": _more_weeks(mine, weeks, now),
    }
    return render(request, "gatherings/holding.html", context)


def _weeks(request: HttpRequest) -> int:
    given = request.GET.get("weeks", "")
    is_number = given.isascii() and given.isdigit() and len(given) < 4
    return min(max(WEEKS, int(given)), MOST_WEEKS) if is_number else WEEKS


def _more_weeks(mine: OccurrenceQuerySet, weeks: int, now: datetime) -> int:
    """How many weeks to ask for next, so that a date more stands there; 0 where there is none."""
    later = mine.starting(now + weeks * WEEK, now + MOST_WEEKS * WEEK).order_by("starts_at")
    following = later.values_list("starts_at", flat=True).first()
    if following is None:
        return 0
    return min(max(weeks + MORE_WEEKS, (following - now) // WEEK + 1), MOST_WEEKS)


def waiting(row: Occurrence) -> Waiting:
    now = timezone.now().astimezone(row.gathering.zone)
    date = told_date(row.gathering, row, now)
    return Waiting(row.pk, row.gathering, date, date_code(row.recurrence_id))


def _dates_of(by: Person) -> OccurrenceQuerySet:
    """Of the gatherings that they hold, and those that they took over."""
    held = Holder.objects.current().filter(person=by)
    facilitated = Role.objects.held().filter(person=by, kind=Role.Kind.FACILITATOR)
    over = Shift.objects.taken().filter(person=by, kind=Shift.Kind.HOLD)
    over = over.filter(
        community__in=facilitated.values("community"), ends_at__gt=timezone.now() - PAST
    )
    wanted = Q(gathering__in=held.values("gathering"))
    for gathering, start in over.values_list("gathering", "recurrence_id"):
        wanted |= Q(gathering=gathering, recurrence_id=start)
    rows = Occurrence.objects.filter(wanted, gathering__ended_at=None)
    return rows.select_related("gathering__community", "gathering__place", "closure")


def coming_at(rows: list[Occurrence]) -> dict[tuple[int, str], int]:
    """How many are coming, with whom they bring, by gathering and recurrence id."""
    kept = Seat.objects.coming().filter(
        gathering__in={row.gathering_id for row in rows},
        recurrence_id__in={row.recurrence_id for row in rows},
    )
    found = kept.order_by().values_list("gathering", "recurrence_id").annotate(all=Sum("size"))
    return {(key, start): number for key, start, number in found}


def _counted(rows: list[Occurrence]) -> set[tuple[int, str]]:
    found = Attendance.objects.filter(
        gathering__in={row.gathering_id for row in rows},
        recurrence_id__in={row.recurrence_id for row in rows},
    )
    return set(found.values_list("gathering", "recurrence_id"))


def _with_gathering(shifts: QuerySet[Shift]) -> QuerySet[Shift]:
    rows = shifts.select_related("community", "gathering__community", "gathering__place")
    return rows.order_by("starts_at", "pk")


def _answered(request: HttpRequest, by: Person) -> HttpResponse:
    """Yes or no to a date that they were asked to hold."""
    shift = get_object_or_404(
        Shift.objects.filter(person=by, kind=Shift.Kind.HOLD), pk=uuid_of(request, "shift")
    )
    try:
        if request.POST.get("say") == "accept":
            accept_date(shift=shift, by=by)
        elif request.POST.get("say") == "decline":
            decline_date(shift=shift, by=by)
    except Denied:
        # Asked no more: the list, as it stands now, says so.
        pass
    return redirect("holding")


@signed_in_strongly
def holding_date(request: HttpRequest, slug: str, date: str, by: Person) -> HttpResponse:
    """One date: is it on, who is coming, who came."""
    page = find_mine(slug, date, by)
    if request.method == "POST" and page.take(request, by=by):
        return HttpResponseRedirect(request.path)
    gathering, row = page.gathering, page.row
    month = month_of(row)
    context = {
        "page": page,
        "date_code": date_code(row.recurrence_id),
        **told_who(
            gathering,
            row.recurrence_id,
            request.GET.get("open", ""),
            reader=by,
            because=why_may_open(by, gathering, row.recurrence_id),
        ),
        "attendance": _attendance(gathering, row),
        "sums": sums([gathering], month, next_month(month)),
        "hold": _held_instead(gathering, row),
    }
    return render(request, "gatherings/holding_date.html", context)


def find_mine(slug: str, date: str, by: Person) -> Saying:
    """A date that is theirs to speak of. Raises Http404 for any other, as for none."""
    gathering, start = find_gathering(slug), read_date_code(date)
    page = saying(gathering, start) if start else None
    if page is None or not why_may_open(by, gathering, page.row.recurrence_id):
        raise Http404
    return page


def _attendance(gathering: Gathering, row: Occurrence) -> Attendance | None:
    found = gathering.attendances.filter(recurrence_id=row.recurrence_id).first()
    if found:
        found.gathering = gathering
    return found


def _held_instead(gathering: Gathering, row: Occurrence) -> Shift | None:
    """Who was asked to hold this date, or holds it."""
    shifts = gathering.shifts.standing().filter(
        kind=Shift.Kind.HOLD, recurrence_id=row.recurrence_id, person__isnull=False
    )
    return shifts.select_related("person").order_by("taken_at", "-made_at").last()


@signed_in_strongly
def holding_hand_over(request: HttpRequest, slug: str, date: str, by: Person) -> HttpResponse:
    """Ask another facilitator of the community to hold this date."""
    page = find_mine(slug, date, by)
    roles = page.gathering.community.roles.held().filter(kind=Role.Kind.FACILITATOR)
    roles = roles.exclude(person=by).select_related("person").order_by("person__name")
    form = PersonForm([role.person for role in roles], request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked: dict[str, Any] = {"recurrence_id": page.row.recurrence_id, "to": form.chosen}
        try:
            hand_over(gathering=page.gathering, by=by, **asked)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            return redirect("holding-date", slug, date)
    context = {"page": page, "form": form, "back": reverse("holding-date", args=[slug, date])}
    return render(request, "gatherings/holding_hand_over.html", context)


@signed_in_strongly
def holding_count(request: HttpRequest, slug: str, date: str, by: Person) -> HttpResponse:
    """How many came, and where the community keeps them, their first names."""
    page = find_mine(slug, date, by)
    gathering, row = page.gathering, page.row
    found = _attendance(gathering, row)
    names = open_names(found, by=by) if found else []
    seats = seats_to_tick(gathering, row.recurrence_id)
    form = CountForm(gathering.community, found, names, seats, request.POST or None)
    if request.method == "POST" and form.is_valid() and _count(form, page, by):
        return redirect("holding-date", slug, date)
    context = {"page": page, "form": form, "back": reverse("holding-date", args=[slug, date])}
    return render(request, "gatherings/holding_count.html", context)


def _count(form: CountForm, page: Saying, by: Person) -> bool:
    """False where the form now says why not."""
    said = form.cleaned_data
    try:
        count_date(
            gathering=page.gathering,
            recurrence_id=page.row.recurrence_id,
            count=said["count"],
            first_time=said["first_time"],
            names=form.first_names,
            came=said.get("came"),
            by=by,
        )
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    return True
