from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from kithway.community.models import Place
from kithway.gatherings.actions import (
    add_gathering,
    cancel_date,
    change_date,
    change_gathering,
    close,
    continue_series,
    end_series,
)
from kithway.gatherings.actions.fading import fade_anew
from kithway.gatherings.models import Gathering, Occurrence
from tests.gatherings.views.reading import words

pytestmark = pytest.mark.usefixtures("thursday")
PAGE = "/gatherings/hearing-voices"


def test_a_date_that_is_in_doubt_says_whom_to_ask(
    client: Client, hearing_voices: Gathering, thursday: datetime
) -> None:
    text = words(client.get(f"{PAGE}/2026-11-26/"))
    assert ["Just come No need to book" in text, "three-rivers.example" in text] == [True, False]
    hearing_voices.seen_at = thursday - timedelta(days=120)
    hearing_voices.save()
    fade_anew([hearing_voices])
    text = words(client.get(f"{PAGE}/2026-11-26/"))
    assert "ask before you go. Three Rivers: hello@three-rivers.example" in text
    assert ["Just come No need" in text, "Ask us first Call or ask before you go." in text] == [
        False,
        True,
    ]


@pytest.mark.parametrize("code", ["2026-11-26", "2026-11-26T1800"])
def test_one_date(client: Client, hearing_voices: Gathering, code: str) -> None:
    text = words(client.get(f"{PAGE}/{code}/"))
    assert "When Tonight, 6:00–7:30 pm Thursday 26 November" in text
    assert "Where Central Library 220 State Street, Springfield, MA 01103" in text
    assert "weekly, not yet confirmed" in text


@pytest.mark.parametrize(
    "code",
    [
        "2026-11-27",  # a Friday
        "2026-11-26T1700",
        "2026-02-31",
        "2026-11-26T2561",
        "2026-11-26T18:00",
        "2026-11-26T180",
        "0000-00-00",
        "0001-01-01",
        "9999-12-30",
        "2031-11-27",  # a Thursday, too far ahead to work out
        "2026-11-19",  # a Thursday before this list began: the past is never made again
        "abc",
        "٢٠٢٦-11-26",
        "2026-11-26T1800Z",
        "way-out",
        "%00",
        "' or 1=1",
    ],
)
def test_what_is_no_date_of_it_is_not_found(
    client: Client, hearing_voices: Gathering, code: str
) -> None:
    assert client.get(f"{PAGE}/{code}/").status_code == 404
    assert client.get(f"{PAGE}/{code}/way-in/").status_code == 404
    assert client.post(f"{PAGE}/{code}/way-in/").status_code == 404


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(st.characters(exclude_characters="/?#", exclude_categories=["Cs"]), min_size=1))
def test_any_text_for_a_date_is_answered(
    client: Client, hearing_voices: Gathering, text: str
) -> None:
    assert client.get(f"{PAGE}/{text}/").status_code in {200, 404}


def test_beyond_what_is_made_ahead_the_rule_says(client: Client, hearing_voices: Gathering) -> None:
    made = Occurrence.objects.count()
    text = words(client.get(f"{PAGE}/2027-09-16/"))
    assert "When Thursday 16 September 2027, 6:00–7:30 pm" in text
    assert "weekly, not yet confirmed" in text
    assert Occurrence.objects.count() == made


def test_a_closure_beyond_what_is_made_ahead_holds(
    client: Client, hearing_voices: Gathering, library: Place
) -> None:
    day = date(2027, 9, 16)
    close(where=library, first_day=day, last_day=day, reason="Floor is painted", by=None)
    text = words(client.get(f"{PAGE}/2027-09-16/"))
    assert "Not held this day. Closed that day: Floor is painted." in text
    assert "No need to book" not in text


def test_a_past_date_is_said_to_be_past(client: Client, hearing_voices: Gathering) -> None:
    Occurrence.objects.create(
        gathering=hearing_voices,
        recurrence_id="2026-11-19T18:00",
        starts_at=datetime(2026, 11, 19, 23, tzinfo=UTC),
        ends_at=datetime(2026, 11, 20, 0, 30, tzinfo=UTC),
    )
    text = words(client.get(f"{PAGE}/2026-11-19/"))
    assert "This date is past. See the next ones" in text
    assert "No need to book" not in text


