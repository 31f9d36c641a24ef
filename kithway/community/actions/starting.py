"""A community begins: at once where all may start one here, else once a steward says yes."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kithway.community.actions.roles import accept_role, offer_role
from kithway.community.geography import gazetteer, locate_town
from kithway.community.letters import bare_letters
from kithway.community.models import Community, CommunityRequest, Role
from kithway.community.rules import Denied
from kithway.people.access import is_demo_person
from kithway.people.by import name_of
from kithway.people.models import Person

MOST_A_DAY = 3


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody says of the community they would start. `country`: ISO code or ''."""

    name: str
    town: str
    timezone: str
    country: str = ""
    contact: str = ""
    about: str = ""


@transaction.atomic
def ask_to_start(*, wish: Wish, by: Person) -> CommunityRequest:
    """Ask for a community; it stands at once where settings say so. Raises ValidationError."""
    now = timezone.now()
    # The person's row stands for their requests: of two at once, one waits here.
    Person.objects.select_for_update().get(pk=by.pk)
    lately = CommunityRequest.objects.filter(person=by, asked_at__gt=now - timedelta(days=1))
    if lately.count() >= MOST_A_DAY:
        raise ValidationError(_("You have asked for several today. Please wait until tomorrow."))
    request = CommunityRequest.objects.create(
        person=by,
        name=wish.name,
        town=wish.town,
        timezone=wish.timezone,
        country=wish.country,
        contact=wish.contact,
        about=wish.about,
        asked_at=now,
    )
    if settings.COMMUNITIES_OPEN or is_demo_person(by):
        _answer(request, yes=True, word="", name="")
    return request


@transaction.atomic
def answer_request(
    *, request: CommunityRequest, yes: bool, word: str = "", by: Person
) -> CommunityRequest:
    """A steward's yes or no. Raises Denied where it was answered already."""
    return _answer(request, yes=yes, word=word, name=name_of(by))


def _answer(request: CommunityRequest, *, yes: bool, word: str, name: str) -> CommunityRequest:
    mine = CommunityRequest.objects.filter(pk=request.pk)
    waiting = mine.filter(answered_at=None)
    if not waiting.update(answered_at=timezone.now(), answered_by=name, answer=word):
        raise Denied(_("This was answered already."))
    community = _start(request) if yes else None
    # What they wrote stands on the community's page now, or is of no more use.
    mine.update(community=community, contact="", about="")
    request.refresh_from_db()
    return request


def _start(request: CommunityRequest) -> Community:
    """The community, with the person as its coordinator: they asked for it, and so accept."""
    town = next(iter(gazetteer().towns(request.town, request.country)), None)
    community = Community.objects.create(
        slug=free_slug(request.name),
        name=request.name,
        town=town.name if town else request.town,
        region=town.region if town else "",
        latitude=town.latitude if town else None,
        longitude=town.longitude if town else None,
        timezone=request.timezone,
        country=request.country,
        contact=request.contact,
        about=request.about,
        demo_since=timezone.now() if is_demo_person(request.person) else None,
    )
    role = offer_role(
        community=community, person=request.person, kind=Role.Kind.COORDINATOR, by=None
    )
    accept_role(role=role, by=request.person)
    return community


def zone_of(town: str, country: str) -> str:
    """The time zone of a town, or '' where nothing is known by that name."""
    found = locate_town(town, country=country)
    return found.timezone if found else ""


def free_slug(name: str) -> str:
    """The name as it stands in an address, or that with the next free number."""
    wish = slugify(bare_letters(name))[:50].strip("-") or "community"
    taken = set(Community.objects.filter(slug__startswith=wish).values_list("slug", flat=True))
    slug, number = wish, 1
    while slug in taken:
        number += 1
        slug = f"{wish}-{number}"
    return slug
