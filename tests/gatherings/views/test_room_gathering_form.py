"""A gathering added or changed in the community room: said back first, and only then saved."""

from datetime import date, time

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kithway.community.models import Closure, Community, Entry, Place, Room
from kithway.gatherings.actions import add_gathering, cancel_date, close
from kithway.gatherings.models import Gathering, Occurrence
from tests.gatherings.views.reading import STOCK, words
from tests.gatherings.views.rooms import everything, row

pytestmark = pytest.mark.usefixtures("thursday")
# The 2nd Thursday of the month, since the first day is one.
MONTHLY = {
    "name": "Quilting",
    "mode": "in-person",
    "how": "monthly",
    "first_day": "2026-12-10",
    "start_time": "18:30",
    "minutes": "90",
    "address_shown_to": "public",
    "online_shown_to": "coming",
}


@pytest.fixture
def asked(library: Place) -> dict[str, str]:
    return MONTHLY | {"where": f"place-{library.pk}"}


def test_monthly_is_said_back_with_its_next_eight_dates(
    client: Client, emis: str, library: Place, asked: dict[str, str]
) -> None:
    days = {"first_day": date(2027, 1, 14), "last_day": date(2027, 1, 14)}
    close(where=library, reason="Painting", by=None, **days)
    new = f"{emis}new-gathering/"
    client.get(new)
    before = {k: v for k, v in everything().items() if k != "people.Session"}
    answer = client.post(new, asked | {"say": "look"})
    text = words(answer)
    assert (
        "Quilting 2nd Thursday of the month, 6:30–8:00 pm, from Thursday 10 December "
        "Central Library Nothing is saved yet. Next dates Thursday 10 December, 6:30–8:00 pm "
        "Leave it out Thursday 14 January, 6:30–8:00 pm closed: Painting Thursday 11 February"
        in text
    )
    assert text.count("6:30–8:00 pm") == 9
    assert {k: v for k, v in everything().items() if k != "people.Session"} == before
    answer = client.post(new, asked | {"say": "save"})
    assert answer["Location"] == f"{emis}gatherings/quilting/"
    made = Gathering.objects.get()
    assert (made.rule, made.first_day, made.start_time, made.minutes, made.place) == (
        "FREQ=MONTHLY;BYDAY=2TH", date(2026, 12, 10), time(18, 30), 90, library,
    )  # fmt: skip
    closed = made.occurrences.get(recurrence_id="2027-01-14T18:30")
    assert closed.closure == Closure.objects.get()
    assert [(one.verb, one.by, one.name) for one in Entry.objects.filter(verb="added")] == [
        ("added", "Emi", "Quilting")
    ]


@pytest.mark.parametrize(
    ("given", "rule", "first", "said"),
    [
        ({"how": "weekly"}, "FREQ=WEEKLY;BYDAY=TH", "2026-12-10", "Every Thursday"),
        ({"how": "weekly", "weekdays": ["1", "3"]}, "FREQ=WEEKLY;BYDAY=TU,TH", "2026-12-10",
         "Tuesdays and Thursdays"),
        ({"how": "fortnight"}, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "2026-12-10",
         "Every other Thursday"),
        ({"how": "monthly", "nth": ["1", "-1"]}, "FREQ=MONTHLY;BYDAY=1TH,-1TH", "2026-12-31",
         "1st and last Thursday"),
        ({"how": "once"}, "", "2026-12-10", "Once, on Thursday 10 December"),
        ({"how": "chosen", "dates": "2026-12-03\n2027-01-02"}, "", "2026-12-03",
         "On Thursday 3 December and 2 more dates"),
    ],
)  # fmt: skip
def test_each_way_of_meeting(
    client: Client,
    emis: str,
    asked: dict[str, str],
    given: dict[str, object],
    rule: str,
    first: str,
    said: str,
) -> None:
    new = f"{emis}new-gathering/"
    assert said in words(client.post(new, asked | given))
    client.post(new, asked | given | {"say": "save"})
    made = Gathering.objects.get()
    assert (made.rule, made.first_day) == (rule, date.fromisoformat(first))
    # What is asked again begins as it was answered.
    change = f"{emis}gatherings/quilting/change/"
    html = client.get(change).content.decode()
    assert f'value="{given["how"]}"' in html.split("checked")[0].rpartition("<input")[2] + html
    look = words(client.post(change, asked | given))
    assert said in look
    client.post(change, asked | given | {"say": "save"})
    again = Gathering.objects.get()
    assert (again.rule, again.first_day) == (made.rule, made.first_day)


