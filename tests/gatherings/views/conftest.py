"""Rooms of two communities, and helpers for what stands in them."""

import pytest
from django.test import Client

from kithway.community.actions import make_coordinator_link
from kithway.community.models import Community
from kithway.gatherings.actions import make_date_link
from kithway.gatherings.models import Gathering
from kithway.people.models import Person
from tests.gatherings.views.rooms import TONIGHT


def room_of(community: Community, name: str) -> str:
    _, token = make_coordinator_link(community=community, name=name, days=30, by=None)
    return f"/community-room/{token}/"


@pytest.fixture
def emis(community: Community) -> str:
    """The address of Emi's room."""
    return room_of(community, "Emi")


@pytest.fixture
def jos(other_community: Community) -> str:
    return room_of(other_community, "Jo")


@pytest.fixture
def page(emis: str, hearing_voices: Gathering) -> str:
    """Of a gathering, in Emi's room."""
    return f"{emis}gatherings/hearing-voices/"


@pytest.fixture
def token(hearing_voices: Gathering, emi: Person) -> str:
    _, token = make_date_link(gathering=hearing_voices, recurrence_id=TONIGHT, name="Dara", by=emi)
    return token


@pytest.fixture
def date_page(token: str) -> str:
    return f"/dates/{token}/"


@pytest.fixture
def strict() -> Client:
    """A client that sends no form token: these pages set no cookie to hold one."""
    return Client(enforce_csrf_checks=True)
