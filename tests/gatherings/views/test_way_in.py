from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from kithway.community.models import Place, ShownTo
from kithway.gatherings.actions import add_gathering
from kithway.gatherings.models import Gathering, Occurrence
from tests.gatherings.views.reading import words

pytestmark = pytest.mark.usefixtures("thursday")
DRUMMING = "/gatherings/drumming-circle/2026-11-27/way-in/"
TALK = "/gatherings/online-talk/2026-11-26/way-in/"
ADDRESS = "17 Hidden Lane, Holyoke, MA 01040"
DOOR = "The green door with the brass fox."
ROOM = ("https://meet.example/secret-room", "Passcode 4471", "+1 555 0100")


@pytest.fixture
def strict_client() -> Client:
    """As a browser is: no cookie was set, and no token is sent along."""
    return Client(enforce_csrf_checks=True)


def test_following_a_link_shows_nothing(strict_client: Client, drumming: Gathering) -> None:
    for response in (strict_client.get(DRUMMING), strict_client.head(DRUMMING)):
        assert response.status_code == 200
        assert "Hidden Lane" not in response.content.decode()
        assert "brass fox" not in response.content.decode()
    text = words(strict_client.get(DRUMMING))
    assert "Press the button and the next page shows the address and how to find the door." in text
    assert "We ask for no name. We keep nothing and tell nobody that you looked." in text


def test_saying_you_come_shows_the_address(strict_client: Client, drumming: Gathering) -> None:
    response = strict_client.post(DRUMMING)
    assert response.status_code == 200
    text = words(response)
    assert f"Where The Quiet House {ADDRESS}" in text
    assert DOOR in text
    assert response.headers["Cache-Control"] == "no-store, private"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.cookies == {}


def test_saying_you_come_shows_the_way_in_online_and_prints_none_of_it(
    strict_client: Client, online_talk: Gathering
) -> None:
    asked = strict_client.get(TALK).content.decode()
    shown = strict_client.post(TALK).content.decode()
    for secret in ROOM:
        assert secret not in asked
        assert shown.count(secret) == 1
    inside = shown.split('<div class="noprint">')[1].split("</div>")[0]
    assert [secret in inside for secret in ROOM] == [True, True, True]
    assert 'href="tel:+15550100"' in inside


def test_nothing_is_kept(strict_client: Client, drumming: Gathering) -> None:
    before = list(Occurrence.objects.values()), list(Gathering.objects.values())
    strict_client.post(DRUMMING, {"name": "Ana"})
    assert (list(Occurrence.objects.values()), list(Gathering.objects.values())) == before


def test_what_is_told_on_request_says_how_to_ask(
    strict_client: Client, drumming: Gathering
) -> None:
    Gathering.objects.update(address_shown_to=ShownTo.REQUEST)
    for response in (strict_client.get(DRUMMING), strict_client.post(DRUMMING)):
        assert "Hidden Lane" not in response.content.decode()
        assert "Ask us for the address: hello@three-rivers.example" in words(response)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_cancelled_date_says_so_instead(
    strict_client: Client, drumming: Gathering, method: str
) -> None:
    drumming.occurrences.filter(recurrence_id="2026-11-27T19:00").update(
        cancelled_at=datetime(2026, 11, 26, tzinfo=UTC), cancelled_because="snow"
    )
    response = getattr(strict_client, method)(DRUMMING)
    assert "Not held this day. Cancelled: snow." in words(response)
    assert "Hidden Lane" not in response.content.decode()


def test_a_past_date_shows_nothing(strict_client: Client, drumming: Gathering) -> None:
    Occurrence.objects.create(
        gathering=drumming,
        recurrence_id="2026-11-20T19:00",
        starts_at=datetime(2026, 11, 21, 0, tzinfo=UTC),
        ends_at=datetime(2026, 11, 21, 1, tzinfo=UTC),
    )
    response = strict_client.post("/gatherings/drumming-circle/2026-11-20/way-in/")
    assert "This date is past." in words(response)
    assert "Hidden Lane" not in response.content.decode()


def test_an_ended_or_shut_gathering_shows_nothing(
    strict_client: Client, drumming: Gathering
) -> None:
    for field in ("ended_at", "shut_since"):
        Gathering.objects.update(**{field: datetime(2026, 11, 1, tzinfo=UTC)})
        assert "Hidden Lane" not in strict_client.post(DRUMMING).content.decode()
        Gathering.objects.update(**{field: None})


def test_where_nothing_is_hidden_nothing_is_asked(
    strict_client: Client, hearing_voices: Gathering
) -> None:
    text = words(strict_client.get("/gatherings/hearing-voices/2026-11-26/way-in/"))
    assert "Nothing is kept back for this one: all of it is on its page." in text
    assert "show me" not in text


def test_by_appointment_has_a_way_in_without_a_date(
    strict_client: Client, drumming: Gathering
) -> None:
    add_gathering(
        community=drumming.community,
        by=None,
        slug="one",
        name="One to one",
        mode="appointment",
        dial_in="+1 555 0199",
    )
    url = "/gatherings/one/way-in/"
    assert "+1 555 0199" not in strict_client.get(url).content.decode()
    assert "+1 555 0199" in strict_client.post(url).content.decode()
    Gathering.objects.update(ended_at=datetime(2026, 11, 1, tzinfo=UTC))
    assert "+1 555 0199" not in strict_client.post(url).content.decode()


def test_a_gathering_with_dates_has_no_way_in_without_one(
    strict_client: Client, drumming: Gathering
) -> None:
    assert strict_client.post("/gatherings/drumming-circle/way-in/").status_code == 404


def test_other_methods_are_refused(strict_client: Client, drumming: Gathering) -> None:
    assert strict_client.put(DRUMMING).status_code == 405


def test_the_photo_of_a_hidden_door_lies_in_the_page_alone(
    strict_client: Client,
    drumming: Gathering,
    quiet_house: Place,
    settings: object,
    tmp_path: Path,
) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    quiet_house.photo_alt = "A brass fox"
    quiet_house.photo.save("x.webp", ContentFile(b"picture"))
    assert strict_client.get("/places/quiet-house/photo/").status_code == 404
    assert "cGljdHVyZQ==" not in strict_client.get(DRUMMING).content.decode()
    html = strict_client.post(DRUMMING).content.decode()
    assert '<img src="data:image/webp;base64,cGljdHVyZQ==" alt="A brass fox">' in html
    (tmp_path / quiet_house.photo.name).unlink()
    assert "data:image" not in strict_client.post(DRUMMING).content.decode()
