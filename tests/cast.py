"""The people of every test, each with one fixed meaning.

They have only a name until roles come; a role is then given here and nowhere else.
"""

import pytest

from kithway.people.models import Person

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


def person(name: str) -> Person:
    """One of the cast, made on first use. Nobody else has an account in a test."""
    if name not in CAST:
        raise KeyError(f"{name} is not of the cast: {', '.join(CAST)}")
    found, _ = Person.objects.get_or_create(name=name)
    return found


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
