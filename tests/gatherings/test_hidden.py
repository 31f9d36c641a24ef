"""What is hidden is in no output: each secret is a string of its own, looked for everywhere."""

from datetime import time, timedelta
from itertools import product
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from kithway.community.models import Community, Place, ShownTo
from kithway.gatherings.actions import add_gathering, change_date, change_gathering
from kithway.gatherings.models import Gathering
from tests.gatherings.outputs import outputs, photo

LEVELS = [ShownTo.PUBLIC, ShownTo.COMING, ShownTo.REQUEST]
STRICTNESS = {level: at for at, level in enumerate(LEVELS)}
WHERE = ("Canary Close", "CAN 4RY", "canary door", "canary photo", "finch.webp", "42.7654321")
WAY_IN = ("meet.example/canary", "555 2229", "canary passcode")
# Told of a place whose own address is open, and not by way of a gathering that hides it.
OF_THE_PLACE = ("Canary Hall", "canary bus", "canary yard", "canary steps", "canary-hall")


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def made(community: Community, place_level: str, level: str, online: str) -> Gathering:
    place = Place.objects.create(
        slug="canary-hall",
        name="Canary Hall",
        address_1="9 Canary Close",
        city="Springfield",
        region="MA",
        postal_code="CAN 4RY",
        country="US",
        latitude=42.7654321,
        longitude=-72.1234567,
        address_shown_to=place_level,
        door="The canary door",
        photo_alt="A canary photo",
        transport="The canary bus",
        parking="The canary yard",
        access_notes="Three canary steps",
    )
    place.photo.name = place.photo.storage.save("places/finch.webp", ContentFile(b"picture"))
    place.save()
    place.communities.add(community)
    return add_gathering(
        community=community,
        by=None,
        slug="sparrows",
        name="Sparrows meet",
        place=place,
        mode="hybrid",
        online_url="https://meet.example/canary",
        dial_in="+1 555 2229",
        online_notes="The canary passcode",
        address_shown_to=level,
        online_shown_to=online,
        first_day=timezone.localdate() - timedelta(days=2),
        start_time=time(20),
        rule="FREQ=DAILY",
    )


def told(client: Client, gathering: Gathering, secrets: tuple[str, ...]) -> set[tuple[str, str]]:
    found = set()
    for url in outputs(gathering):
        response = client.get(url)
        assert response.status_code == 200
        # A calendar breaks long lines, and what it breaks would not be found.
        text = response.content.decode().replace("\r\n ", "") + str(response.headers)
        found |= {(url.partition("?")[0], secret) for secret in secrets if secret in text}
    return found


@pytest.mark.django_db
@pytest.mark.parametrize(("place_level", "level"), list(product(LEVELS, LEVELS)))
def test_an_address(client: Client, community: Community, place_level: str, level: str) -> None:
    gathering = made(community, place_level, level, ShownTo.COMING)
    found = told(client, gathering, WHERE)
    place_page, page = "/places/canary-hall/", "/gatherings/sparrows/"
    if place_level != ShownTo.PUBLIC:
        assert found == set()
        assert client.get(photo(gathering)).status_code == 404
        return
    told_at_the_place = {(place_page, secret) for secret in WHERE[:4]}
    assert {pair for pair in found if pair[0] == place_page} == told_at_the_place
    if level == ShownTo.PUBLIC:
        assert {(page, secret) for secret in WHERE[:3]} <= found
        # The control: what is open is in the JSON, so that its absence elsewhere says something.
        assert ("/gatherings.json", "42.7654321") in found
        for name in ("gatherings.ics", "gatherings.csv", "feeds/meeting-guide.json"):
            assert {(f"/{name}", "Canary Close"), (f"/{name}", "CAN 4RY")} <= found
    else:
        assert found == told_at_the_place


