"""Start a community: at once, or by a steward's yes; the town's clock is said back first."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kithway.community.actions.starting import free_slug
from kithway.community.models import Community, CommunityRequest, Role
from kithway.people.models import Person, Stewardship
from tests.cast import sign_in
from tests.gatherings.views.reading import words

SAID = {
    "name": "Río Verde RLC",
    "town": "Worcester, MA",
    "country": "US",
    "contact": "555-0199",
    "about": "People who have been there.",
    "timezone": "",
}
pytestmark = pytest.mark.usefixtures("thursday")


def buttons(page: Any) -> list[str]:
    """What is on those of the page's own form."""
    return re.findall(r"<p><button class=\"button\">([^<]+)", page.content.decode())


@pytest.fixture
def femis(femi: Person) -> Client:
    Stewardship.objects.create(person=femi)
    return sign_in(Client(), femi)


def test_the_clock_is_said_back(hanas: Client) -> None:
    page = hanas.post("/start/", SAID)
    assert CommunityRequest.objects.count() == 0
    assert "In Worcester, MA it is 12:00 pm now. If that is right, send this once more." in words(
        page
    )
    assert 'value="America/New_York"' in page.content.decode()
    assert buttons(page) == ["Yes, start it"]
    assert buttons(hanas.get("/start/")) == ["Start a community"]


@pytest.mark.parametrize(("language", "clock"), [("", "2:30 pm"), ("/fr", "14:30")])
def test_the_clock_as_the_reader_has_it(
    hana: Person, monkeypatch: pytest.MonkeyPatch, language: str, clock: str
) -> None:
    later = timezone.now() + timedelta(hours=2, minutes=30)
    monkeypatch.setattr(timezone, "now", lambda: later)
    page = sign_in(Client(), hana).post(f"{language}/start/", SAID)
    assert re.findall(r"\d+:\d\d(?: [ap]m)?", words(page)) == [clock]


def test_a_town_that_nobody_knows(hanas: Client) -> None:
    page = hanas.post("/start/", {**SAID, "town": "Xyzzyville"})
    assert "We don’t know this town." in words(page)
    assert 'value="Xyzzyville"' in page.content.decode()


def test_it_stands_at_once_where_all_may(hanas: Client, hana: Person, settings: Any) -> None:
    settings.COMMUNITIES_OPEN = True
    response = hanas.post("/start/", {**SAID, "timezone": "America/New_York"})
    assert response["Location"] == f"/start/{CommunityRequest.objects.get().pk}/"
    made = Community.objects.get()
    assert (made.name, made.town, made.region, made.timezone, made.country, made.contact) == (
        "Río Verde RLC", "Worcester", "MA", "America/New_York", "US", "555-0199",
    )  # fmt: skip
    role = made.roles.get()
    assert (role.person, role.kind, role.accepted_at is not None) == (hana, "coordinator", True)
    room = "/community-room/rio-verde-rlc/"
    assert hanas.get(room).status_code == 200
    assert "second factor" not in words(hanas.get(response["Location"]))
    # It is said to be made before a second factor is asked for.
    once = sign_in(Client(), hana, strong=False)
    for page in ("/start/", "/mine/"):
        assert f'href="{response["Location"]}"' in once.get(page).content.decode()
        assert f'href="{room}"' in hanas.get(page).content.decode()
    page = once.get(response["Location"])
    assert "Your community is made, and you coordinate it." in words(page)
    assert "you set up a second factor" in words(page)
    assert f'href="{room}"' in page.content.decode()
    assert once.get(room)["Location"].startswith("/second-factor/")


def test_what_is_not_made_or_not_ones_own(
    hanas: Client, hana: Person, emi: Person, community: Community
) -> None:
    rows = {"name": "New", "town": "X", "timezone": "UTC"}
    waits = CommunityRequest.objects.create(person=hana, **rows)
    emis = CommunityRequest.objects.create(person=emi, community=community, **rows)
    for asked in (waits, emis):
        assert hanas.get(f"/start/{asked.pk}/").status_code == 404


