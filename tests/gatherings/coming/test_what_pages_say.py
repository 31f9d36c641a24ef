"""What pages say of a full date, of waiting, of joining online, and of a link to be kept."""

import re
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from kithway.community.models import Place
from kithway.gatherings.actions import change_gathering
from kithway.gatherings.calls import call
from kithway.gatherings.coming.keeping import cancel
from kithway.gatherings.coming.private import Private
from kithway.gatherings.models import Gathering
from kithway.gatherings.showing import Reader, shown
from kithway.people.models import Person
from kithway.vault.tokens import new_token
from tests.cast import give_role, sign_in
from tests.gatherings.coming.seats import TONIGHT, keep
from tests.gatherings.views.reading import words

FORM = "/gatherings/pottery/2026-12-03/coming/"
DATE = "/gatherings/pottery/2026-12-03/"
FULL = "Full. You can join the waiting list."
ONLINE = "You can also join online. Once you have a place, we show you how."


def test_a_full_date_says_so_before_anyone_types(
    client: Client, pottery: Gathering, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    keep(pottery, "Robin", size=3)
    keep(pottery, "Tess", TONIGHT, size=2)
    for path in (FORM, DATE):
        with django_assert_max_num_queries(12):
            text = words(client.get(path))
        assert FULL in text
        assert "Join the waiting list" in text
    for path in ("/gatherings/pottery/", FORM.replace("12-03", "12-10")):
        assert FULL not in words(client.get(path))
    keep(pottery, "Uma", TONIGHT)
    assert FULL in words(client.get("/gatherings/pottery/"))


@pytest.mark.parametrize(
    ("private", "heard"),
    [
        (Private(), "We have no way to reach you, so look at this page now and then."),
        (
            Private(contact="tess@mail.example", channel="mail", token="t" * 43),
            "We send you a message when a place comes free.",
        ),
    ],
)
def test_who_waits_reads_how_they_hear_of_it(
    client: Client, pottery: Gathering, private: Private, heard: str
) -> None:
    first, token = keep(pottery, "Robin", size=3), new_token()
    keep(pottery, "Tess", token=token, private=private)
    held = "We hold it for a day, but not longer than two hours before it begins."
    text = words(client.get(f"/coming/{token}/"))
    assert heard in text
    assert held in text
    letter = "A letter that says when you came"
    assert letter not in text
    cancel(booking=first)
    text = words(client.get(f"/coming/{token}/"))
    assert "A place is held for you until" in text
    assert letter in text
    assert held not in text


def test_an_offer_that_is_over_is_over_on_its_page_at_once(
    client: Client, pottery: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, token = keep(pottery, "Robin", size=3), new_token()
    keep(pottery, "Tess", token=token)
    cancel(booking=first)
    assert 'value="want">Take the place' in client.get(f"/coming/{token}/").content.decode()
    later = timezone.now() + timedelta(hours=25)
    monkeypatch.setattr(timezone, "now", lambda: later)
    page = client.get(f"/coming/{token}/")
    assert "The place was passed on." in words(page)
    assert "Take the place" not in page.content.decode()


def test_a_guest_is_given_the_address_to_keep(
    client: Client, pottery: Gathering, ana: Person, settings: LazySettings
) -> None:
    settings.SITE_URL = "https://kith.example"
    token = new_token()
    keep(pottery, "Robin", token=token)
    html = client.get(f"/coming/{token}/").content.decode()
    kept = re.search(r'<textarea id="address"[^>]* readonly[^>]*>([^<]*)</textarea>', html)
    assert kept is not None
    assert kept[1] == f"https://kith.example/coming/{token}/"
    assert html.index(kept[0]) < html.index('class="facts"')
    mine = keep(pottery, "Ana", by=ana)
    sign_in(client, ana)
    assert 'id="address"' not in client.get(f"/mine/coming/{mine.pk}/").content.decode()


def test_one_may_come_online_too_and_still_be_met(client: Client, pottery: Gathering) -> None:
    for path in (FORM, DATE):
        assert ONLINE not in words(client.get(path))
    change_gathering(
        gathering=pottery, by=None, mode="hybrid", online_url="https://meet.example/pots"
    )
    for path in (FORM, DATE):
        text, html = words(client.get(path)), client.get(path).content.decode()
        assert ONLINE in text
        assert "meet.example" not in html
    assert "somebody looks out for you at the door" in words(client.get(DATE))
    token = new_token()
    said = {"name": "Robin", "size": 1, "children": 0, "meet": "on", "token": token}
    client.post(FORM, said)
    page = client.get(f"/coming/{token}/")
    assert "https://meet.example/pots" in page.content.decode()
    assert "Dara looks out for you. By the blue bench" in words(page)


def test_a_past_date_has_nothing_to_press(
    client: Client, pottery: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = [new_token() for _ in range(3)]
    bookings = [keep(pottery, "Robin", token=token) for token in tokens]
    cancel(booking=bookings[0])
    keep(pottery, "Tess", token=(waits := new_token()), size=3)
    for hours in (6.5, 30):
        later = timezone.now().replace(day=3, month=12) + timedelta(hours=hours)
        with monkeypatch.context() as patch:
            patch.setattr(timezone, "now", lambda later=later: later)
            for token in (*tokens, waits):
                html = client.get(f"/coming/{token}/").content.decode()
                assert 'name="say"' not in html
            date = client.get(DATE).content.decode()
            assert (DATE + "coming/" in date, 'class="button" href="' + FORM in date) == (
                False,
                False,
            )
            form = client.get(FORM).content.decode()
            assert 'name="token"' not in form


def test_names_of_guests_stand_apart(client: Client, pottery: Gathering, emi: Person) -> None:
    give_role(emi, pottery.community, "coordinator")
    sign_in(client, emi)
    keep(pottery, "רובין")
    html = client.get("/community-room/three-rivers/coming/pottery/2026-12-03/").content.decode()
    assert "<bdi>רובין</bdi>" in html


def test_a_town_is_named_once(pottery: Gathering, library: Place) -> None:
    city = library.city
    told = []
    for name, street in (
        ("Pottery", "12 Elm Street"),
        (f"{city} potters", f"12 Elm Street, {city}, {library.region}"),
    ):
        library.address_1, pottery.name = street, name
        pottery.place = library
        told.append(
            (
                call(pottery, timezone.now()).town,
                shown(pottery, Reader.ANYONE, library).address.count(city),
            )
        )
    assert told == [(city, 1), ("", 1)]


def test_the_finder_says_where_one_keeps_a_place(client: Client, pottery: Gathering) -> None:
    tag = '<li class="tag">Keep a place</li>'
    page = "/gatherings/?from=tonight"
    assert (tag in client.get(page).content.decode(), "Pottery" in words(client.get(page))) == (
        True,
        True,
    )
    change_gathering(gathering=pottery, by=None, capacity=None)
    assert (tag in client.get(page).content.decode(), "Pottery" in words(client.get(page))) == (
        False,
        True,
    )