def test_a_cancelled_date_says_why(client: Client, hearing_voices: Gathering) -> None:
    Occurrence.objects.filter(recurrence_id="2026-11-26T18:00").update(
        cancelled_at=datetime(2026, 11, 26, tzinfo=UTC), cancelled_because="Dara is unwell"
    )
    response = client.get(f"{PAGE}/2026-11-26/")
    assert "Not held this day. Cancelled: Dara is unwell." in words(response)
    assert "<s>Tonight, 6:00–7:30 pm</s>" in response.content.decode()


def test_two_on_one_day_are_both_offered(client: Client, hearing_voices: Gathering) -> None:
    Occurrence.objects.create(
        gathering=hearing_voices,
        recurrence_id="2026-11-26T09:00",
        starts_at=datetime(2026, 11, 26, 14, tzinfo=UTC),
        ends_at=datetime(2026, 11, 26, 15, tzinfo=UTC),
    )
    response = client.get(f"{PAGE}/2026-11-26/")
    assert "More than once on Thursday 26 November. Which one?" in words(response)
    html = response.content.decode()
    assert f'href="{PAGE}/2026-11-26T0900/">9:00–10:00 am' in html
    assert f'href="{PAGE}/2026-11-26T1800/">6:00–7:30 pm' in html
    assert client.get(f"{PAGE}/2026-11-26T0900/").status_code == 200
    assert client.get(f"{PAGE}/2026-11-26/way-in/").status_code == 404


def test_by_appointment_has_no_dates(client: Client, hearing_voices: Gathering) -> None:
    add_gathering(
        community=hearing_voices.community, by=None, slug="one", name="One", mode="appointment"
    )
    assert client.get("/gatherings/one/2026-11-26/").status_code == 404


def test_a_rule_that_cannot_be_read_is_not_found(client: Client, hearing_voices: Gathering) -> None:
    Gathering.objects.update(rule="FREQ=SOMETIMES")
    assert client.get(f"{PAGE}/2027-09-16/").status_code == 404
    assert client.get(f"{PAGE}/").status_code == 200


def test_the_hour_that_the_clocks_skip(client: Client, hearing_voices: Gathering) -> None:
    """2:30 on 14 March 2027 does not exist in New York; it is read as 3:30 by the new clock."""
    add_gathering(
        community=hearing_voices.community,
        by=None,
        slug="night",
        name="Night line",
        mode="telephone",
        first_day=date(2026, 11, 1),
        start_time=time(2, 30),
        minutes=60,
        rule="FREQ=WEEKLY;BYDAY=SU",
    )
    text = words(client.get("/gatherings/night/2027-03-14/"))
    assert "When Sunday 14 March, 3:30–4:30 am (New York time)" in text


