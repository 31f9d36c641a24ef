from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from kithway.community.models import Community, Place, Room, ShownTo
from kithway.gatherings.actions import add_gathering, close
from kithway.gatherings.models import Gathering
from kithway.gatherings.recurrence import weekly
from tests.gatherings.views.reading import words

pytestmark = pytest.mark.usefixtures("thursday")
PAGE = "/places/central-library/"


def test_how_to_get_there_and_in(client: Client, hearing_voices: Gathering) -> None:
    Room.objects.create(place=hearing_voices.place, name="Room 2", access_notes="By the lift")
    text = words(client.get(PAGE))
    for said in (
        "Central Library 220 State Street, Springfield, MA 01103",
        "The door Side door on Mill Lane, ring ‘Room 2’.",
        "Getting in Step-free entrance, lift, quiet room. The lift is behind the front desk.",
        "Bus and train Bus 4 stops outside.",
        "Parking Two marked spaces.",
        "Rooms Room 2: By the lift",
        "Used by Three Rivers",
        "Held here Hearing Voices group Tonight, 6:00–7:30 pm weekly, not yet confirmed",
    ):
        assert said in text


def test_a_hidden_address_says_how_it_is_told(client: Client, drumming: Gathering) -> None:
    text = words(client.get("/places/quiet-house/"))
    assert "The Quiet House Holyoke, MA" in text
    assert "Address We tell it to people who come." in text
    assert "Hidden Lane" not in text
    Place.objects.update(address_shown_to=ShownTo.REQUEST)
    Gathering.objects.update(address_shown_to=ShownTo.REQUEST)
    text = words(client.get("/places/quiet-house/"))
    assert "Ask us for the address: hello@three-rivers.example" in text


def test_a_place_of_two_communities_names_both_and_their_closures(
    client: Client, library: Place, other_community: Community
) -> None:
    library.communities.add(other_community)
    close(
        where=other_community,
        first_day=date(2026, 12, 24),
        last_day=date(2026, 12, 26),
        reason="winter holiday",
        by=None,
    )
    close(where=library, first_day=date(2026, 12, 1), last_day=date(2026, 12, 1), by=None)
    close(where=library, first_day=date(2026, 11, 1), last_day=date(2026, 11, 25), by=None)
    text = words(client.get(PAGE))
    assert "Used by Bay Side, Three Rivers" in text
    assert "Closed on Tuesday 1 December." in text
    assert (
        "Nothing by Bay Side from Thursday 24 December to Saturday 26 December: winter holiday."
        in text
    )
    assert "1 November" not in text


def test_what_has_ended_or_was_held_once_is_not_held_here(
    client: Client, hearing_voices: Gathering
) -> None:
    Gathering.objects.update(ended_at=datetime(2026, 11, 1, tzinfo=UTC))
    add_gathering(
        community=hearing_voices.community,
        by=None,
        slug="once",
        name="Once",
        place=hearing_voices.place,
        mode="in-person",
        first_day=date(2026, 3, 1),
        start_time=time(10),
    )
    assert "Held here Nothing is planned here just now." in words(client.get(PAGE))


def test_as_many_queries_at_one_gathering_as_at_many(
    client: Client, hearing_voices: Gathering, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(PAGE)
    with django_assert_num_queries(6):
        client.get(PAGE)
    for number in range(5):
        add_gathering(
            community=hearing_voices.community,
            by=None,
            slug=f"more-{number}",
            name=f"More {number}",
            place=hearing_voices.place,
            mode="in-person",
            first_day=date(2026, 11, 1),
            start_time=time(10),
            rule=weekly(number),
        )
    with django_assert_num_queries(6):
        assert words(client.get(PAGE)).count("More ") == 5


@pytest.mark.parametrize("page", ["", "photo/"])
@pytest.mark.django_db
def test_unknown_places_are_not_found(client: Client, page: str) -> None:
    assert client.get(f"/places/nowhere/{page}").status_code == 404


def test_the_photo(client: Client, library: Place, settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    photo = f"{PAGE}photo/"
    assert client.get(photo).status_code == 404
    library.photo_alt = "A red side door"
    library.photo.save("x.webp", ContentFile(b"picture"))
    assert f'<img src="{photo}" alt="A red side door">' in client.get(PAGE).content.decode()
    response = client.get(photo)
    assert (response.content, response.headers["Content-Type"]) == (b"picture", "image/webp")
    assert response.headers["Cache-Control"] == "public, max-age=3600"
    assert client.post(photo).status_code == 405
    (tmp_path / library.photo.name).unlink()
    assert client.get(photo).status_code == 404