def test_by_appointment_takes_a_name_alone(client: Client, emis: str, community: Community) -> None:
    given = {"name": "Talk", "mode": "online", "how": "appointment", "minutes": "60",
             "address_shown_to": "public", "online_shown_to": "coming", "say": "save"}  # fmt: skip
    client.post(f"{emis}new-gathering/", given)
    made = Gathering.objects.get()
    assert (made.mode, made.first_day, made.community) == ("appointment", None, community)


def test_what_is_missing_is_said_and_nothing_saved(
    client: Client, emis: str, asked: dict[str, str]
) -> None:
    new = f"{emis}new-gathering/"
    for given, said in (
        ({}, "Give it a name."),
        (asked | {"where": ""}, "Choose a place, or add one below."),
        (asked | {"first_day": ""}, "Give a day like 2026-11-26."),
        (asked | {"start_time": "x"}, "Give a time like 18:30."),
        (asked | {"how": "chosen", "dates": "tomorrow"}, "Give a day like 2026-11-26."),
        (asked | {"minutes": "0"}, "Write a whole number of minutes from 1 to 1440."),
        (asked | {"where": "place-999"}, "Choose one of these."),
        (asked | {"first_day": "0001-01-01"}, "Give a day like 2026-11-26."),
        (asked | {"online_url": "x y"}, "Give a link like https://example.org."),
        (asked | {"capacity": "-1"}, "Write a whole number, or leave this empty."),
    ):
        text = words(client.post(new, given | {"say": "save"}))
        assert said in text
        assert STOCK.search(text) is None
    assert Gathering.objects.count() == 0
    html = client.post(new, asked | {"minutes": "x"}).content.decode()
    assert 'value="Quilting"' in html


def test_another_communitys_place_is_no_choice(
    client: Client, emis: str, asked: dict[str, str], other_community: Community
) -> None:
    theirs = Place.objects.create(slug="theirs", name="Theirs")
    theirs.communities.add(other_community)
    room = Room.objects.create(place=theirs, name="Attic")
    for where in (f"place-{theirs.pk}", f"room-{room.pk}"):
        text = words(client.post(f"{emis}new-gathering/", asked | {"where": where}))
        assert "Choose one of these." in text
        assert "Attic" not in text


def test_a_running_series_goes_on_otherwise_from_a_day(
    client: Client, emis: str, hearing_voices: Gathering
) -> None:
    change = f"{emis}gatherings/hearing-voices/change/"
    cancel_date(gathering=hearing_voices, recurrence_id="2026-12-17T18:00", by=None)
    sent = MONTHLY | {
        "name": "Hearing Voices group", "how": "weekly", "first_day": "2026-01-01",
        "start_time": "19:00", "where": f"place-{hearing_voices.place_id}",
    }  # fmt: skip
    text = words(client.post(change, sent))
    assert "From when on?" in text
    answer = client.post(change, sent | {"say": "save", "reach": "from"})
    assert "Give a day like 2026-11-26." in words(answer)
    answer = client.post(change, sent | {"say": "save", "reach": "from", "from_day": "2026-12-03"})
    new = Gathering.objects.get(slug="hearing-voices-2")
    assert answer["Location"] == f"{emis}gatherings/hearing-voices-2/"
    old = Gathering.objects.get(slug="hearing-voices")
    assert (old.last_day, old.continued_by, old.start_time) == (date(2026, 12, 2), new, time(18))
    assert (new.first_day, new.start_time) == (date(2026, 12, 3), time(19))
    # What somebody said of a day is said of it still.
    assert new.occurrences.get(recurrence_id="2026-12-17T19:00").status == "cancelled"


