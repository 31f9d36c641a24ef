"""A month of one community, as a grid; in large print, as a list."""

from calendar import Calendar, monthrange
from collections import defaultdict
from dataclasses import replace
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from kithway.gatherings.models import PrintSheet
from kithway.gatherings.paper.shapes import Cell, Line, Month
from kithway.gatherings.paper.telling import Date, by_day, dates_told, head, left_words
from kithway.gatherings.paper.week import more_words
from kithway.gatherings.wording import plain_day

# In a cell of the grid.
LETTERS = 40
SUNDAY_FIRST = frozenset({"US", "CA", "MX"})


def month(sheet: PrintSheet) -> Month:
    community, first = sheet.community, sheet.first_day
    dates, more = dates_told(community, first, monthrange(first.year, first.month)[1])
    today = timezone.now().astimezone(community.zone).date()
    weeks = _weeks(first, today, sunday_first=community.country in SUNDAY_FIRST)
    return Month(
        head=head(
            community,
            title=_("Gatherings of %(name)s") % {"name": community.name},
            dates=capfirst(_month_words(first)),
            path=reverse("community", args=[community.slug]),
        ),
        weekdays=[capfirst(str(WEEKDAYS[day.weekday()])) for day in weeks[0]],
        weeks=_grid(weeks, dates, first, today),
        days=by_day(dates, today),
        nothing="" if dates else _("Nothing is planned in this month."),
        more=more_words() if more else "",
    )


def _month_words(first: date) -> str:
    # Translators: `month_number` may stand in place of `month`.
    words = {"month": MONTHS[first.month], "month_number": first.month, "year": first.year}
    return _("%(month)s %(year)s") % words


def _weeks(first: date, today: date, *, sunday_first: bool) -> list[list[date]]:
    """The weeks of a month that are not over yet: all of them, where the month is."""
    weeks = Calendar(6 if sunday_first else 0).monthdatescalendar(first.year, first.month)
    return [week for week in weeks if week[-1] >= today] or weeks


def _grid(weeks: list[list[date]], dates: list[Date], first: date, today: date) -> list[list[Cell]]:
    on: dict[date, list[Line]] = defaultdict(list)
    for each in dates:
        on[each.day].append(each.line)
    return [
        [
            _cell(day, on[day], today) if day.month == first.month else Cell("", "", [], [])
            for day in week
        ]
        for week in weeks
    ]


def _cell(day: date, lines: list[Line], today: date) -> Cell:
    short = [replace(line, name=Truncator(line.name).chars(LETTERS)) for line in lines]
    more = [left_words(left) for left in range(1, len(lines) + 1)]
    return Cell(str(day.day), capfirst(plain_day(day, today)), short, more)