@pytest.mark.django_db
@pytest.mark.parametrize(("place_level", "level"), list(product(LEVELS, LEVELS)))
def test_where_single_dates_are_held(
    client: Client, community: Community, library: Place, place_level: str, level: str
) -> None:
    """The usual place is open; this time it is held where perhaps nobody is told."""
    gathering = made(community, place_level, level, ShownTo.COMING)
    canary = gathering.place
    change_gathering(gathering=gathering, by=None, place=library)
    for date in gathering.occurrences.all():
        change_date(
            gathering=gathering, recurrence_id=date.recurrence_id, place=canary, by=None
        )  # fmt: skip
    urls = [*outputs(gathering), *(f"/gatherings.json?near={at}" for at in ("42.8,-72.1",))]
    texts = {url: client.get(url).content.decode() for url in urls}
    found = {secret for text in texts.values() for secret in WHERE if secret in text}
    named = {secret for text in texts.values() for secret in OF_THE_PLACE if secret in text}
    strict = max(place_level, level, key=STRICTNESS.__getitem__)
    if strict == ShownTo.PUBLIC:
        assert {"Canary Close", "canary door"} <= found
        assert "Canary Hall" in named
    else:
        assert found == set()
    if STRICTNESS[level] > STRICTNESS[place_level]:
        # The page of a community names its places, whoever meets there.
        about = "/communities/three-rivers/"
        texts.pop(about)
        assert [url for url, text in texts.items() for s in OF_THE_PLACE if s in text] == []
    # The usual place is not what anybody is told for these dates.
    date_page = next(url for url in urls if url.startswith("/gatherings/sparrows/2"))
    assert "220 State Street" not in client.get(date_page).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("level", [ShownTo.COMING, ShownTo.REQUEST])
def test_a_gathering_that_hides_more_than_its_place_is_not_found_through_it(
    client: Client, community: Community, level: str
) -> None:
    gathering = made(community, ShownTo.PUBLIC, level, ShownTo.COMING)
    found = {url for url, _ in told(client, gathering, OF_THE_PLACE)}
    # Pages of the place and of its community tell of the place, and never of who meets there.
    assert found == {"/places/canary-hall/", "/communities/three-rivers/"}
    assert "Sparrows" not in client.get("/places/canary-hall/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("online", LEVELS)
def test_the_way_in_online(client: Client, community: Community, online: str) -> None:
    gathering = made(community, ShownTo.PUBLIC, ShownTo.PUBLIC, online)
    found = told(client, gathering, WAY_IN)
    if online != ShownTo.PUBLIC:
        assert found == set()
        return
    # Even where anyone may have it, it is on the gathering's own pages and in nothing carried off.
    assert {secret for _, secret in found} == set(WAY_IN)
    assert all(url.startswith("/gatherings/sparrows/") for url, _ in found)
    html = client.get("/gatherings/sparrows/").content.decode()
    printed = (
        html.split('<div class="noprint">')[0]
        + html.split('<div class="noprint">')[1].split("</div>", 1)[1]
    )
    assert [secret for secret in WAY_IN if secret in printed] == []


@pytest.mark.django_db
def test_a_place_page_goes_by_the_place_when_public_and_hidden_gatherings_share_it(
    client: Client, community: Community
) -> None:
    gathering = made(community, ShownTo.PUBLIC, ShownTo.COMING, ShownTo.COMING)
    add_gathering(
        community=community,
        by=None,
        slug="open",
        name="Open tea",
        place=gathering.place,
        mode="in-person",
        first_day=timezone.localdate(),
        start_time=time(9),
        rule="FREQ=DAILY",
    )
    html = client.get("/places/canary-hall/").content.decode()
    assert "9 Canary Close, Springfield, MA CAN 4RY" in html
    assert ["Open tea" in html, "Sparrows" in html] == [True, False]


@pytest.mark.django_db
@pytest.mark.parametrize(("place_level", "level"), list(product(LEVELS, LEVELS)))
def test_a_guessed_name_of_its_place_finds_what_names_it_alone(
    client: Client, community: Community, place_level: str, level: str
) -> None:
    gathering = made(community, place_level, level, ShownTo.COMING)
    answer = client.get("/gatherings.json?q=canary").content.decode()
    assert (gathering.name in answer) == (STRICTNESS[level] <= STRICTNESS[place_level])
