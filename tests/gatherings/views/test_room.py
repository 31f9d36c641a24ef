"""The community room: what needs a hand, and only of one's own community."""

import re
from datetime import date, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from kithway.community.models import Community
from kithway.gatherings.actions import (
    add_gathering,
    cancel_date,
    close,
    confirm_date,
)
from kithway.gatherings.models import Gathering, Source, Subscription
from tests.clock import NOON
from tests.gatherings.views.reading import STOCK, words
from tests.gatherings.views.rooms import NEXT, TONIGHT, aged, more, row

pytestmark = pytest.mark.usefixtures("thursday")
ROOMS = (
    "community-room room-suggestions room-concerns room-pauses room-roles room-history room-pages "
    "room-agreements room-help-lines room-help-line-add room-attendance-now room-rota "
    "room-shift-add room-gathering-add room-places room-place-add room-closures room-close "
    "room-about room-dates room-settings room-gatherings room-coming room-files room-review "
    "room-numbers room-lists room-list-add"
).split()
QUERIES = {
    "": 13,
    "dates/": 4,
    "gatherings/": 5,
    "gatherings/?q=e": 6,
    "gatherings/hearing-voices/": 5,
    "settings/": 2,
}


def test_what_to_call_about_and_why(
    client: Client, emis: str, hearing_voices: Gathering, drumming: Gathering, library: object
) -> None:
    assert "Nothing to call about today." in words(client.get(emis))
    aged(hearing_voices, 130)
    aged(drumming, 80)
    text = words(client.get(emis))
    assert (
        "Hearing Voices group, Springfield no sign of life for 4 months "
        "Drumming circle, Holyoke fades in 11 days" in text
    )
    aged(drumming, 75)
    assert "Drumming circle" not in words(client.get(emis))
    Gathering.objects.filter(pk=drumming.pk).update(missing_since=NOON)
    Gathering.objects.filter(pk=hearing_voices.pk).update(shut_since=NOON)
    text = words(client.get(emis))
    assert "Hearing Voices group, Springfield the place is closed for now" in text
    assert "Drumming circle, Holyoke no longer on the list it came from" in text
    Gathering.objects.update(ended_at=NOON)
    assert "Nothing to call about today." in words(client.get(emis))


def test_what_was_held_once_is_not_called_about(client: Client, emis: str, community: Community):
    once = add_gathering(
        community=community,
        by=None,
        slug="once",
        name="Once",
        mode="online",
        first_day=date(2026, 3, 1),
        start_time=time(10),
    )
    aged(once, 200)
    asked = add_gathering(community=community, by=None, slug="a", name="Ask", mode="appointment")
    aged(asked, 200)
    text = words(client.get(emis))
    assert ["Once" in text, "Ask no sign of life for 6 months" in text] == [False, True]


def test_where_nothing_fades_nothing_is_to_be_called_about(
    client: Client, emis: str, hearing_voices: Gathering
) -> None:
    aged(hearing_voices, 400)
    client.post(f"{emis}settings/", {"days": "0"})
    assert "Nothing to call about today." in words(client.get(emis))


def test_dates_to_confirm_are_counted(
    client: Client, emis: str, hearing_voices: Gathering, drumming: Gathering
) -> None:
    assert "4 dates in the next two weeks that nobody has confirmed yet." in words(client.get(emis))
    confirm_date(gathering=hearing_voices, recurrence_id=TONIGHT, by=None)
    for day in ("2026-11-27", "2026-12-04"):
        cancel_date(gathering=drumming, recurrence_id=f"{day}T19:00", by=None)
    one = "One date in the next two weeks that nobody has confirmed yet."
    assert one in words(client.get(emis))
    confirm_date(gathering=hearing_voices, recurrence_id=NEXT, by=None)
    assert "All dates of the next two weeks are confirmed." in words(client.get(emis))


def test_long_lists_come_in_pieces(client: Client, emis: str, community: Community) -> None:
    more(community, 45)
    text = words(client.get(emis))
    assert text.count("no sign of life") == 8
    assert "Show more 8 of 45" in text
    assert "More 0 " in text
    assert words(client.get(f"{emis}?show=40")).count("no sign of life") == 40
    last = words(client.get(f"{emis}?show=60"))
    assert (last.count("no sign of life"), "Show more" in last) == (45, False)
    for absurd in ("-5", "x", "9" * 30, "9" * 5000, "²"):
        assert client.get(emis, {"show": absurd}).status_code == 200
        assert client.get(f"{emis}dates/", {"show": absurd, "said": absurd}).status_code == 200


def test_lists_that_could_not_be_read_are_counted(
    client: Client, emis: str, community: Community, other_community: Community
) -> None:
    for number, whose in enumerate((community, community, other_community)):
        source = Source.objects.create(community=whose, name=f"https://{number}.example/")
        Subscription.objects.create(source=source, url=source.name, problem="Not found.")
    assert "2 lists could not be read last time." in words(client.get(emis))


