"""Who may do what in a community. Pure questions of rows that are there already."""

from django.db.models import Q
from django.utils import timezone

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


def is_paused(person: Person, community: Community) -> bool:
    """Whether somebody keeps no place and writes nothing there for now."""
    now = timezone.now()
    rows = community.pauses.filter(Q(until=None) | Q(until__gt=now), person=person, ended_at=None)
    paused: bool = rows.exists()
    return paused
