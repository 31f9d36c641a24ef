from datetime import date, time

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from kithway.community.models import Community, HelpLine
from kithway.gatherings.actions import add_gathering
from kithway.gatherings.finding import choices
from kithway.gatherings.models import Gathering
from tests.gatherings.views.reading import words

pytestmark = pytest.mark.usefixtures("thursday")
PAGE = "/communities/three-rivers/"


def test_who_it_is_and_what_is_on(
    client: Client, hearing_voices: Gathering, drumming: Gathering, online_talk: Gathering
) -> None:
    Community.objects.update(about="People of the valley.")
    HelpLine.objects.create(
        community=hearing_voices.community, kind="peer_line", name="Peer line", number="555-0142"
    )
    text = words(client.get(PAGE))
    for said in (
        "Three Rivers Springfield, MA · Valley Network",
        "People of the valley.",
        "Today, Thursday 26 November",
        "6:00 pm to 7:30 pm Hearing Voices group",
        "Tomorrow, Friday 27 November",
        "7:00 pm to 8:00 pm Drumming circle",
        "Reach us hello@three-rivers.example",
        "Peer line · 555-0142",
        "Where we meet Central Library, Springfield The Quiet House, Holyoke",
    ):
        assert said in text
    assert "Talk it over" not in text
    assert f'{"/gatherings/"}?community=three-rivers"' in client.get(PAGE).content.decode()


def test_nothing_on(client: Client, community: Community) -> None:
    assert "Nothing is planned in the coming week." in words(client.get(PAGE))


def test_a_quiet_week_says_when_it_goes_on(client: Client, community: Community) -> None:
    for slug, day in (("tea", date(2026, 12, 28)), ("cake", date(2026, 12, 21))):
        add_gathering(
            community=community, by=None, slug=slug, name=slug.title(), mode="online",
            first_day=day, start_time=time(18), rule="FREQ=MONTHLY;BYMONTHDAY=21,28",
        )  # fmt: skip
    answer = client.get(PAGE)
    text = words(answer)
    assert "Nothing is planned in the coming week. Monday 21 December" in text
    assert "/gatherings/cake/" in answer.content.decode()
    assert "Monday 28 December" not in text


def test_at_most_twenty_dates_and_as_many_queries(
    client: Client, community: Community, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def add(number: int) -> None:
        add_gathering(
            community=community,
            by=None,
            slug=f"tea-{number}",
            name=f"Tea {number}",
            mode="online",
            kinds=["drop-in"],
            first_day=timezone.now().date(),
            start_time=time(12 + number),
            rule="FREQ=DAILY",
        )

    add(0)
    client.get(PAGE)
    choices.facet_names("kind")
    with django_assert_num_queries(QUERIES):
        client.get(PAGE)
    for number in range(1, 6):
        add(number)
    with django_assert_num_queries(QUERIES):
        assert client.get(PAGE).content.decode().count('class="sheet gathering') == 20


QUERIES = 7


@pytest.mark.django_db
def test_all_communities(
    client: Client,
    community: Community,
    other_community: Community,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client.get("/communities/")
    with django_assert_num_queries(1):
        text = words(client.get("/communities/"))
    assert "Bay Side Oakland, CA · Valley Network" in text
    assert "Three Rivers Springfield, MA · Valley Network" in text


@pytest.mark.django_db
def test_none_yet(client: Client) -> None:
    assert "No community has been added here yet." in words(client.get("/communities/"))


@pytest.mark.django_db
def test_unknown_communities_are_not_found(client: Client) -> None:
    assert client.get("/communities/nobody/").status_code == 404


def test_the_day_is_the_communitys_own(client: Client, online_talk: Gathering) -> None:
    """Half past two in the morning of the 27th in UTC is still the 26th in Oakland."""
    assert online_talk.occurrences.earliest("starts_at").starts_at.date() == date(2026, 11, 27)
    text = words(client.get("/communities/bay-side/"))
    assert "Today, Thursday 26 November 5:00 pm to 6:00 pm Talk it over" in text
