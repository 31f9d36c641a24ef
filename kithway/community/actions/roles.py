"""Roles: offered, accepted, over at once when taken back; the last coordinator stays."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kithway.community.history import record
from kithway.community.models import Community, Role
from kithway.community.rules import Denied
from kithway.people.access import is_demo_person
from kithway.people.by import By, name_of
from kithway.people.models import Person


@transaction.atomic
def offer_role(*, community: Community, person: Person, kind: str, by: By | None) -> Role:
    """Offer somebody a role; the one that stands already, where there is one. Raises Denied."""
    if is_demo_person(person) and community.demo_since is None:
        raise Denied(_("This is a person of the demo, who can have a role only there."))
    role, made = Role.objects.get_or_create(
        community=community,
        person=person,
        kind=kind,
        ended_at=None,
        defaults={"offered_at": timezone.now(), "offered_by": name_of(by)},
    )
    if made:
        _record(role, by, "role-offered")
    return role


@transaction.atomic
def accept_role(*, role: Role, by: Person) -> Role:
    """Take a role that one was offered. Raises Denied where it is not theirs or no longer there."""
    mine = Role.objects.offered().filter(pk=role.pk, person=by)
    if not mine.update(accepted_at=timezone.now()):
        raise Denied(_("This is no longer offered."))
    role.refresh_from_db()
    _record(role, by, "role-accepted")
    return role


@transaction.atomic
def end_role(*, role: Role, by: By | None) -> Role:
    """Decline, lay down or take back a role: it is over at once. Raises Denied for the last
    coordinator, whoever of two at once is the second."""
    # The community's row stands for its roles: of two who end each other's, one waits here.
    community = Community.objects.select_for_update().get(pk=role.community_id)
    # As it is by now: somebody may have accepted it while we waited.
    role.refresh_from_db(fields=["accepted_at", "ended_at"])
    others = community.roles.held().filter(kind=Role.Kind.COORDINATOR).exclude(pk=role.pk)
    if role.kind == Role.Kind.COORDINATOR and role.accepted_at and not others.exists():
        raise Denied(_("A community needs a coordinator. Let somebody else become one first."))
    open_ = Role.objects.filter(pk=role.pk, ended_at=None)
    if open_.update(ended_at=timezone.now(), ended_by=name_of(by)):
        _record(role, by, "role-ended")
    role.refresh_from_db()
    return role


def _record(role: Role, by: By | None, verb: str) -> None:
    kind = {"kind": role.kind}
    record(community=role.community, by=by, verb=verb, row=role, name=role.person.name, after=kind)
