"""A new room: what to begin with, and what is done; and that a page waits for its answers."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kithway.community.models import Community, Role
from kithway.people.models import Person
from tests.cast import give_role, sign_in
from tests.gatherings.views.reading import words

OPEN = "What happens if I write that I want to die? Not answered yet"
STEPS = re.compile(r'<li><a href="([^"]+)">[^<]+</a>( <span class="tag sure">Done</span>)?</li>')
PATHS = ("new-place/", "new-gathering/", "pages/", "people/")
pytestmark = pytest.mark.usefixtures("thursday")


@pytest.fixture
def hanas(hana: Person) -> Client:
    return sign_in(Client(), hana)


@pytest.fixture
def new(hana: Person) -> Community:
    """As it is when it was just made."""
    made = Community.objects.create(slug="new", name="New", timezone="America/New_York")
    give_role(hana, made, Role.Kind.COORDINATOR)
    return made


def done(client: Client) -> list[bool]:
    """Which of the steps are marked; [] where none are shown."""
    page = client.get("/community-room/new/").content.decode()
    if "First steps" not in page:
        return []
    steps = dict(STEPS.findall(page.split("First steps")[1].split("</section>")[0]))
    assert list(steps) == [f"/community-room/new/{path}" for path in PATHS]
    return [bool(mark) for mark in steps.values()]


def test_each_is_marked_when_it_is_done(
    hanas: Client, new: Community, library, hearing_voices, emi: Person
) -> None:
    assert done(hanas) == [False] * 4
    library.communities.add(new)
    assert done(hanas) == [True, False, False, False]
    type(hearing_voices).objects.update(community=new)
    assert done(hanas) == [True, True, False, False]
    new.pages.create(kind="first_time", answers={"cost": "Nothing."})
    emptied = new.pages.create(kind="if_i_write", answers={})
    assert done(hanas) == [True, True, False, False]
    emptied.answers = {"reads": "Hana, on Mondays."}
    emptied.save()
    assert done(hanas) == [True, True, True, False]
    # One who was asked and has not said yes, and one who holds another role, are no second one.
    Role.objects.create(community=new, person=emi, kind=Role.Kind.COORDINATOR)
    give_role(emi, new, Role.Kind.FACILITATOR)
    assert done(hanas) == [True, True, True, False]
    new.roles.offered().update(accepted_at=new.roles.held()[0].accepted_at)
    assert done(hanas) == []


def test_an_unanswered_page_is_called_to_mind(hanas: Client, new: Community) -> None:
    assert OPEN in words(hanas.get("/community-room/new/"))
    new.pages.create(kind="if_i_write", answers={"reads": "Hana, on Mondays."})
    assert OPEN not in words(hanas.get("/community-room/new/"))


def test_fifteen_queries_at_most(
    hanas: Client, new: Community, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    hanas.get("/community-room/new/")
    with django_assert_max_num_queries(15):
        hanas.get("/community-room/new/")


def test_without_a_gathering_no_date_is_spoken_of(
    hanas: Client, new: Community, hearing_voices
) -> None:
    empty = words(hanas.get("/community-room/new/"))
    assert "All dates of the next two weeks are confirmed." not in empty
    assert 'href="/community-room/new/dates/"' not in empty
    type(hearing_voices).objects.update(community=new)
    assert "Dates to confirm" in words(hanas.get("/community-room/new/"))
