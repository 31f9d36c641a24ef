"""The feed in Meeting Guide's format: valid by its rules, and back again one to one."""

import json
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from kithway.community.models import Community, Place
from kithway.gatherings.actions import add_gathering, cancel_date
from kithway.gatherings.feeds.weekly import weekly_days
from kithway.gatherings.importing.types import CODES
from kithway.gatherings.models import Gathering, SourceRow
from kithway.gatherings.recurrence import weekly
from kithway.gatherings.showing import Reader, shown
from tests.clock import NOON
from tests.gatherings.feeds.region import made
from tests.gatherings.feeds.spec import broken
from tests.gatherings.importing.bringing import bring

pytestmark = pytest.mark.django_db
FEED = "/feeds/meeting-guide.json"
EVERY_WEEK = ["cancelled", "daily", "elsewhere-on-earth", "extra", "hidden", "in-the-gap"]
EVERY_WEEK += ["left-out", "moved", "online", "two-days", "weekly"]


def feed(client: Client, query: str = "") -> list[dict[str, Any]]:
    response = client.get(FEED + query)
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    rows = response.json()
    assert broken(rows) == []
    return rows


@pytest.fixture
def region(
    thursday: object, community: Community, library: Place, quiet_house: Place
) -> dict[str, Gathering]:
    return made(community, library, quiet_house)


def test_only_what_is_held_every_week(client: Client, region: dict[str, Gathering]) -> None:
    assert sorted(row["slug"] for row in feed(client)) == EVERY_WEEK
    response = client.get(FEED)
    assert int(response["X-Kithway-Left-Out"]) == len(region) - len(EVERY_WEEK)
    assert response["Access-Control-Allow-Origin"] == "*"


def test_the_page_says_how_many_are_left_out(client: Client, region: dict[str, Gathering]) -> None:
    html = client.get("/feeds/").content.decode()
    assert "11 gatherings are in it" in html
    assert "13 gatherings are not held every week, so they are not in this feed." in html


def test_one_row(client: Client, hearing_voices: Gathering, thursday: object) -> None:
    hearing_voices.audiences = ["women", "indigenous"]
    hearing_voices.save()
    (row,) = feed(client)
    assert row == {
        "name": "Hearing Voices group",
        "slug": "hearing-voices",
        "day": 4,
        "time": "18:00",
        "end_time": "19:30",
        "timezone": "America/New_York",
        "types": [
            *("EN", "W", "NDG", "X"),
            *("mode:in-person", "kind:hearing-voices", "kind:peer-group"),
            *("pathway:mental-health", "language:en", "audience:women", "audience:indigenous"),
            *("welcome:just-come", "welcome:no-need-to-speak"),
            *("access:step-free", "access:lift", "access:quiet-room"),
        ],
        "notes": "For anyone who hears voices or has other unusual experiences.",
        "location": "Central Library",
        "address": "220 State Street",
        "city": "Springfield",
        "state": "MA",
        "postal_code": "01103",
        "country": "US",
        "latitude": 42.1037,
        "longitude": -72.5858,
        "approximate": "no",
        "url": "http://testserver/gatherings/hearing-voices/",
        "updated": row["updated"],
        "entity": "Three Rivers",
    }


def test_a_hidden_address_is_a_town(client: Client, drumming: Gathering) -> None:
    (row,) = feed(client)
    told = {name: row.get(name) for name in ("location", "address", "city", "latitude")}
    assert told == {
        "location": "The Quiet House",
        "address": None,
        "city": "Holyoke",
        "latitude": None,
    }
    assert (row["approximate"], "postal_code" in row) == ("yes", False)


def test_online_leads_to_the_page_that_tells(client: Client, online_talk: Gathering) -> None:
    (row,) = feed(client)
    assert row["conference_url"] == "http://testserver/gatherings/online-talk/"
    assert "conference_phone" not in row
    # It belongs to its community's town, about.
    assert (row["city"], row["approximate"]) == ("Oakland", "yes")


def test_a_shut_place(client: Client, hearing_voices: Gathering) -> None:
    hearing_voices.shut_since = NOON
    hearing_voices.save()
    (row,) = feed(client)
    assert "TC" in row["types"]


def test_ended_and_not_begun(client: Client, hearing_voices: Gathering, thursday: object) -> None:
    hearing_voices.first_day = date(2026, 12, 10)
    hearing_voices.save()
    assert feed(client) == []
    hearing_voices.first_day, hearing_voices.ended_at = date(2026, 1, 1), NOON
    hearing_voices.save()
    assert feed(client) == []