@pytest.mark.parametrize("path", list(QUERIES))
def test_as_many_queries_at_one_as_at_many(
    client: Client,
    page: str,
    emis: str,
    path: str,
    community: Community,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    aged(community.gatherings.get(), 300)
    most = QUERIES[path]
    client.get(f"{emis}{path}")
    with django_assert_num_queries(most):
        client.get(f"{emis}{path}")
    more(community, 8)
    with django_assert_num_queries(most):
        client.get(f"{emis}{path}")


def test_dates_by_day_and_confirmed_in_one_tap(
    client: Client, emis: str, hearing_voices: Gathering, drumming: Gathering
) -> None:
    dates = f"{emis}dates/"
    text = words(client.get(dates))
    assert "4 dates in the next two weeks that nobody has confirmed yet." in text
    assert (
        "Today, Thursday 26 November Hearing Voices group 6:00–7:30 pm · Central Library "
        "weekly, not yet confirmed It is on : Hearing Voices group Tomorrow, Friday 27 November "
        "Drumming circle" in text
    )
    for _ in range(2):
        answer = client.post(f"{dates}?show=40", {"date": row().pk})
        assert answer["Location"] == f"{dates}?show=40&said={row().pk}"
        assert (row().status, row().confirmed_by) == ("confirmed", "Emi")
    text = words(client.get(answer["Location"]))
    assert "Hearing Voices group, Tonight, 6:00–7:30 pm: confirmed today by Emi" in text
    assert "3 dates in the next two weeks" in text
    client.post(answer["Location"], {"date": row().pk, "say": "undo"})
    assert row().status == "expected"


def test_closed_days_and_ended_gatherings_need_no_word(
    client: Client, emis: str, hearing_voices: Gathering, drumming: Gathering, emi: object
) -> None:
    close(where=hearing_voices.place, first_day=NOON.date(), last_day=NOON.date(), by=None)
    Gathering.objects.filter(pk=drumming.pk).update(ended_at=NOON)
    text = words(client.get(f"{emis}dates/"))
    assert "One date in the next two weeks that nobody has confirmed yet." in text
    assert "Thursday 3 December" in text


@pytest.mark.parametrize("given", ["", "x", "0", "-1", "9" * 40, "²"])
def test_no_such_date(client: Client, emis: str, hearing_voices: Gathering, given: str) -> None:
    assert client.post(f"{emis}dates/", {"date": given}).status_code == 404


def test_the_first_page_counts_what_the_next_one_lists(
    client: Client, emis: str, community: Community
) -> None:
    more(community, 9)
    said = re.compile(r"\d+ dates in the next two weeks that nobody has confirmed yet\.")
    first, dates = (said.findall(words(client.get(f"{emis}{path}"))) for path in ("", "dates/"))
    assert first == dates == ["18 dates in the next two weeks that nobody has confirmed yet."]


@pytest.mark.parametrize("name", ROOMS)
def test_the_ways_within_the_room_stand_on_each_page(client: Client, emis: str, name: str) -> None:
    html = client.get(reverse(name, args=[emis.split("/")[-2]]), follow=True).content.decode()
    assert "Community room · <strong>Three Rivers</strong></p>" in html
    named = 'aria-label="Community room: Three Rivers"'
    assert f'<nav class="rooms" {named}>\n<a href="{emis}"' in html


def test_the_first_page_leads_on(client: Client, emis: str) -> None:
    """Whatever stands in no bar is one tap from today."""
    html = client.get(emis).content.decode()
    ways = {to for to in re.findall(r'href="([^"]+)"', html) if to.startswith(emis)}
    paths = {to.removeprefix(emis).split("/")[0] for to in ways}
    assert paths >= {"coming", "rota", "attendance", "numbers", "lists", "files", "help-lines"}


def test_a_sign_of_life_is_what_counts_as_one(client: Client, emis: str) -> None:
    text = words(client.get(f"{emis}settings/"))
    for sign in ("put on the list", "something new", "confirms or changes", "confirmed date has"):
        assert sign in text


def test_days_until_a_gathering_fades(client: Client, emis: str, hearing_voices: Gathering):
    settings = f"{emis}settings/"
    aged(hearing_voices, 20)
    assert client.post(settings, {"days": "14"}).status_code == 302
    assert Community.objects.get().confirm_within_days == 14
    assert row().fades_at == NOON - timedelta(days=6)
    assert "Not confirmed for a while" in words(client.get("/gatherings/"))
    for given in ("", "-1", "731", "x"):
        text = words(client.post(settings, {"days": given}))
        assert "Choose a number of days from 0 to 730." in text
        assert STOCK.search(text) is None
    assert Community.objects.get().confirm_within_days == 14
