"""All gatherings of one's own community, by name, and looked for."""

import re
from html import unescape

import pytest
from django.test import Client

from kithway.community.models import Community
from kithway.gatherings.actions import add_gathering, cancel_date
from kithway.gatherings.models import Gathering
from tests.clock import NOON
from tests.gatherings.views.reading import words
from tests.gatherings.views.rooms import TONIGHT, more

pytestmark = pytest.mark.usefixtures("thursday")
NAMES = re.compile(r"<h2><a [^>]*>(.*?)</a></h2>")


def names(client: Client, room: str, **asked: str) -> list[str]:
    answer = client.get(f"{room}gatherings/", asked)
    assert answer.status_code == 200
    return [unescape(name) for name in NAMES.findall(answer.content.decode())]


def test_by_name_with_when_and_the_next_date(
    client: Client, emis: str, hearing_voices: Gathering, drumming: Gathering, community: Community
) -> None:
    asked = {"community": community, "mode": "appointment", "by": None}
    add_gathering(slug="ask", name="always when asked", **asked)
    cancel_date(gathering=hearing_voices, recurrence_id=TONIGHT, because="Snow", by=None)
    assert f'href="{emis}gatherings/"' in client.get(emis).content.decode()
    text = words(client.get(f"{emis}gatherings/"))
    assert (
        "always when asked By appointment "
        "Drumming circle Every Friday, 7:00–8:00 pm · Holyoke "
        "Tomorrow, 7:00–8:00 pm weekly, not yet confirmed "
        "Hearing Voices group Every Thursday, 6:00–7:30 pm · Springfield "
        "Tonight, 6:00–7:30 pm cancelled: Snow" in text
    )
    Gathering.objects.filter(slug="ask").update(ended_at=NOON)
    drumming.occurrences.all().delete()
    text = words(client.get(f"{emis}gatherings/"))
    assert "· Holyoke No more dates are planned. Hearing Voices group" in text
    assert "cancelled: Snow always when asked By appointment no longer held" in text


def test_looked_for_by_name(
    client: Client, emis: str, hearing_voices: Gathering, drumming: Gathering, community: Community
) -> None:
    asked = {"community": community, "mode": "appointment", "by": None}
    add_gathering(slug="cafe", name="Café Ánimo", **asked)
    assert names(client, emis) == ["Café Ánimo", "Drumming circle", "Hearing Voices group"]
    for sought, found in (
        ("  DRUM circ ", ["Drumming circle"]),
        ("cafe animo", ["Café Ánimo"]),
        ("group voices", ["Hearing Voices group"]),
        ("%", ["Café Ánimo", "Drumming circle", "Hearing Voices group"]),
        ("knitting", []),
        ("x\0y" * 500, []),
    ):
        assert names(client, emis, q=sought) == found
    answer = client.get(f"{emis}gatherings/", {"q": '"knitting"'})
    assert "No gathering has this name. Look for a shorter part of it." in words(answer)
    assert 'value="&quot;knitting&quot;"' in answer.content.decode()


def test_nothing_yet(client: Client, emis: str) -> None:
    assert "No gathering is listed here yet." in words(client.get(f"{emis}gatherings/"))


def test_many_come_in_pieces_of_what_is_looked_for(
    client: Client, emis: str, community: Community, drumming: Gathering
) -> None:
    more(community, 45)
    assert len(names(client, emis)) == 25
    answer = client.get(f"{emis}gatherings/", {"q": "more"})
    assert "Show more 25 of 45" in words(answer)
    assert 'href="?q=more&amp;show=50"' in answer.content.decode()
    assert len(names(client, emis, q="more", show="50")) == 45
    assert len(names(client, emis, show="9" * 5000)) == 25


def test_another_communitys_are_not_seen(
    client: Client, emis: str, jos: str, hearing_voices: Gathering, online_talk: Gathering
) -> None:
    assert names(client, emis) == names(client, emis, q="e") == ["Hearing Voices group"]
    assert names(client, jos) == names(client, jos, q="t") == ["Talk it over"]
    assert names(client, jos, q="hearing voices") == []
    theirs = words(client.get(f"{jos}gatherings/"))
    assert "Springfield" not in theirs
