"""Who may do what in a community. Pure questions of rows that are there already."""

from kithway.community.models import Community, Role
from kithway.people.models import Person


class Denied(Exception):
    """It may not be; the message says why, to whoever asked."""


def holds(person: Person, community: Community, *kinds: str) -> bool:
    """Whether somebody has one of these roles there now."""
    held: bool = community.roles.held().filter(person=person, kind__in=kinds).exists()
    return held


def coordinates(person: Person, community: Community) -> bool:
    return holds(person, community, Role.Kind.COORDINATOR)
