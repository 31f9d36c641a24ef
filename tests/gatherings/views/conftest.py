"""Rooms of two communities, and helpers for what stands in them."""

from typing import Any

import pytest
from django.test import Client

from kithway.community.models import Community, Role
from kithway.gatherings.actions import make_date_link
from kithway.gatherings.models import Gathering
from kithway.people.models import Person
from tests.cast import give_role, person, sign_in
from tests.gatherings.views.rooms import TONIGHT

COORDINATORS = {"three-rivers": "Emi", "bay-side": "Jo"}


class AsCoordinator(Client):
    """Goes into each room as the one who coordinates it, and anywhere else as nobody."""

    def generic(self, method: str, path: str, *words: Any, **more: Any) -> Any:
        self.cookies.clear()
        parts = path.split("/")
        if parts[1] == "community-room" and (name := COORDINATORS.get(parts[2])):
            sign_in(self, person(name))
        return super().generic(method, path, *words, **more)


@pytest.fixture
def client() -> Client:
    return AsCoordinator()


def room_of(community: Community, name: str) -> str:
    give_role(person(name), community, Role.Kind.COORDINATOR)
    return f"/community-room/{community.slug}/"


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
