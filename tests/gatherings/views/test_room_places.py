"""Places in the community room: kept by those who use them, with rooms, keys and closed days."""

import io
from datetime import date

import pytest
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from kithway.community.models import Closure, Community, Entry, Place, PlaceKey, Room
from kithway.consent.models import Receipt
from kithway.gatherings.actions import close
from kithway.gatherings.models import FinderKey, Gathering, Occurrence
from kithway.people.models import Person
from tests.gatherings.views.reading import STOCK, words
from tests.gatherings.views.rooms import everything, row

pytestmark = pytest.mark.usefixtures("thursday")
PLACE = {
    "name": "Grange Hall",
    "address_1": "1 Main Street",
    "city": "Worcester",
    "region": "MA",
    "postal_code": "01608",
    "country": "us",
    "address_shown_to": "public",
    "door": "Red door",
    "access": ["step-free"],
}
LIBRARY = "places/central-library/"


def test_a_place_is_found_by_its_zip(client: Client, emis: str, community: Community) -> None:
    answer = client.post(f"{emis}new-place/", PLACE)
    assert answer["Location"] == f"{emis}places/grange-hall/"
    place = Place.objects.get()
    assert (place.name, place.country, place.door, place.access) == (
        "Grange Hall", "US", "Red door", ["step-free"],
    )  # fmt: skip
    assert (round(place.latitude or 0, 1), round(place.longitude or 0, 1)) == (42.3, -71.8)
    assert list(place.communities.all()) == [community]
    assert "Grange Hall" in words(client.get(f"{emis}places/"))
    client.post(f"{emis}new-place/", PLACE)
    assert set(Place.objects.values_list("slug", flat=True)) == {"grange-hall", "grange-hall-2"}


def test_what_will_not_do_is_said(client: Client, emis: str) -> None:
    for given, said in (
        ({"name": ""}, "Give it a name."),
        ({"name": "x" * 161}, "Make this shorter: at most 160 characters."),
        ({"timezone": "Nowhere/Else"}, "Give a time zone like America/New_York."),
        ({"access": ["x y"]}, "Choose"),
        ({"address_shown_to": "x"}, "Choose one of these."),
    ):
        answer = client.post(f"{emis}new-place/", PLACE | given)
        assert (answer.status_code, said in words(answer)) == (200, True)
        assert STOCK.search(words(answer)) is None
    assert Place.objects.count() == 0


def test_a_place_that_nobody_can_find_says_so(client: Client, emis: str) -> None:
    client.post(f"{emis}new-place/", PLACE | {"postal_code": "", "city": ""})
    text = words(client.get(f"{emis}places/grange-hall/"))
    assert "We do not know where this is" in text


def changed(client: Client, emis: str, place: Place, **facts: object) -> None:
    """The form as it stands, and these."""
    names = "name address_1 city region postal_code country address_shown_to door transport "
    names += "parking access access_notes timezone"
    sent = {name: getattr(place, name) for name in names.split()} | facts
    assert client.post(f"{emis}places/{place.slug}/change/", sent).status_code == 302
    place.refresh_from_db()


def test_a_change_reaches_all_that_is_held_there(
    client: Client, emis: str, hearing_voices: Gathering, library: Place
) -> None:
    changed(client, emis, library, access=["hearing-loop"], name="Old Mill")
    keys = set(FinderKey.objects.values_list("key", flat=True))
    assert ("access:hearing-loop" in keys, "access:lift" in keys, "word:mill" in keys) == (
        True, False, True,
    )  # fmt: skip
    assert (library.latitude, library.longitude) == (42.1037, -72.5858)
    before = row().starts_at
    changed(client, emis, library, timezone="America/Chicago")
    assert (row().starts_at - before).total_seconds() == 3600
    changed(client, emis, library, city="Holyoke", postal_code="01040")
    assert round(library.latitude or 0, 1) == 42.2


def test_hidden_from_now_on_it_is_measured_vaguely(
    client: Client, emis: str, library: Place, hearing_voices: Gathering
) -> None:
    changed(client, emis, library, address_shown_to="coming")
    assert (library.search_latitude, library.search_longitude) == (42.1, -72.6)
    page = Client().get("/gatherings/hearing-voices/").content.decode()
    assert "220 State Street" not in page


