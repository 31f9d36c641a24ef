"""A month of counts from paper: a gathering after the other, each with its dates."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from kithway.community.models import Community
from kithway.community.room import in_room
from kithway.gatherings.actions import count_month
from kithway.gatherings.actions.attending import MOST
from kithway.gatherings.actions.month import dates_of_month, next_month
from kithway.gatherings.models import Attendance, Gathering, Occurrence
from kithway.people.models import Person
from kithway.ui.days import day_and_month

# Dates are kept for long; nobody types in what is older.
FURTHEST = timedelta(days=3 * 366)
# A browser may send so many boxes at once, and 31 dates of each are the most.
ROWS = 25


@dataclass(slots=True)
class Cell:
    """One date: what is typed in its box, what is known of it, what is wrong with it.

    `off`: it was said not to be held. `closed`: its place was; then there is no box.
    """

    row: Occurrence
    day: str
    known: int | None
    off: bool
    closed: bool
    typed: str = ""
    not_held: bool = False
    after_all: bool = False
    error: str = ""

    @property
    def name(self) -> str:
        return f"count-{self.row.pk}"

    def read(self, sent: QueryDict) -> None:
        """Take what was sent, and say what is wrong with it. Empty leaves it as it is."""
        if self.closed:
            return
        self.typed = sent.get(self.name, "").strip()[:20]
        self.not_held = f"off-{self.row.pk}" in sent and not self.off
        self.after_all = f"held-{self.row.pk}" in sent and self.off
        number = self.typed.isascii() and self.typed.isdigit() and len(self.typed) < 6
        if (self.typed or self.after_all) and not (number and int(self.typed) <= MOST):
            self.error = _("Write a whole number, 0 where nobody came.")
        elif self.typed and self.off and not self.after_all:
            self.error = _("It was not held. Tick that it was after all, or leave the box empty.")
        elif self.not_held and self.typed and self.known is None:
            self.error = _("Either write how many came, or say that it was not held.")

    @property
    def count(self) -> int | None:
        """What is to be written; None where nothing new was said."""
        if self.closed or self.error or self.not_held or not self.typed:
            return None
        return None if int(self.typed) == self.known else int(self.typed)


@dataclass(slots=True)
class Line:
    gathering: Gathering
    cells: list[Cell] = field(default_factory=list)

    @property
    def can_be_off(self) -> list[Cell]:
        return [cell for cell in self.cells if not cell.off and not cell.closed]

    @property
    def opened(self) -> bool:
        return any(cell.not_held for cell in self.cells)


@in_room
def room_attendance(
    request: HttpRequest, community: Community, by: Person, month: str = ""
) -> HttpResponse:
    """All dates of a month that have begun; saved all at once, or not at all."""
    today = timezone.now().astimezone(community.zone).date()
    if not month:
        return redirect("room-attendance", community.slug, f"{today:%Y-%m}")
    first = _read(month, today)
    part = _part(request)
    rows = list(_gatherings(community, first)[(part - 1) * ROWS : part * ROWS + 1])
    lines = _lines(community, first, rows[:ROWS])
    if request.method == "POST":
        for cell in (cell for line in lines for cell in line.cells):
            cell.read(request.POST)
        if _saved(community, lines, by):
            further = part + 1 if request.POST.get("say") == "more" else part
            return HttpResponseRedirect(f"{request.path}?part={further}&saved=1")
    context = {
        "community": community,
        "lines": lines,
        "part": part,
        "more": part + 1 if len(rows) > ROWS else 0,
        "saved": request.method != "POST" and "saved" in request.GET,
        "month_words": month_words(first),
        "before": _address(community, first - timedelta(days=1)),
        "after": _address(community, next_month(first)) if next_month(first) <= today else "",
        "wrong": [cell for line in lines for cell in line.cells if cell.error],
    }
    return render(request, "gatherings/room_attendance.html", context)


def _read(month: str, today: date) -> date:
    """`2026-11` as its first day; a month that has not begun has nothing to count."""
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        raise Http404 from None
    if not today - FURTHEST < first <= today:
        raise Http404
    return first


def _address(community: Community, day: date) -> str:
    return reverse("room-attendance", args=[community.slug, f"{day:%Y-%m}"])


def _part(request: HttpRequest) -> int:
    given = request.GET.get("part", "")
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 4 else 1


def month_words(month: date) -> str:
    """'November 2026'."""
    return _("%(month)s %(year)s") % {"month": MONTHS[month.month], "year": month.year}


def _gatherings(community: Community, first: date) -> QuerySet[Gathering]:
    """Those that have a date in this month that began."""
    since = datetime.combine(first, time(), community.zone)
    until = datetime.combine(next_month(first), time(), community.zone)
    begun = Occurrence.objects.filter(gathering=OuterRef("pk"), starts_at__lte=timezone.now())
    rows = community.gatherings.filter(Exists(begun.starting(since, until)))
    return rows.select_related("place").order_by("name", "pk")


def _lines(community: Community, first: date, gatherings: list[Gathering]) -> list[Line]:
    for gathering in gatherings:
        gathering.community = community
    dates = dates_of_month(community, first, gatherings)
    counts = _counts(dates)
    lines = {gathering.pk: Line(gathering) for gathering in gatherings}
    for row in dates:
        off, closed = bool(row.cancelled_at), bool(row.closure_id)
        # What was counted before it was called off counts no more.
        known = None if off else counts.get((row.gathering_id, row.recurrence_id))
        day = day_and_month(row.starts_at.astimezone(row.gathering.zone).date())
        typed = "" if known is None else str(known)
        lines[row.gathering_id].cells.append(Cell(row, day, known, off, closed, typed))
    return [line for line in lines.values() if line.cells]


def _counts(dates: list[Occurrence]) -> dict[tuple[int, str], int]:
    found = Attendance.objects.filter(
        gathering__in={row.gathering_id for row in dates},
        recurrence_id__in={row.recurrence_id for row in dates},
    )
    rows = found.values_list("gathering", "recurrence_id", "count")
    return {(key, start): count for key, start, count in rows}


def _saved(community: Community, lines: list[Line], by: Person) -> bool:
    """Write what was typed, unless a box needs changing."""
    cells = [cell for line in lines for cell in line.cells]
    if any(cell.error for cell in cells):
        return False
    counts = {cell.row: number for cell in cells if (number := cell.count) is not None}
    off = [cell.row for cell in cells if cell.not_held]
    count_month(community=community, counts=counts, not_held=off, by=by)
    return True