def test_it_waits_for_a_steward(hanas: Client, hana: Person, femis: Client) -> None:
    assert hanas.post("/start/", {**SAID, "timezone": "America/New_York"})["Location"] == "/start/"
    assert Community.objects.count() == 0
    assert "Waits for a steward" in words(hanas.get("/start/"))
    asked = CommunityRequest.objects.get()
    assert (asked.contact, asked.about) == ("555-0199", "People who have been there.")
    assert "Río Verde RLC" in words(femis.get("/steward/"))
    page = f"/steward/requests/{asked.pk}/"
    assert "People who have been there." in words(femis.get(page))
    femis.post(page, {"say": "yes", "word": "Welcome here."})
    made = Community.objects.get()
    assert made.roles.held().get().person == hana
    assert "Welcome here." in words(hanas.get("/start/"))
    assert (made.contact, made.about) == ("555-0199", "People who have been there.")
    asked.refresh_from_db()
    assert (asked.contact, asked.about) == ("", "")
    # A second yes makes no second one.
    assert femis.post(page, {"say": "yes", "word": ""}).status_code == 404
    assert Community.objects.count() == 1


def test_a_no_makes_nothing(hanas: Client, femis: Client) -> None:
    hanas.post("/start/", {**SAID, "timezone": "America/New_York"})
    asked = CommunityRequest.objects.get()
    femis.post(f"/steward/requests/{asked.pk}/", {"say": "no", "word": "Join Three Rivers?"})
    assert Community.objects.count() == 0
    assert "Not here. Join Three Rivers?" in words(hanas.get("/start/"))
    asked.refresh_from_db()
    assert (asked.contact, asked.about, asked.name) == ("", "", "Río Verde RLC")


@pytest.mark.parametrize(
    ("field", "given", "why"),
    [
        ("name", "", "Please write something here."),
        ("name", "x" * 121, "Make this shorter: at most 120 characters."),
        ("country", "XX", "Choose one of these."),
        ("timezone", "Mars/Base", "Give a time zone like America/New_York."),
    ],
)
def test_bad_input(hanas: Client, field: str, given: str, why: str) -> None:
    page = hanas.post("/start/", {**SAID, field: given})
    assert (page.status_code, CommunityRequest.objects.count()) == (200, 0)
    assert why in words(page)
    assert field == "country" or given in page.content.decode()


def test_three_a_day(hanas: Client) -> None:
    for _ in range(3):
        hanas.post("/start/", {**SAID, "timezone": "America/New_York"})
    page = hanas.post("/start/", {**SAID, "timezone": "America/New_York"})
    assert "Please wait until tomorrow." in words(page)
    assert CommunityRequest.objects.count() == 3


def test_addresses_are_given_once(community: Community) -> None:
    assert free_slug("Three Rivers") == "three-rivers-2"
    assert free_slug("三江") == "community"


def test_only_stewards(everyone: dict[str, Person], femis: Client, community: Community) -> None:
    asked = CommunityRequest.objects.create(
        person=everyone["Ana"], name="Canary", town="X", timezone="UTC"
    )
    for name, person in everyone.items():
        client = sign_in(Client(), person)
        for path in ("/steward/", f"/steward/requests/{asked.pk}/"):
            expected = 200 if name == "Femi" else 404
            assert (name, path, client.get(path).status_code) == (name, path, expected)
            assert client.post(path, {"say": "yes"}).status_code in {200, 302, 404}
        if name != "Femi":
            asked.refresh_from_db()
            assert asked.answered_at is None
        else:
            CommunityRequest.objects.update(answered_at=None, community=None)
    assert Client().get("/steward/").status_code == 302


def test_the_list_has_who_coordinates(femis: Client, emis: Client) -> None:
    text = words(femis.get("/steward/"))
    assert "Three Rivers, Springfield Emi" in text
    assert text.endswith("Stewards Femi " + text.split("Stewards Femi ")[1])


def test_roles_offered_are_no_coordinators(
    femis: Client, community: Community, hana: Person
) -> None:
    Role.objects.create(community=community, person=hana, kind=Role.Kind.COORDINATOR)
    assert "Nobody coordinates it." in words(femis.get("/steward/"))
