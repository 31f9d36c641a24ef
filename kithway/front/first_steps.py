"""What a new room begins with, and what of it is done."""

from dataclasses import dataclass

from django.db.models import Exists
from django.urls import reverse
from django.utils.translation import gettext as _

from kithway.community.models import Community, Role
from kithway.people.models import Person


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    to: str
    done: bool


def first_steps(community: Community, by: Person, answered: set[str]) -> list[Step]:
    """Four, until all are done; then none. `answered`: which of the two pages have words.

    One query, whatever there is.
    """
    others = community.roles.held().filter(kind=Role.Kind.COORDINATOR).exclude(person=by)
    found = Community.objects.filter(pk=community.pk).values_list(
        Exists(community.places.all()), Exists(community.gatherings.all()), Exists(others)
    )
    place, gathering, another = found.get()
    named = (
        (_("Add a place"), "room-place-add", place),
        (_("Add a gathering"), "room-gathering-add", gathering),
        (_("Pages in your own words"), "room-pages", len(answered) == 2),
        (_("Find a second coordinator"), "room-roles", another),
    )
    steps = [Step(label, reverse(to, args=[community.slug]), done) for label, to, done in named]
    return [] if all(step.done for step in steps) else steps
