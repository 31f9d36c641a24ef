from datetime import date, datetime, time

import pytest

from kithway.community.models import Community, Place
from kithway.gatherings.actions import add_gathering
from kithway.gatherings.models import Gathering
from kithway.gatherings.recurrence import weekly

THURSDAY = 3


@pytest.fixture
def pottery(thursday: datetime, community: Community, library: Place) -> Gathering:
    """Thursdays at six in the evening, in a room with three chairs."""
    return add_gathering(
        community=community,
        by=None,
        slug="pottery",
        name="Pottery",
        place=library,
        mode="in-person",
        kinds=["creative"],
        languages=["en"],
        first_day=date(2026, 1, 1),
        start_time=time(18, 0),
        minutes=90,
        rule=weekly(THURSDAY),
        capacity=3,
        may_bring=2,
        whole_series=True,
        met_by="Dara",
        met_where="By the blue bench",
    )
