"""Who may keep a place, and where there are places to keep."""

from django.utils.translation import gettext as _

from kithway.community.rules import Denied, is_paused
from kithway.gatherings.models import Gathering
from kithway.people.models import Person


def takes_names(gathering: Gathering) -> bool:
    """Whether one says here that one comes: there are only so many places, or somebody waits at
    the door. Everywhere else people just come."""
    return gathering.capacity is not None or is_met(gathering)


def is_met(gathering: Gathering) -> bool:
    return bool(gathering.met_where or gathering.met_by)


def most_together(gathering: Gathering) -> int:
    """How many one booking may be for: a person and whom they may bring, if there is room."""
    most = 1 + gathering.may_bring
    return most if gathering.capacity is None else max(1, min(most, gathering.capacity))


def check_not_paused(person: Person, gathering: Gathering) -> None:
    """Raises Denied, which says no more than the page about the pause does."""
    if is_paused(person, gathering.community):
        raise Denied(_("You cannot keep a place here at the moment."))
