"""The invented people who can sign in to the demo: their roles, and what they hold."""

from datetime import datetime

from django.contrib.auth.hashers import make_password

from kithway.community.actions import accept_role, offer_role
from kithway.community.models import Agreement, Community, CommunityPage, Role
from kithway.demo.words import people as words
from kithway.gatherings.models import Gathering, Holder
from kithway.people.models import Person, Stewardship


def write_people(communities: list[Community], now: datetime) -> list[list[Person]]:
    """The people of each community, with the roles that they accepted there."""
    # Hashed once: nobody's secret hangs on it, and each hash takes a while.
    password = make_password(words.PASSWORD)
    people = [
        [_person(name, kind, community, password, now) for name, kind in theirs]
        for community, theirs in zip(communities, words.PEOPLE, strict=True)
    ]
    steward = Person.objects.create(name=words.STEWARD, password=password, demo_since=now)
    Stewardship.objects.create(person=steward, made_at=now)
    # The actions write the hour that it is; the demo has one of its own.
    Role.objects.filter(community__in=communities).update(offered_at=now, accepted_at=now)
    for community, theirs in zip(communities, people, strict=True):
        _hold(community, theirs, now)
        _agree(community, theirs[0], now)
    for community, theirs in list(zip(communities, people, strict=True))[:-1]:
        _answer(community, theirs[0], now)
    return people


def _person(name: str, kind: str, community: Community, password: str, now: datetime) -> Person:
    person = Person.objects.create(name=name, password=password, demo_since=now)
    role = offer_role(community=community, person=person, kind=kind, by=None)
    accept_role(role=role, by=person)
    return person


def _hold(community: Community, people: list[Person], now: datetime) -> None:
    """A facilitator who is named as holding a gathering holds it."""
    roles = Role.objects.filter(community=community, kind=Role.Kind.FACILITATOR)
    held = set(roles.values_list("person", flat=True))
    by_name = {person.name: person for person in people if person.pk in held}
    Holder.objects.bulk_create(
        Holder(gathering=gathering, person=by_name[name], since=now)
        for gathering in Gathering.objects.filter(community=community).order_by("pk")
        for name in gathering.facilitators.split(" and ")
        if name in by_name
    )


def _agree(community: Community, by: Person, now: datetime) -> None:
    Agreement.objects.bulk_create(
        Agreement(
            community=community, text=text, agreed_on=now.date(), made_at=now, made_by=by.name
        )
        for text in words.AGREEMENTS
    )


def _answer(community: Community, by: Person, now: datetime) -> None:
    CommunityPage.objects.bulk_create(
        CommunityPage(
            community=community, kind=kind, answers=answers, changed_at=now, changed_by=by.name
        )
        for kind, answers in words.PAGES.items()
    )
