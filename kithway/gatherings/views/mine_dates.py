"""A person's next dates in words: `gatherings/parts/next_dates.html` with `dates`."""

from django.utils import timezone

from kithway.gatherings.coming.mine import next_dates
from kithway.gatherings.views.coming_page import Line, until_words
from kithway.gatherings.views.told import told_date
from kithway.people.models import Person


def told_next_dates(person: Person) -> list[Line]:
    """What stands on their own page; two queries."""
    now = timezone.now()
    lines = []
    for each in next_dates(person):
        local = now.astimezone(each.row.gathering.zone)
        date = told_date(each.row.gathering, each.row, local)
        lines.append(Line(each.seat, date, until_words(each.seat, local)))
    return lines
