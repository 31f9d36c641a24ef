"""Rooms of two communities, and helpers for what stands in them."""

from typing import Any

import pytest
from django.test import Client

from kithway.community.models import Community, Role
from kithway.gatherings.actions import make_date_link
from kithway.gatherings.models import Gathering
from kithway.people.models import Person
from kithway.people.sessions import COOKIE
from tests.cast import give_role, person, sign_in
from tests.gatherings.views.rooms import TONIGHT

COORDINATORS = {"three-rivers": "Emi", "bay-side": "Jo"}


class AsCoordinator(Client):
    """Goes into each room as the one who coordinates it, and anywhere else as nobody."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.tokens: dict[str, str] = {}

    def generic(self, method: str, path: str, *words: Any, **more: Any) -> Any:
        parts = path.split("/")
        name = COORDINATORS.get(parts[2], "") if parts[1] == "community-room" else ""
        self._go_on_as(name)
        return super().generic(method, path, *words, **more)

    def _go_on_as(self, name: str) -> None:
        """Signed in once: a page that is asked for again shows what it costs by itself."""
        self.cookies.clear()
        if name and (token := self.tokens.get(name)):
            self.cookies[COOKIE] = token
        elif name:
            sign_in(self, person(name))
            self.tokens[name] = self.cookies[COOKIE].value


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
