from datetime import date, time

import pytest

from kithway.community.models import Community
from kithway.gatherings.actions import add_gathering
from kithway.gatherings.paper.month import month
from tests.gatherings.paper.making import Kind
from tests.gatherings.paper.test_telling import sheet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]


def test_a_date_stands_in_the_month_of_its_own_clock(community: Community) -> None:
    """At 10 pm of 30 November there it is December here already; a month has it once."""
    clocks = {"timezone": "Pacific/Honolulu", "mode": "online", "minutes": 60, "by": None}
    for slug, day in (("last", date(2026, 11, 30)), ("first", date(2026, 12, 31))):
        add_gathering(
            community=community, slug=slug, name=slug, first_day=day, start_time=time(22), **clocks
        )

    asked = sheet(community, Kind.MONTH)
    told = {}
    for asked.first_day in (date(2026, 11, 1), date(2026, 12, 1)):
        cells = [cell for row in month(asked).weeks for cell in row]
        told[asked.first_day.month] = [(c.number, line.name) for c in cells for line in c.lines]
    assert told == {11: [("30", "last")], 12: [("31", "first")]}
