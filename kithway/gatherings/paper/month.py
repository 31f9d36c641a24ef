"""A month of one community, as a grid; in large print, as a list."""

from calendar import Calendar
from collections import defaultdict
from dataclasses import replace
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.text import Truncator
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
    weeks = _weeks(first, sunday_first=community.country in SUNDAY_FIRST)
    length = max(day.day for week in weeks for day in week if day.month == first.month)
    dates, more = dates_told(community, first, length)
    today = timezone.now().astimezone(community.zone).date()
    return Month(
        head=head(
            community,
            title=_("Gatherings of %(name)s") % {"name": community.name},
            dates=_("%(month)s %(year)s") % {"month": MONTHS[first.month], "year": first.year},
            path=reverse("community", args=[community.slug]),
        ),
        weekdays=[str(WEEKDAYS[day.weekday()]) for day in weeks[0]],
        weeks=_grid(weeks, dates, first, today),
        days=by_day(dates, today),
        nothing="" if dates else _("Nothing is planned in this month."),
        more=more_words() if more else "",
    )


def _weeks(first: date, *, sunday_first: bool) -> list[list[date]]:
    return Calendar(6 if sunday_first else 0).monthdatescalendar(first.year, first.month)


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
    return Cell(str(day.day), plain_day(day, today), short, more)
