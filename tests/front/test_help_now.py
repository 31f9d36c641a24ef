"""Help now: its order, each country's lines, and what each line may do."""

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kithway.community.models import Community, HelpLine
from kithway.front.countries import COUNTRIES

pytestmark = pytest.mark.django_db
Kind, Police = HelpLine.Kind, HelpLine.Police

HOME = "sms:741741?&body=HOME"
DIALLED = {
    "US": ["tel:988", "sms:988", HOME, "tel:911", "tel:18007997233"],
    "CA": ["tel:988", "sms:988", "tel:911", "tel:211"],
    "GB": ["tel:111", "tel:116123", "sms:85258?&body=SHOUT", "tel:999", "tel:08082000247"],
    "IE": ["tel:116123", "tel:112", "tel:1800341900"],
    "FR": ["tel:3114", "tel:112", "tel:3919"],
    "MX": ["tel:5552598121", "tel:911", "tel:8008224460"],
    "CN": ["tel:12356", "tel:120", "tel:12338"],
}


def community(country: str, name: str = "Three Rivers") -> Community:
    slug = name.lower().replace(" ", "-")
    return Community.objects.create(slug=slug, name=name, timezone="UTC", country=country)


def page(client: Client) -> str:
    return unescape(client.get("/help-now/").content.decode())


def dialled(html: str) -> list[str]:
    return re.findall(r'href="((?:tel|sms):[^"]*)"', html)


def headings(html: str) -> list[str]:
    return re.findall(r"<h2>(.*?)</h2>", html)


@pytest.mark.parametrize("country", DIALLED)
def test_one_country_shows_its_own_lines(client: Client, country: str) -> None:
    community(country)
    community(country, "Hill Towns")
    assert dialled(page(client)) == DIALLED[country]


@pytest.mark.parametrize("countries", [(), ("",), ("US", ""), ("US", "GB"), ("DE",)])
def test_where_the_country_is_not_known_all_are_shown(
    client: Client, countries: tuple[str, ...]
) -> None:
    for number, country in enumerate(countries):
        community(country, f"Town {number}")
    html = page(client)
    lines = [line for numbers in DIALLED.values() for line in numbers[:-1]]
    assert dialled(html) == lines + [numbers[-1] for numbers in DIALLED.values()]
    assert headings(html)[: len(COUNTRIES)] == [str(country.name) for country in COUNTRIES]


def test_peers_come_first_and_emergency_last(client: Client) -> None:
    home = community("US")
    for kind in reversed(Kind.values):
        home.help_lines.create(kind=kind, name=f"Our {kind}", number="555-0142")
    html = page(client)
    assert headings(html)[:4] == [
        "People who have been there",
        "Warmlines: to talk, before it gets hard",
        "Crisis lines",
        "Emergency",
    ]
    assert re.findall(r"<strong>(Our \w+|988[^<]*|Emergency)</strong>", html) == [
        "Our peer_line",
        "Our respite",
        "Our warmline",
        "Our crisis",
        "988 Suicide & Crisis Lifeline",
        "Emergency",
        "Our domestic_violence",
    ]


@pytest.mark.parametrize(
    ("police", "said"), [(Police.YES, "yes"), (Police.NO, "no"), (Police.UNKNOWN, "not known")]
)
def test_beside_each_line_stands_whether_it_may_send_police(
    client: Client, police: str, said: str
) -> None:
    home = community("IE")
    home.help_lines.create(kind=Kind.PEER_LINE, name="Ours", number="1", sends_police=police)
    found = re.findall(r"May send police without your yes:\s*<strong>(.*?)</strong>", page(client))
    assert found == [said, "not known", "yes", "not known"]


def test_a_line_says_when_it_was_checked(client: Client) -> None:
    home = community("IE")
    home.help_lines.create(
        kind=Kind.PEER_LINE, name="Ours", number="1", checked_on=date(2026, 11, 3)
    )
    assert re.findall(r"</strong> · (.*?)</p>", page(client)) == [
        "checked on Tuesday 3 November 2026",
        *["not yet checked by a community"] * 3,
    ]


def test_of_several_communities_each_line_names_its_own(client: Client) -> None:
    community("IE", "Hill Towns")
    community("IE").help_lines.create(
        kind=Kind.PEER_LINE, name="Peer line", text_to="TALK to 555", about="We listen."
    )
    html = page(client)
    assert html.count("Three Rivers · We listen.") == 1
    assert re.findall(r'href="sms:([^"]*)"[^>]*>(.*?)</a>', html) == [
        ("555?&body=TALK", "Text TALK to 555")
    ]


def test_it_takes_one_query_however_many_lines(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/privacy/")  # the shell asks once a minute
    for number in range(3):
        home = community("US", f"Town {number}")
        home.help_lines.create(kind=Kind.WARMLINE, name="Warm", number="1")
        with django_assert_num_queries(1):
            client.get("/help-now/")


def test_what_to_do_when_someone_took_too_much_names_the_number(client: Client) -> None:
    community("GB")
    html = page(client)
    steps = html[html.index('id="too-much"') : html.index('id="afraid"')]
    assert steps.count("Call 999.") == 1
    assert len(re.findall(r"<li><strong>", steps)) == 7


def test_words_of_a_community_are_escaped(client: Client) -> None:
    community("IE").help_lines.create(kind=Kind.PEER_LINE, name="<script>", number="1")
    assert b"<strong>&lt;script&gt;</strong>" in client.get("/help-now/").content