def test_all_coming_dates_at_once_and_what_would_be_lost(
    client: Client, emis: str, hearing_voices: Gathering
) -> None:
    change = f"{emis}gatherings/hearing-voices/change/"
    client.post(f"{emis}gatherings/hearing-voices/", {"say": "on", "date": "2026-12-03T18:00"})
    sent = MONTHLY | {
        "name": "Hearing Voices group", "how": "weekly", "first_day": "2026-01-02",
        "where": f"place-{hearing_voices.place_id}",
    }  # fmt: skip
    text = words(client.post(change, sent))
    assert "They would no longer be held: Thursday 3 December" in text
    assert row("2026-12-03T18:00").status == "confirmed"
    client.post(change, sent | {"say": "save", "reach": "all"})
    assert Gathering.objects.get().rule == "FREQ=WEEKLY;BYDAY=FR"
    assert not Occurrence.objects.filter(recurrence_id="2026-12-03T18:00").exists()


def test_what_has_no_plain_words_stays(
    client: Client, emis: str, library: Place, community
) -> None:
    rule = "FREQ=MONTHLY;BYMONTHDAY=3,-2"
    odd = add_gathering(
        community=community, by=None, slug="odd", name="Odd", mode="in-person", place=library,
        first_day=date(2026, 1, 3), start_time=time(10), rule=rule, kinds=["own-kind"],
    )  # fmt: skip
    change = f"{emis}gatherings/odd/change/"
    html = client.get(change).content.decode()
    assert 'value="kept"' in html
    assert 'value="own-kind"' in html
    sent = MONTHLY | {"name": "Odder", "how": "kept", "where": f"place-{library.pk}",
                      "kinds": ["own-kind"], "say": "save"}  # fmt: skip
    assert client.post(change, sent).status_code == 302
    odd.refresh_from_db()
    assert (odd.name, odd.rule, odd.kinds, odd.start_time) == (
        "Odder",
        rule,
        ["own-kind"],
        time(10),
    )


def test_back_to_the_form_keeps_what_was_typed(
    client: Client, emis: str, asked: dict[str, str]
) -> None:
    html = client.post(f"{emis}new-gathering/", asked | {"say": "back"}).content.decode()
    assert 'value="Quilting"' in html
    assert "See the next dates" in html


NEW_PLACE = {
    "place_name": "Grange Hall",
    "place_street": "9 Mill Road",
    "place_city": "Worcester",
    "place_postal_code": "01608",
}


def test_a_place_is_added_with_its_first_gathering(
    client: Client, emis: str, community: Community
) -> None:
    new = f"{emis}new-gathering/"
    assert "<details open><summary>Add a place" in client.get(new).content.decode()
    sent = MONTHLY | NEW_PLACE | {"where": "", "address_shown_to": "coming"}
    answer = client.post(new, sent | {"say": "look"})
    assert "from Thursday 10 December Grange Hall Nothing is saved yet." in words(answer)
    assert 'name="place_street" value="9 Mill Road"' in answer.content.decode()
    assert not Place.objects.exists()
    back = client.post(new, sent | {"say": "back"}).content.decode()
    assert all(f'value="{typed}"' in back for typed in NEW_PLACE.values())
    client.post(new, sent | {"say": "save"})
    place = Place.objects.get()
    assert (place.name, place.address_1, place.city, place.postal_code) == (*NEW_PLACE.values(),)
    # Its own page tells its address to no more people than the gathering does.
    assert (place.address_shown_to, list(place.communities.all())) == ("coming", [community])
    assert place.latitude
    assert Gathering.objects.get().place == place
    assert sorted(Entry.objects.filter(verb="added").values_list("name", flat=True)) == [
        "Grange Hall",
        "Quilting",
    ]


