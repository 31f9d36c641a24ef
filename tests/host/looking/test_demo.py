import pytest
from django.utils import timezone

from kithway.community.models import Community
from kithway.host.looking.demo import demo
from kithway.people.models import Person, Stewardship
from tests.host.looking import BROKEN, LOOK, OK, states

SINCE = "2026-11-01T00:00Z"
pytestmark = pytest.mark.django_db


def femi() -> None:
    """The demo's steward, as the demo makes one."""
    femi = Person.objects.create(name="Femi", password="!", demo_since=SINCE)
    Stewardship.objects.create(person=femi)


def community(**more: str) -> None:
    Community.objects.create(slug="c", name="C", timezone="UTC", **more)


def test_none_of_the_demo() -> None:
    community()
    Stewardship.objects.create(person=Person.objects.create(name="Femi", password="!"))
    assert (demo().key, demo().state) == ("demo", OK)


def test_the_demo_alone_with_its_steward() -> None:
    community(demo_since=SINCE)
    femi()
    assert demo().state == OK


def test_its_steward_where_a_community_is_real() -> None:
    femi()
    Person.objects.create(name="Ana", password="!")
    assert states(demo()) == [LOOK]
    community()
    assert states(demo()) == [BROKEN]
    # One of the demo, who looks after it no more.
    Stewardship.objects.update(ended_at=timezone.now())
    assert states(demo()) == [LOOK]


def test_its_people_beside_a_real_steward() -> None:
    community()
    Person.objects.create(name="Emi", password="!", demo_since=SINCE)
    Stewardship.objects.create(person=Person.objects.create(name="Femi", password="!"))
    assert demo().state == LOOK
