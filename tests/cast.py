"""The people of every test, each with one fixed meaning. A role is given here and nowhere else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kithway.community.actions import accept_role, offer_role
from kithway.community.models import Community, Role
from kithway.people.models import Person
from kithway.people.sessions import COOKIE, open_session

CAST = {
    "Ana": "owner of what is private",
    "Ben": "Ana's peer supporter",
    "Chidi": "Ana's ally: family or friend",
    "Dara": "facilitator",
    "Emi": "coordinator",
    "Femi": "steward",
    "Gus": "evaluator",
    "Hana": "stranger",
    "Ivo": "a minor",
    "Jo": "coordinator of another community",
}

PASSWORD = "seven small boats"


def person(name: str) -> Person:
    """One of the cast, made on first use. Nobody else has an account in a test."""
    if name not in CAST:
        raise KeyError(f"{name} is not of the cast: {', '.join(CAST)}")
    found, _ = Person.objects.get_or_create(name=name)
    return found


def with_password(name: str) -> Person:
    """One of the cast, who can sign in by name and password."""
    found = person(name)
    found.set_password(PASSWORD)
    found.save()
    return found


def sign_in(client: Client, person: Person, *, strong: bool = True) -> Client:
    """The client goes on as this person; `strong`: with two factors given."""
    _, token = open_session(person=person, strong=strong)
    client.cookies[COOKIE] = token
    return client


def age_proof(person: Person, minutes: int) -> None:
    """It is so long ago that the person proved who they are, on each device."""
    person.sessions.update(proved_at=timezone.now() - timedelta(minutes=minutes))


def give_role(person: Person, community: Community, kind: str) -> Role:
    """A role offered by nobody in particular, and accepted."""
    role = offer_role(community=community, person=person, kind=kind, by=None)
    return accept_role(role=role, by=person) if role.accepted_at is None else role


@pytest.fixture
def ana(db: None) -> Person:
    return person("Ana")


@pytest.fixture
def ben(db: None) -> Person:
    return person("Ben")


@pytest.fixture
def chidi(db: None) -> Person:
    return person("Chidi")


@pytest.fixture
def dara(db: None) -> Person:
    return person("Dara")


@pytest.fixture
def emi(db: None) -> Person:
    return person("Emi")


@pytest.fixture
def femi(db: None) -> Person:
    return person("Femi")


@pytest.fixture
def gus(db: None) -> Person:
    return person("Gus")


@pytest.fixture
def hana(db: None) -> Person:
    return person("Hana")


@pytest.fixture
def ivo(db: None) -> Person:
    return person("Ivo")


@pytest.fixture
def jo(db: None) -> Person:
    return person("Jo")


@pytest.fixture
def everyone(db: None) -> dict[str, Person]:
    """The whole cast by name: a private page is tried as each."""
    return {name: person(name) for name in CAST}