def test_queries(
    client: Client, hearing_voices: Gathering, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(f"{PAGE}/2026-11-26/")
    with django_assert_num_queries(2):
        client.get(f"{PAGE}/2026-11-26/")
    with django_assert_num_queries(3):
        client.get(f"{PAGE}/2027-09-16/")


SIX, FRIDAY = "2026-12-03T18:00", datetime(2026, 12, 4, 19)


def test_a_moved_date_is_found_by_the_day_it_was_and_the_day_it_is(
    client: Client, hearing_voices: Gathering
) -> None:
    change_date(
        gathering=hearing_voices, recurrence_id=SIX, moved_to=FRIDAY, because="Floors.", by=None
    )
    for code in ("2026-12-03", "2026-12-03T1800", "2026-12-04", "2026-12-04T1900"):
        text = words(client.get(f"/gatherings/hearing-voices/{code}/"))
        assert "When Friday 4 December, 7:00–8:30 pm" in text
        assert "Moved from Thursday 3 December, 6:00 pm: Floors." in text
    assert client.get("/gatherings/hearing-voices/2026-12-04T1800/").status_code == 404
    lines = words(client.get("/gatherings/hearing-voices/"))
    assert "Friday 4 December, 7:00–8:30 pm moved from Thursday 3 December, 6:00 pm" in lines
    found = words(client.get("/gatherings/?from=2026-12-04"))
    assert "moved from Thursday 3 December, 6:00 pm: Floors" in found


def test_a_date_at_another_hour_of_its_day(client: Client, hearing_voices: Gathering) -> None:
    change_date(
        gathering=hearing_voices, recurrence_id=SIX, moved_to=datetime(2026, 12, 3, 17), by=None
    )
    text = words(client.get("/gatherings/hearing-voices/2026-12-03/"))
    assert "Moved from 6:00 pm." in text
    assert "5:00–6:30 pm" in text


def test_a_date_elsewhere_tells_of_that_place_and_of_no_other(
    client: Client, hearing_voices: Gathering, quiet_house: Place
) -> None:
    change_date(
        gathering=hearing_voices, recurrence_id=SIX, place=quiet_house, because="Lift", by=None
    )
    text = words(client.get("/gatherings/hearing-voices/2026-12-03/"))
    assert "At another place this time: Lift." in text
    assert "Where The Quiet House Holyoke, MA We tell you where once you say" in text
    assert "220 State Street" not in text
    assert "Bus 4" not in text
    way_in = words(client.post("/gatherings/hearing-voices/2026-12-03/way-in/"))
    assert "Where The Quiet House 17 Hidden Lane, Holyoke, MA 01040" in way_in
    assert "The green door with the brass fox." in way_in
    usual = words(client.get("/gatherings/hearing-voices/2026-12-10/"))
    assert "220 State Street" in usual
    (found,) = [
        each
        for each in client.get("/gatherings.json?from=2026-12-03&days=1").json()["results"]
        if each["slug"] == "hearing-voices"
    ]
    assert (found["place"]["name"], found["place"]["latitude"]) == ("The Quiet House", None)


def test_beyond_what_is_made_ahead_what_was_said_holds(
    client: Client, hearing_voices: Gathering
) -> None:
    change_gathering(
        gathering=hearing_voices, by=None,
        extra_dates=["2027-07-02T10:00"], left_out=["2027-07-08T18:00"],
    )  # fmt: skip
    cancel_date(gathering=hearing_voices, recurrence_id="2027-07-15T18:00", because="Away", by=None)
    change_date(
        gathering=hearing_voices, recurrence_id="2027-07-22T18:00",
        moved_to=datetime(2027, 7, 23, 9), by=None,
    )  # fmt: skip

    def told(code: str) -> str:
        response = client.get(f"/gatherings/hearing-voices/{code}/")
        return words(response) if response.status_code == 200 else str(response.status_code)

    assert "10:00–11:30 am" in told("2027-07-02T1000")
    assert told("2027-07-08") == "404"
    assert "Not held this day. Cancelled: Away." in told("2027-07-15")
    assert "9:00–10:30 am" in told("2027-07-23")
    assert "9:00–10:30 am" in told("2027-07-22")
    assert "6:00–7:30 pm" in told("2027-07-29")


def test_an_added_date_beside_a_ruled_one_that_was_cancelled_beyond_what_is_made(
    client: Client, hearing_voices: Gathering
) -> None:
    change_gathering(gathering=hearing_voices, by=None, extra_dates=["2027-07-15T10:00"])
    cancel_date(gathering=hearing_voices, recurrence_id="2027-07-15T18:00", by=None)
    text = words(client.get("/gatherings/hearing-voices/2027-07-15/"))
    assert "More than once on Thursday 15 July 2027. Which one?" in text


def test_a_series_and_its_successor_lead_to_each_other(
    client: Client, hearing_voices: Gathering
) -> None:
    new = continue_series(
        gathering=hearing_voices, from_day=date(2026, 12, 16), by=None,
        rule="FREQ=WEEKLY;BYDAY=WE", name="Hearing Voices on Wednesdays",
    )  # fmt: skip
    end_series(
        gathering=hearing_voices, last_day=date(2026, 12, 15), because="New evening", by=None
    )
    old_page = words(client.get("/gatherings/hearing-voices/"))
    assert (
        "Every Thursday, 6:00–7:30 pm, until Tuesday 15 December New evening "
        "It goes on as Hearing Voices on Wednesdays."
    ) in old_page
    new_page = words(client.get(new.get_absolute_url()))
    assert (
        "Every Wednesday, 6:00–7:30 pm, from Wednesday 16 December "
        "It carries on from Hearing Voices group."
    ) in new_page
    assert client.get("/gatherings/hearing-voices/2026-12-17/").status_code == 404