def test_one_date_called_off_leaves_the_week(
    client: Client, hearing_voices: Gathering, thursday: object
) -> None:
    cancel_date(gathering=hearing_voices, recurrence_id="2026-12-03T18:00", by=None)
    assert len(feed(client)) == 1


def test_filters_and_mistakes(
    client: Client, hearing_voices: Gathering, online_talk: Gathering
) -> None:
    assert [row["slug"] for row in feed(client, "?community=bay-side")] == ["online-talk"]
    assert [row["slug"] for row in feed(client, "?kind=peer-group")] == ["hearing-voices"]
    assert [row["slug"] for row in feed(client, "?near=01103")] == ["hearing-voices"]
    for query in ("?from=tonight", "?sort=nearest", "?kynd=creative", "?within=x"):
        response = client.get(FEED + query)
        assert (response.status_code, response["Content-Type"]) == (
            400,
            "text/plain; charset=utf-8",
        )


def test_a_long_slug_is_cut_and_stays_one(client: Client, community: Community) -> None:
    for letter in "ab":
        add_gathering(
            community=community,
            by=None,
            slug="x" * 79 + letter,
            name="Long",
            mode="online",
            first_day=date(2026, 1, 1),
            start_time=time(18),
            rule=weekly(3),
        )
    slugs = {row["slug"] for row in feed(client)}
    assert (len(slugs), {len(slug) for slug in slugs}) == (2, {64})


def told(gathering: Gathering, key: str) -> dict[str, Any]:
    """All that must survive; what is hidden must not, so the place is as it is shown."""
    place, spot = gathering.place, shown(gathering, Reader.CARRIED)
    today = NOON.astimezone(gathering.zone).date()
    return {
        "key": key,
        "name": gathering.name,
        "days": weekly_days(gathering.series(), today),
        "start": gathering.start_time,
        "minutes": gathering.minutes,
        "zone": str(gathering.zone),
        "mode": gathering.mode,
        "kinds": sorted(gathering.kinds),
        "pathways": sorted(gathering.pathways),
        "languages": sorted(gathering.languages),
        "audiences": sorted(gathering.audiences),
        "welcomes": sorted(gathering.welcomes),
        "access": sorted({*gathering.access, *(place.access if place else [])}),
        "about": gathering.about,
        "shut": gathering.shut_since is not None,
        # A place that is not named is called by its town.
        "place": (place.name if spot.named else place.city) if place else "",
        "street": spot.street,
        "postal_code": spot.postal_code,
        "point": (spot.latitude, spot.longitude) if spot.street else None,
        "town": (place.city, place.region) if place else None,
    }


def survives(client: Client, query: str, originals: list[Gathering]) -> None:
    """Out of one community and into an empty one: what is held every week is told the same."""
    rows = feed(client, query)
    bring(json.dumps(rows).encode(), community="elsewhere", name="feed", now=NOON)
    brought = SourceRow.objects.filter(source__community__slug="elsewhere")
    brought = brought.select_related("gathering__place", "gathering__community")
    found = [told(row.gathering, row.key) for row in brought]
    by_slug = {row["slug"]: row for row in rows}
    wanted = [told(each, each.slug) for each in originals if each.slug in by_slug]
    assert len(wanted) == len(rows) == len(found)
    for one, other in zip(
        sorted(found, key=lambda row: row["key"]),
        sorted(wanted, key=lambda row: row["key"]),
        strict=True,
    ):
        assert one == other


def everything(**where: Any) -> list[Gathering]:
    return list(Gathering.objects.select_related("place", "community").filter(**where))


def test_mixed_rules_survive(client: Client, region: dict[str, Gathering]) -> None:
    survives(client, "?community=three-rivers", everything())


def test_the_demo_region_survives(client: Client, thursday: object) -> None:
    call_command("demo", verbosity=0)
    originals = everything()
    assert len(feed(client)) > 200
    survives(client, "", originals)


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("aasanjose_2021-10-02", 693),
        ("edmonton_2024-11-14", 315),
        ("airtable_2020-07-18", 545),
        ("kc_2021-05-31", 206),
    ],
)
def test_real_feeds_survive(
    client: Client, shared_data: Path, thursday: object, name: str, count: int
) -> None:
    data = (shared_data / "meetings" / f"{name}.json").read_bytes()
    bring(data, name="theirs", timezone="", now=NOON)
    originals = everything(community__slug="river")
    assert len(originals) == count
    survives(client, "?community=river", originals)


def test_the_codes_are_the_formats_own(shared_data: Path) -> None:
    theirs = json.loads((shared_data / "meetings" / "meeting_guide_types.json").read_text())
    assert {code.upper() for code in theirs} == set(CODES)