def test_one_that_others_use_says_so(
    client: Client, emis: str, library: Place, other_community: Community
) -> None:
    said = "Others use this place too, and a change is theirs as well: Bay Side"
    assert said not in words(client.get(f"{emis}{LIBRARY}change/"))
    library.communities.add(other_community)
    for path in (LIBRARY, f"{LIBRARY}change/"):
        assert said in words(client.get(f"{emis}{path}"))


def test_rooms(client: Client, emis: str, library: Place) -> None:
    rooms = f"{emis}{LIBRARY}rooms/"
    client.post(rooms, {"name": "Room 2", "capacity": "12", "access_notes": "By the lift"})
    room = Room.objects.get()
    assert (room.place, room.name, room.capacity) == (library, "Room 2", 12)
    assert "Another room has this name." in words(client.post(rooms, {"name": "Room 2"}))
    client.post(f"{rooms}{room.pk}/", {"name": "Room 3", "capacity": ""})
    room.refresh_from_db()
    assert (room.name, room.capacity, Room.objects.count()) == ("Room 3", None, 1)
    for given in ({"name": ""}, {"name": "x", "capacity": "x"}):
        assert STOCK.search(words(client.post(rooms, given))) is None


def test_keys_and_what_opens_a_door_is_sealed(
    client: Client, emis: str, library: Place, emi: Person
) -> None:
    keys = f"{emis}{LIBRARY}keys/"
    client.post(keys, {"label": "Front door", "holder": "Sam", "notes": "Canary 4471"})
    key = PlaceKey.objects.get()
    assert (key.place, key.holder) == (library, "Sam")
    assert "Canary 4471" not in str(everything())
    assert b"Canary" not in bytes(key.notes or b"")
    text = words(client.get(f"{keys}{key.pk}/"))
    assert ("Canary 4471" in text, Receipt.objects.count()) == (False, 0)
    assert "Canary 4471" in words(client.post(f"{keys}{key.pk}/", {"say": "open"}))
    receipt = Receipt.objects.get()
    assert (receipt.owner, receipt.reader, receipt.because) == (key.pk, emi, "coordinates")
    assert "Front door" in words(client.get(keys))
    for _ in range(2):
        client.post(f"{keys}{key.pk}/", {"say": "returned"})
    assert "Front door" not in words(client.get(keys))
    assert client.post(f"{keys}{key.pk}/", {"say": "open"}).status_code == 404
    names = Entry.objects.filter(model="community.placekey").values_list("verb", "name")
    assert set(names) == {
        ("added", "Central Library · Front door"), ("removed", "Central Library · Front door"),
    }  # fmt: skip


def test_a_photo_says_what_it_shows(client: Client, emis: str, library: Place) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(drawn, "PNG")
    for name, data, alt, said in (
        ("door.png", drawn.getvalue(), "", "Say in a few words what the photo shows."),
        ("door.png", b"no picture", "A door", "Something needs changing"),
        ("door.png", drawn.getvalue(), "A red door", ""),
    ):
        picture = io.BytesIO(data)
        picture.name = name
        answer = client.post(f"{emis}{LIBRARY}photo/", {"photo": picture, "alt": alt})
        assert said in words(answer)
    library.refresh_from_db()
    assert (library.photo_alt, bool(library.photo)) == ("A red door", True)
    library.photo.delete(save=False)


def test_a_closure_shows_what_it_takes_away_before_it_is_saved(
    client: Client, emis: str, hearing_voices: Gathering, drumming: Gathering
) -> None:
    path = f"{emis}{LIBRARY}closure/"
    sent = {"first_day": "2026-12-01", "last_day": "2026-12-12", "reason": "Painting"}
    text = words(client.post(path, sent | {"say": "look"}))
    assert "Nothing is saved yet. 2 dates are closed by this. Thursday 3 December" in text
    assert "Drumming" not in text
    assert (Closure.objects.count(), row("2026-12-03T18:00").closure) == (0, None)
    client.post(path, sent | {"say": "save"})
    closure = Closure.objects.get()
    assert row("2026-12-03T18:00").closure == closure
    assert "Painting" in words(client.get(f"{emis}{LIBRARY}"))
    everywhere = f"{emis}closures/"
    assert "Painting" in words(client.get(everywhere))
    client.post(f"{everywhere}{closure.pk}/")
    assert (Closure.objects.count(), row("2026-12-03T18:00").closure) == (0, None)
    text = words(client.post(f"{everywhere}new/", sent | {"say": "look"}))
    assert "4 dates are closed by this." in text
    client.post(f"{everywhere}new/", sent | {"say": "save"})
    assert Occurrence.objects.exclude(closure=None).count() == 4


