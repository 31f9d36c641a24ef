"""A facilitator's private link: what it does, and all that it does not."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from kithway.community.models import Place, ShownTo
from kithway.gatherings.actions import (
    change_gathering,
    count_held,
    end_date_links,
    forget_links,
    make_date_link,
)
from kithway.gatherings.models import DateLink, Gathering, Occurrence
from kithway.people.models import Person
from tests.clock import NOON
from tests.gatherings.views.reading import words
from tests.gatherings.views.rooms import TONIGHT, everything, row

pytestmark = pytest.mark.usefixtures("thursday")
SOON = "It shows everywhere within a minute."
ENDS = NOON + timedelta(hours=7, minutes=30)


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_it_shows_the_date_and_what_people_see(client: Client, date_page: str) -> None:
    text = words(client.get(date_page))
    for said in (
        "Hearing Voices group Tonight, 6:00–7:30 pm Thursday 26 November Central Library",
        "What people see now: weekly, not yet confirmed",
        "It is on",
        "It is called off",
        "It is different this time",
        "Something else? Ask Three Rivers: hello@three-rivers.example",
    ):
        assert said in text
    assert "Take that back" not in text


def test_reading_it_changes_nothing(strict: Client, date_page: str) -> None:
    """A link scanner, a preview, a browser that fetches ahead: none of them decides anything."""
    before = everything()
    for number in range(20):
        assert strict.get(date_page, {"say": "off", "n": number}).status_code == 200
    for header in ({"Sec-Purpose": "prefetch"}, {"Purpose": "preview"}):
        assert strict.get(date_page, headers=header).status_code == 200
    assert strict.head(date_page).status_code == 200
    assert [strict.generic(method, date_page).status_code for method in ("PUT", "DELETE")] == [
        405,
        405,
    ]
    assert strict.options(date_page).status_code == 405
    assert everything() == before


def test_confirm_twice_is_as_once(strict: Client, date_page: str) -> None:
    for _ in range(2):
        response = strict.post(date_page, {"say": "on"})
        assert (response.status_code, response["Location"]) == (302, date_page)
        assert (row().status, row().confirmed_by) == ("confirmed", "Dara")
    response = strict.get(date_page)
    assert "What people see now: confirmed today by Dara" in words(response)
    assert response.cookies == {}
    assert "confirmed today by Dara" in words(strict.get("/gatherings/"))


def test_without_a_name_none_is_said(client: Client, hearing_voices: Gathering) -> None:
    _, token = make_date_link(gathering=hearing_voices, recurrence_id=TONIGHT, by=None)
    client.post(f"/dates/{token}/", {"say": "on"})
    assert (
        "What people see now: confirmed today It shows everywhere within a minute. Take"
        in words(client.get(f"/dates/{token}/"))
    )


@pytest.mark.parametrize(
    ("sent", "because"),
    [
        ({}, ""),
        ({"reason": "weather"}, "the weather"),
        ({"reason": "weather", "words": "Snow up to the door"}, "Snow up to the door"),
    ],
)
def test_call_off_and_take_that_back(
    strict: Client, date_page: str, sent: dict[str, str], because: str
) -> None:
    strict.post(date_page, {"say": "on"})
    for _ in range(2):
        assert strict.post(date_page, {"say": "off", **sent}).status_code == 302
        assert (row().status, row().cancelled_because) == ("cancelled", because)
        assert (row().cancelled_by, row().confirmed_at) == ("Dara", None)
    shown = f"cancelled: {because}" if because else "cancelled"
    assert (
        f"What people see now: {shown} It shows everywhere within a minute. Take that back"
        in words(strict.get(date_page))
    )
    for _ in range(2):
        assert strict.post(date_page, {"say": "undo"}).status_code == 302
        assert row().status == "expected"
    assert "weekly, not yet confirmed" in words(strict.get(date_page))


def test_what_was_typed_stays_where_it_needs_changing(strict: Client, date_page: str) -> None:
    response = strict.post(date_page, {"say": "off", "words": "x" * 201, "reason": "weather"})
    assert response.status_code == 200
    assert "Something needs changing" in words(response)
    assert "x" * 201 in response.content.decode()
    assert row().status == "expected"


def otherwise(**sent: object) -> dict[str, object]:
    usual = {"day": "2026-11-26", "time": "18:00", "minutes": 90, "note": ""}
    return {"say": "otherwise", **usual, **sent}


def test_another_time_place_and_length(
    strict: Client, date_page: str, library: Place, quiet_house: Place
) -> None:
    sent = otherwise(day="2026-11-27", time="19:15", minutes=45, place=quiet_house.pk, note="Tea")
    for _ in range(2):
        assert strict.post(date_page, sent).status_code == 302
        date = row()
        assert (date.moved_to, date.own_minutes) == ("2026-11-27T19:15", 45)
        assert (date.own_place, date.place, date.changed_by) == (quiet_house, quiet_house, "Dara")
    text = words(strict.get(date_page))
    assert "Tomorrow, 7:15–8:00 pm Friday 27 November The Quiet House" in text
    assert (
        "What people see now: moved from Thursday 26 November, 6:00 pm, at another place this "
        "time: Tea" in text
    )
    # Where the address is hidden at the other place it is hidden of this date.
    public = words(strict.get("/gatherings/hearing-voices/2026-11-26/"))
    assert "When Tomorrow, 7:15–8:00 pm" in public
    assert "Where The Quiet House Holyoke, MA We tell you where once you say you are coming." in (
        public
    )
    assert "Hidden Lane" not in public + text
    shown = words(strict.post("/gatherings/hearing-voices/2026-11-26/way-in/"))
    assert "Hidden Lane" in shown
    assert "Hidden Lane" not in words(strict.post("/gatherings/hearing-voices/2026-12-03/way-in/"))
    strict.post(date_page, {"say": "undo"})
    assert (row().moved_to, row().own_minutes, row().place) == ("", None, library)


def test_a_gathering_that_hides_more_hides_the_other_place_too(
    strict: Client, date_page: str, hearing_voices: Gathering, library: Place
) -> None:
    hall = Place.objects.create(slug="hall", name="Hall", address_1="9 Canary Close", city="Lynn")
    hall.communities.add(hearing_voices.community)
    change_gathering(gathering=hearing_voices, by=None, address_shown_to=ShownTo.COMING)
    strict.post(date_page, otherwise(place=hall.pk))
    public = words(strict.get("/gatherings/hearing-voices/2026-11-26/"))
    assert [secret for secret in ("Canary", "Hall") if secret in public] == []
    assert "9 Canary Close" in words(strict.post("/gatherings/hearing-voices/2026-11-26/way-in/"))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "This is as usual. Change something, or write a note."),
        ({"day": "2026-11-26", "time": "10:00"}, "Choose a day and time that are still to come."),
        ({"day": "2027-11-26"}, "Choose a day within two months of the usual one."),
        ({"day": "soon"}, "Enter a valid date."),
        ({"minutes": "0"}, "Ensure this value is greater than or equal to 1."),
        ({"place": "1234567"}, "Select a valid choice."),
        ({"place": "x"}, "Select a valid choice."),
        ({"note": "x" * 201}, "Ensure this value has at most 200 characters"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(
    strict: Client, date_page: str, sent: dict[str, str], said: str
) -> None:
    given = otherwise(**({"place": row().place_id} | sent))
    response = strict.post(date_page, given)
    assert (response.status_code, row().changed_at) == (200, None)
    assert said in words(response)
    assert '<details class="big" open>' in response.content.decode()


def test_a_place_of_another_community_cannot_be_chosen(
    strict: Client, date_page: str, other_community: object
) -> None:
    theirs = Place.objects.create(slug="theirs", name="Theirs")
    theirs.communities.add(other_community)
    assert "Select a valid choice" in words(strict.post(date_page, otherwise(place=theirs.pk)))
    assert row().own_place is None


def test_what_it_does_not_know_does_nothing(strict: Client, date_page: str) -> None:
    before = everything()
    for say in ("", "held", "not-held", "delete", "ON"):
        assert strict.post(date_page, {"say": say}).status_code == 302
    assert everything() == before


def test_when_it_is_over_it_asks_whether_it_took_place(
    strict: Client, date_page: str, hearing_voices: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, ENDS + timedelta(minutes=1))
    text = words(strict.get(date_page))
    assert "Nobody has said yet whether it took place." in text
    assert "It took place Nobody came, or it was not held" in text
    assert "It is called off" not in text
    for say in ("on", "off", "otherwise"):
        strict.post(date_page, {"say": say})
        assert row().is_written_on is False
    strict.post(date_page, {"say": "held"})
    hearing_voices.refresh_from_db()
    assert (hearing_voices.last_held_at, row().confirmed_by) == (ENDS, "Dara")
    assert "It took place. Take that back" in words(strict.get(date_page))
    strict.post(date_page, {"say": "not-held"})
    hearing_voices.refresh_from_db()
    assert (hearing_voices.last_held_at, row().status) == (None, "cancelled")
    assert "It did not take place." in words(strict.get(date_page))


def test_it_opens_until_a_day_and_a_half_after_the_date(
    strict: Client, date_page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = ENDS + timedelta(hours=36)
    at(monkeypatch, last - timedelta(seconds=1))
    assert strict.get(date_page).status_code == 200
    at(monkeypatch, last)
    assert strict.get(date_page).status_code == 404
    assert strict.post(date_page, {"say": "held"}).status_code == 404
    assert row().is_written_on is False


def test_a_date_moved_later_keeps_its_link_open(strict: Client, date_page: str) -> None:
    strict.post(date_page, otherwise(day="2026-12-20", place=row().place_id))
    moved = ENDS + timedelta(days=24)
    assert DateLink.objects.get().expires_at == moved + timedelta(hours=36)
    strict.post(date_page, {"say": "undo"})
    assert DateLink.objects.get().expires_at == ENDS + timedelta(hours=36)


def test_unknown_over_and_ended_look_alike(
    client: Client, date_page: str, hearing_voices: Gathering, emi: Person
) -> None:
    other = Client()
    assert end_date_links(gathering=hearing_voices, by=emi) == 1
    ended = client.get(date_page)
    DateLink.objects.update(ended_at=None, expires_at=NOON - timedelta(days=1))
    over = client.get(date_page)
    unknown = client.get("/dates/" + "x" * 43 + "/")
    pages = [words(answer) for answer in (ended, over, unknown, other.post(date_page))]
    assert len(set(pages)) == 1
    assert "Ask the person who sent it to you for a new link." in pages[0]
    assert {a.status_code for a in (ended, over, unknown)} == {404}


def test_a_date_that_the_rule_no_longer_has_opens_nothing(
    strict: Client, date_page: str, hearing_voices: Gathering
) -> None:
    change_gathering(gathering=hearing_voices, by=None, rule="FREQ=WEEKLY;BYDAY=MO")
    assert strict.get(date_page).status_code == 404
    assert strict.post(date_page, {"say": "on"}).status_code == 404


def test_of_an_ended_gathering_nothing_can_be_said(
    strict: Client, date_page: str, hearing_voices: Gathering
) -> None:
    Gathering.objects.update(ended_at=NOON)
    strict.post(date_page, {"say": "on"})
    assert row().is_written_on is False
    text = words(strict.get(date_page))
    assert "What people see now: no longer held" in text
    assert "It is called off" not in text


def test_only_this_date(strict: Client, date_page: str) -> None:
    strict.post(date_page, {"say": "off", "date": "2026-12-03T18:00", "recurrence_id": "x"})
    off = Occurrence.objects.exclude(cancelled_at=None)
    assert list(off.values_list("recurrence_id", flat=True)) == [TONIGHT]


def test_a_date_beyond_what_is_made_ahead(
    strict: Client, hearing_voices: Gathering, emi: Person
) -> None:
    _, token = make_date_link(gathering=hearing_voices, recurrence_id="2027-05-06T18:00", by=emi)
    strict.post(f"/dates/{token}/", {"say": "on"})
    date = hearing_voices.occurrences.get(recurrence_id="2027-05-06T18:00")
    assert date.status == "confirmed"


def test_old_links_are_forgotten(date_page: str, hearing_voices: Gathering) -> None:
    make_date_link(gathering=hearing_voices, recurrence_id="2026-12-31T18:00", by=None)
    weeks = timedelta(weeks=4)
    assert forget_links(now=ENDS + timedelta(hours=36) + weeks) == 0
    assert forget_links(now=ENDS + timedelta(hours=37) + weeks) == 1
    assert DateLink.objects.get().recurrence_id == "2026-12-31T18:00"
    end_date_links(gathering=hearing_voices, recurrence_id="2026-12-24T18:00", by=None)
    assert forget_links(now=NOON + weeks + timedelta(hours=1)) == 0
    end_date_links(gathering=hearing_voices, recurrence_id="2026-12-31T18:00", by=None)
    assert forget_links(now=NOON + weeks + timedelta(hours=1)) == 1


def test_what_was_said_counts_as_held(
    strict: Client, date_page: str, hearing_voices: Gathering
) -> None:
    strict.post(date_page, {"say": "on"})
    assert count_held(now=ENDS + timedelta(hours=1)) == 1


def test_queries(
    client: Client, date_page: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(date_page)
    with django_assert_num_queries(3):
        client.get(date_page)
