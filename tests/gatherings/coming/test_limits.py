"""Guests keep only so many places in an hour; whoever is signed in does not meet the limit."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from kithway.gatherings.coming import limits
from kithway.gatherings.models import Booking, Gathering
from kithway.people.models import Attempt, Person
from kithway.vault.tokens import new_token
from tests.cast import sign_in
from tests.gatherings.views.reading import words

FORM = "/gatherings/pottery/2026-12-03/coming/"
OTHER = "/gatherings/pottery/2026-12-10/coming/"
RESTS = "Many have said in the last hour that they come, so this form rests."

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_A_DATE", 2)
    monkeypatch.setattr(limits, "MOST_A_COMMUNITY", 3)


def book(client: Client, path: str = FORM, **said: str) -> HttpResponse:
    usual = {"name": "Robin", "size": "1", "children": "0", "token": new_token()}
    return client.post(path, usual | said)


def test_a_date_takes_so_many_guests_an_hour_and_the_community_so_many(
    client: Client, pottery: Gathering
) -> None:
    assert [book(client).status_code for _ in range(4)] == [302, 302, 429, 429]
    # Two that were refused took nothing from the other dates.
    assert [book(client, OTHER).status_code for _ in range(2)] == [302, 429]
    third = "/gatherings/pottery/2026-12-17/coming/"
    assert (book(client, third).status_code, Booking.objects.count()) == (429, 3)


def test_a_whole_series_counts_as_a_date(client: Client, pottery: Gathering) -> None:
    assert [book(client, whole="all").status_code for _ in range(3)] == [302, 302, 429]
    assert book(client).status_code == 302


def test_the_page_says_what_to_do_and_keeps_what_was_typed(
    client: Client, pottery: Gathering
) -> None:
    community = pottery.community
    community.contact = "555 0100"
    community.save()
    for _ in range(2):
        book(client)
    answer = book(client, name="Tess of the hill", needs="a chair by the window", size="2")
    text, html = words(answer), answer.content.decode()
    assert RESTS in text
    assert f"{community.name}: 555 0100" in text
    assert 'value="Tess of the hill"' in html
    assert "a chair by the window" in html
    assert 'name="size" value="2"' in html


def test_a_form_sent_again_finds_what_it_made(client: Client, pottery: Gathering) -> None:
    token = new_token()
    answers = [book(client, token=token) for _ in range(4)]
    assert {(each.status_code, each.headers["Location"]) for each in answers} == {
        (302, f"/coming/{token}/")
    }
    # Counted once: there is room for one more.
    assert [book(client).status_code for _ in range(2)] == [302, 429]
    assert Booking.objects.count() == 2


def test_who_is_signed_in_does_not_meet_it(client: Client, pottery: Gathering, ana: Person) -> None:
    for _ in range(3):
        book(client)
    sign_in(client, ana)
    assert book(client).status_code == 302
    assert Booking.objects.filter(person=ana).count() == 1


def test_an_hour_later_it_takes_guests_again(
    client: Client, pottery: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [book(client).status_code for _ in range(3)] == [302, 302, 429]
    later = timezone.now() + timedelta(minutes=61)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert book(client).status_code == 302


def test_half_of_a_large_date(client: Client, pottery: Gathering) -> None:
    pottery.capacity = 8
    pottery.save()
    assert [book(client).status_code for _ in range(5)] == [302] * 4 + [429]


def test_a_benchmark_turns_it_off(
    client: Client, pottery: Gathering, settings: LazySettings
) -> None:
    settings.GUESTS_UNLIMITED = True
    assert [book(client).status_code for _ in range(4)] == [302] * 4
    assert Attempt.objects.count() == 0
