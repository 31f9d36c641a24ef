import re

import pytest
from django.test import Client

from kithway.gatherings.models import Gathering
from tests.gatherings.views.reading import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]
EMBED = "/embed/gatherings/"


def test_any_site_may_frame_it(client: Client, hearing_voices: Gathering) -> None:
    response = client.get(EMBED)
    assert response.status_code == 200
    policy = response["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src" not in policy
    assert ("unsafe" in policy, policy.startswith("default-src 'none'")) == (False, True)
    assert "X-Frame-Options" not in response
    assert (response.cookies, response["Cache-Control"]) == ({}, "public, max-age=60")


def test_every_other_page_stays_unframed(client: Client, hearing_voices: Gathering) -> None:
    for url in ("/", "/gatherings/", "/feeds/", "/calendar/"):
        assert "frame-ancestors 'none'" in client.get(url)["Content-Security-Policy"]


def test_all_its_links_open_a_tab_of_their_own(client: Client, hearing_voices: Gathering) -> None:
    html = client.get(EMBED).content.decode()
    links = re.findall(r"<a [^>]*>", html)
    assert len(links) == 3
    assert [link for link in links if 'target="_blank" rel="noopener"' not in link] == []
    assert "<script" not in html


def test_it_lists_what_is_asked(
    client: Client, hearing_voices: Gathering, online_talk: Gathering
) -> None:
    assert "Talk it over" not in words(client.get(f"{EMBED}?community=three-rivers"))
    assert "Hearing Voices group" in words(client.get(f"{EMBED}?kind=peer-group"))
    text = words(client.get(f"{EMBED}?kind=movement"))
    assert text == "Gatherings Nothing found this time See the whole list · Help now"


def test_what_cannot_be_read_is_said(client: Client, hearing_voices: Gathering) -> None:
    text = words(client.get(f"{EMBED}?within=abc&utm_source=letter"))
    assert "“abc” is not a number that “Within” can take." in text
    assert "utm" not in text
