"""Who may do what at a gathering. Pure questions of rows that are there already."""

from django.db.models import Q

from kithway.community.models import Community, Role
from kithway.community.rules import coordinates, holds
from kithway.consent.actions import COORDINATES, HOLDS
from kithway.gatherings.models import Gathering, Holder, Shift
from kithway.people.models import Person


def facilitates(person: Person, community: Community) -> bool:
    return holds(person, community, Role.Kind.FACILITATOR)


def holds_date(person: Person, gathering: Gathering, recurrence_id: str) -> bool:
    """Whether a date is theirs to speak of: they hold the gathering, or took this date over."""
    if Holder.objects.current().filter(gathering=gathering, person=person).exists():
        return True
    theirs = Shift.objects.taken().filter(kind=Shift.Kind.HOLD, person=person)
    return (
        theirs.filter(gathering=gathering, recurrence_id=recurrence_id).exists()
    ) and facilitates(person, gathering.community)


def why_may_open(person: Person, gathering: Gathering, recurrence_id: str) -> str:
    """Why they may see who came to a date, as a receipt says it; '' where they may not."""
    if holds_date(person, gathering, recurrence_id):
        return HOLDS
    return COORDINATES if coordinates(person, gathering.community) else ""


def may_take(person: Person) -> Q:
    """The shifts that somebody may take: of communities where they have a role, and those of
    holding a gathering only where they are a facilitator."""
    held = Role.objects.held().filter(person=person)
    facilitated = held.filter(kind=Role.Kind.FACILITATOR).values("community")
    return Q(community__in=held.values("community")) & (
        ~Q(kind=Shift.Kind.HOLD) | Q(community__in=facilitated)
    )
