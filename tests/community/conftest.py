"""Whom the rooms of the region belong to."""

import pytest
from django.test import Client

from kithway.community.models import Community, Role
from kithway.people.models import Person
from tests.cast import give_role, sign_in


@pytest.fixture
def emis(client: Client, community: Community, emi: Person) -> Client:
    """Emi, who coordinates Three Rivers, signed in."""
    give_role(emi, community, Role.Kind.COORDINATOR)
    return sign_in(client, emi)


@pytest.fixture
def second(community: Community, gus: Person) -> Client:
    """Gus, who coordinates it with her."""
    give_role(gus, community, Role.Kind.COORDINATOR)
    return sign_in(Client(), gus)


@pytest.fixture
def jos(other_community: Community, jo: Person) -> Client:
    """Jo, who coordinates another community."""
    give_role(jo, other_community, Role.Kind.COORDINATOR)
    return sign_in(Client(), jo)


@pytest.fixture
def hanas(hana: Person) -> Client:
    return sign_in(Client(), hana)
