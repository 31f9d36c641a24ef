"""Who may read what was said to a community, and its words once they may."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.utils import timezone

from kithway.community.models import Community, Concern, Pause, Role, Suggestion
from kithway.consent.actions import COORDINATES, as_owner, for_role
from kithway.gatherings.models import Booking, Gathering, Holder, Shift
from kithway.people.models import Person
from kithway.people.models.person import name_key
from kithway.vault.kept import open_kept

# Who held a gathering so lately may be whom it is about, though they hold it no more.
LATELY = timedelta(days=90)


def suggestion_words(suggestion: Suggestion, by: Person) -> str:
    """Its words, for a coordinator; a receipt is written first."""
    at = suggestion.at
    access = for_role(reader=by, owner=at.owner, scope=at.scope, because=COORDINATES)
    return open_kept(suggestion.content or b"", at=at, access=access)


def readers(community: Community, gathering: Gathering | None) -> list[Person]:
    """The coordinators who may be told what went wrong: none who holds that gathering."""
    held = community.roles.held().filter(kind=Role.Kind.COORDINATOR)
    if gathering:
        for theirs in _holdings(timezone.now() - LATELY):
            held = held.exclude(
                Exists(theirs.filter(gathering=gathering, person=OuterRef("person")))
            )
    return list(Person.objects.filter(pk__in=held.values("person")).order_by("name"))


def concerns_for(person: Person, community: Community) -> QuerySet[Concern]:
    """Those that this coordinator may know of. One that was told to somebody who coordinates no
    longer is for the others."""
    still = community.roles.held().filter(kind=Role.Kind.COORDINATOR).values("person")
    mine = Q(to=None) | Q(to=person) | ~Q(to__in=still)
    found = community.concerns.filter(mine)
    for theirs in _holdings(OuterRef("made_at") - LATELY):
        of_it = {"gathering__community": community, "gathering__slug": OuterRef("gathering_slug")}
        found = found.exclude(Exists(theirs.filter(person=person, **of_it)))
    return found


def concern_words(concern: Concern, by: Person) -> dict[str, str]:
    """`words`, and `reach`: how to reach whoever told it. A receipt is written first."""
    at = concern.at
    access = for_role(reader=by, owner=at.owner, scope=at.scope, because=COORDINATES)
    return _said(open_kept(concern.content or b"", at=at, access=access))


def _said(text: str) -> dict[str, str]:
    """What `tell_concern` wrote. Whatever else stands there is somebody's words all the same: it
    is shown as it is, for a concern must not get lost behind an error."""
    try:
        said = json.loads(text)
    except ValueError:
        said = None
    found = said if isinstance(said, dict) and "words" in said else {"words": text}
    return {name: str(found.get(name) or "") for name in ("words", "reach")}


def known_here(community: Community, name: str) -> Person | None:
    """Somebody of that name who has or had a role here, or kept a place; nobody else is found."""
    kept = Booking.objects.filter(gathering__community=community).values("person")
    known = Q(pk__in=community.roles.values("person")) | Q(pk__in=kept)
    return Person.objects.filter(known, name_key=name_key(name)).first()


def pause_words(pause: Pause, by: Person) -> dict[str, str]:
    """What was sealed of a pause: `because`, `appeal`, `answer`; '' for what there is not.

    The person reads their own; a coordinator's reading leaves a receipt.
    """
    if pause.person_id == by.pk:
        access = as_owner(by, scope="pauses")
    else:
        access = for_role(reader=by, owner=pause.person_id, scope="pauses", because=COORDINATES)
    sealed = {name: getattr(pause, name) for name in ("because", "appeal", "answer")}
    return {
        name: open_kept(value, at=pause.at(name), access=access) if value else ""
        for name, value in sealed.items()
    }


def _holdings(since: datetime | Combinable) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """Who held a gathering at any time since then, or one date of it: ending that opens nothing."""
    dates = Shift.objects.taken().filter(kind=Shift.Kind.HOLD, ends_at__gt=since)
    return Holder.objects.filter(Q(ended_at=None) | Q(ended_at__gt=since)), dates