def test_a_new_place_is_named_and_the_only_one(
    client: Client, emis: str, asked: dict[str, str]
) -> None:
    new = f"{emis}new-gathering/"
    for given, said in (
        (asked | NEW_PLACE, "Choose a place, or add one: not both."),
        (MONTHLY | NEW_PLACE | {"place_name": ""}, "Give it a name."),
    ):
        assert said in words(client.post(new, given | {"say": "save"}))
    assert (Place.objects.count(), Gathering.objects.count()) == (1, 0)


def test_a_room_is_said_back_and_kept(client: Client, emis: str, library: Place) -> None:
    room = Room.objects.create(place=library, name="Attic")
    new, sent = f"{emis}new-gathering/", MONTHLY | {"where": f"room-{room.pk}"}
    assert "Central Library · Attic Nothing is saved yet." in words(client.post(new, sent))
    client.post(new, sent | {"say": "save"})
    made = Gathering.objects.get()
    assert (made.place, made.room) == (library, room)


def test_a_date_is_left_out_before_anything_is_saved(
    client: Client, emis: str, asked: dict[str, str]
) -> None:
    new, out = f"{emis}new-gathering/", {"leave_out": ["2027-01-14T18:30", "2027-02-12T18:30"]}
    ticked = client.post(new, asked | out | {"say": "look"}).content.decode()
    assert ticked.count(" checked> Leave it out") == 1
    back = client.post(new, asked | out | {"say": "back"}).content.decode()
    assert 'name="leave_out" value="2027-01-14T18:30"' in back
    client.post(new, asked | out | {"say": "save"})
    made = Gathering.objects.get()
    # What is none of its dates is left alone.
    assert (made.rule, made.left_out) == ("FREQ=MONTHLY;BYDAY=2TH", ["2027-01-14T18:30"])
    days = made.occurrences.order_by("starts_at").values_list("recurrence_id", flat=True)
    assert list(days)[:2] == ["2026-12-10T18:30", "2027-02-11T18:30"]
    change = f"{emis}gatherings/quilting/change/"
    more = asked | {"how": "kept", "leave_out": ["2027-03-11T18:30"], "say": "save"}
    assert client.post(change, more).status_code == 302
    made.refresh_from_db()
    assert made.left_out == ["2027-01-14T18:30", "2027-03-11T18:30"]


@pytest.mark.parametrize("path", ["gatherings/hearing-voices/change/", "new-gathering/"])
def test_only_ones_own(client: Client, jos: str, emis: str, page: str, path: str) -> None:
    before = everything()["gatherings.Gathering"]
    answers = {
        client.get(f"{jos}gatherings/hearing-voices/change/").status_code,
        client.post(f"{jos}gatherings/hearing-voices/change/", {"say": "save"}).status_code,
        client.get(f"{jos}gatherings/nowhere/change/").status_code,
    }
    assert answers == {404}
    assert client.get(f"{emis}{path}").status_code == 200
    assert everything()["gatherings.Gathering"] == before


def test_as_many_queries_at_one_as_at_many(
    client: Client,
    emis: str,
    asked: dict[str, str],
    library: Place,
    community: Community,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    new = f"{emis}new-gathering/"
    client.get(new)
    for _ in range(2):
        with django_assert_num_queries(4):
            client.get(new)
        with django_assert_num_queries(5):
            client.post(new, asked | {"say": "look"})
        for number in range(5):
            place = Place.objects.create(slug=f"p{number}", name=f"P{number}")
            place.communities.add(community)
            Room.objects.create(place=place, name="Attic")
        close(where=library, first_day=date(2027, 3, 1), last_day=date(2027, 3, 2), by=None)
        break
    with django_assert_num_queries(4):
        client.get(new)
    with django_assert_num_queries(5):
        client.post(new, asked | {"say": "look"})
