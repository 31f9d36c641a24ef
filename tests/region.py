"""Two communities, their places and a few gatherings, each for one thing that tests ask about.

The day of every test that names `thursday` is Thursday 26 November 2026, noon in New York.
"""

from datetime import date, datetime, time

import pytest
from django.utils import timezone

from kithway.community.models import Community, Network, Place, ShownTo
from kithway.gatherings.actions import add_gathering
from kithway.gatherings.models import Gathering
from kithway.gatherings.recurrence import weekly
from tests.clock import NOON

THURSDAY, FRIDAY = 3, 4


@pytest.fixture
def thursday(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Hold the clock at NOON. Name it before the gatherings, or in `usefixtures`."""
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    return NOON


@pytest.fixture
def network(db: None) -> Network:
    return Network.objects.create(slug="valley", name="Valley Network")


@pytest.fixture
def community(network: Network) -> Community:
    """The one that most tests are about; Emi coordinates it."""
    return Community.objects.create(
        network=network,
        slug="three-rivers",
        name="Three Rivers",
        timezone="America/New_York",
        country="US",
        region="MA",
        town="Springfield",
        latitude=42.1015,
        longitude=-72.5898,
        contact="hello@three-rivers.example",
    )


@pytest.fixture
def other_community(network: Network) -> Community:
    """Jo's. Three time zones away, so that a mixed-up zone shows."""
    return Community.objects.create(
        network=network,
        slug="bay-side",
        name="Bay Side",
        timezone="America/Los_Angeles",
        country="US",
        region="CA",
        town="Oakland",
        latitude=37.8044,
        longitude=-122.2712,
    )


@pytest.fixture
def library(community: Community) -> Place:
    """Anyone is told its address; step-free, with a lift."""
    place = Place.objects.create(
        slug="central-library",
        name="Central Library",
        address_1="220 State Street",
        city="Springfield",
        region="MA",
        postal_code="01103",
        country="US",
        latitude=42.1037,
        longitude=-72.5858,
        access=["step-free", "lift", "quiet-room"],
        access_notes="The lift is behind the front desk.",
        transport="Bus 4 stops outside.",
        parking="Two marked spaces.",
        door="Side door on Mill Lane, ring ‘Room 2’.",
    )
    place.communities.add(community)
    return place


@pytest.fixture
def quiet_house(community: Community) -> Place:
    """Its address is told to people who say they are coming, and to nobody else."""
    place = Place.objects.create(
        slug="quiet-house",
        name="The Quiet House",
        address_1="17 Hidden Lane",
        city="Holyoke",
        region="MA",
        postal_code="01040",
        country="US",
        latitude=42.2043,
        longitude=-72.6162,
        address_shown_to=ShownTo.COMING,
        door="The green door with the brass fox.",
    )
    place.communities.add(community)
    return place


@pytest.fixture
def hearing_voices(community: Community, library: Place) -> Gathering:
    """Thursdays at six in the evening, in person."""
    return add_gathering(
        community=community,
        by=None,
        slug="hearing-voices",
        name="Hearing Voices group",
        about="For anyone who hears voices or has other unusual experiences.",
        place=library,
        mode="in-person",
        kinds=["hearing-voices", "peer-group"],
        pathways=["mental-health"],
        languages=["en"],
        welcomes=["just-come", "no-need-to-speak"],
        facilitators="Dara and Sam",
        first_visit="Someone meets you at the door.",
        first_day=date(2026, 1, 1),
        start_time=time(18, 0),
        minutes=90,
        rule=weekly(THURSDAY),
    )


@pytest.fixture
def drumming(community: Community, quiet_house: Place) -> Gathering:
    """Fridays at seven, where the address is kept back."""
    return add_gathering(
        community=community,
        by=None,
        slug="drumming-circle",
        name="Drumming circle",
        place=quiet_house,
        mode="in-person",
        kinds=["creative"],
        languages=["en", "es"],
        first_day=date(2026, 1, 2),
        start_time=time(19, 0),
        minutes=60,
        rule=weekly(FRIDAY),
        address_shown_to=ShownTo.COMING,
    )


@pytest.fixture
def online_talk(other_community: Community) -> Gathering:
    """Thursdays at five in the afternoon in Oakland, online; the link is kept back."""
    return add_gathering(
        community=other_community,
        by=None,
        slug="online-talk",
        name="Talk it over",
        mode="online",
        kinds=["mutual-aid"],
        pathways=["any"],
        languages=["en"],
        online_url="https://meet.example/secret-room",
        online_notes="Passcode 4471",
        dial_in="+1 555 0100, code 4471",
        first_day=date(2026, 1, 1),
        start_time=time(17, 0),
        minutes=60,
        rule=weekly(THURSDAY),
    )


def set_up_for_flows() -> None:
    """For `tests.canary_flows`, in a test or on files: a community that keeps first names, and a
    gathering of every evening that takes names."""
    community = Community.objects.create(
        slug="three-rivers", name="Three Rivers", timezone="America/New_York", attendance="names"
    )
    add_gathering(
        community=community,
        by=None,
        slug="pottery",
        name="Pottery",
        mode="in-person",
        languages=["en"],
        first_day=date(2026, 1, 1),
        start_time=time(18, 0),
        minutes=90,
        rule=weekly(*range(7)),
        capacity=9,
        met_by="Dara",
        met_where="By the blue bench",
    )