def test_of_another_communitys_date_the_name_is_not_told(
    client: Client, emis: str, library: Place, other_community: Community, online_talk: Gathering
) -> None:
    library.communities.add(other_community)
    Occurrence.objects.update(place=library)
    sent = {"first_day": "2026-12-03", "last_day": "2026-12-03", "say": "look"}
    text = words(client.post(f"{emis}{LIBRARY}closure/", sent))
    assert ("Bay Side" in text, "Talk it over" in text) == (True, False)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Give a day like 2026-11-26."),
        ({"first_day": "2026-12-02", "last_day": "2026-12-01"},
         "Choose a day on or after the first one."),
        ({"first_day": "x", "last_day": "2026-12-01"}, "Give a day like 2026-11-26."),
    ],
)  # fmt: skip
def test_days_that_cannot_be(
    client: Client, emis: str, library: Place, given: dict[str, str], said: str
) -> None:
    for path in (f"{LIBRARY}closure/", "closures/new/"):
        text = words(client.post(f"{emis}{path}", given | {"say": "save"}))
        assert said in text
        assert STOCK.search(text) is None
    assert Closure.objects.count() == 0


def test_the_communitys_own_time_zone(
    client: Client, emis: str, hearing_voices: Gathering, community: Community
) -> None:
    before = row().starts_at
    sent = {"name": "Three Rivers", "contact": "Call us", "timezone": "America/Chicago"}
    client.post(f"{emis}about/", sent | {"timezone": "Here"})
    community.refresh_from_db()
    assert community.timezone == "America/New_York"
    client.post(f"{emis}about/", sent)
    community.refresh_from_db()
    assert (community.timezone, community.contact) == ("America/Chicago", "Call us")
    assert (row().starts_at - before).total_seconds() == 3600


def test_another_communitys_places_are_not_there(
    client: Client, emis: str, jos: str, library: Place
) -> None:
    room = Room.objects.create(place=library, name="Room 2")
    closure = close(where=library, first_day=date(2026, 12, 1), last_day=date(2026, 12, 2), by=None)
    client.post(f"{emis}{LIBRARY}keys/", {"label": "Front door", "notes": "4471"})
    key = PlaceKey.objects.get()
    before = {k: v for k, v in everything().items() if k != "people.Session"}
    nowhere = words(client.get(f"{jos}places/nowhere/"))
    paths = ("", "change/", "photo/", "rooms/", f"rooms/{room.pk}/", "keys/", "closure/")
    paths = (*(f"{LIBRARY}{path}" for path in paths), f"closures/{closure.pk}/")
    for path in (*paths, f"{LIBRARY}keys/{key.pk}/"):
        for answer in (client.get(f"{jos}{path}"), client.post(f"{jos}{path}", {"say": "open"})):
            assert (answer.status_code, words(answer)) == (404, nowhere)
    after = everything()
    assert {name: after[name] for name in before} == before
    # A key is its own community's, also at a place that both use.
    library.communities.add(Community.objects.get(slug="bay-side"))
    assert client.post(f"{jos}{LIBRARY}keys/{key.pk}/", {"say": "open"}).status_code == 404
    assert "Front door" not in words(client.get(f"{jos}{LIBRARY}keys/"))


@pytest.mark.parametrize(
    ("path", "count"),
    [("places/", 4), (LIBRARY, 6), (f"{LIBRARY}keys/", 4), ("closures/", 4), ("about/", 2)],
)
def test_as_many_queries_at_one_as_at_many(
    client: Client,
    emis: str,
    library: Place,
    community: Community,
    path: str,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    def more(number: int) -> None:
        place = Place.objects.create(slug=f"p{number}", name=f"P{number}")
        place.communities.add(community)
        Room.objects.create(place=library, name=f"R{number}")
        day = date(2026, 12, 1 + number)
        close(where=library, first_day=day, last_day=day, by=None)
        PlaceKey.objects.create(community=community, place=library, label=f"K{number}")

    more(0)
    client.get(f"{emis}{path}")
    with django_assert_num_queries(count):
        client.get(f"{emis}{path}")
    for number in range(1, 6):
        more(number)
    with django_assert_num_queries(count):
        client.get(f"{emis}{path}")
