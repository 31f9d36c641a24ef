from datetime import UTC, date, datetime, time

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from kithway.community.models import Place
from kithway.gatherings.actions import add_gathering, close
from kithway.gatherings.models import Gathering, Occurrence
from tests.gatherings.views.reading import words

pytestmark = pytest.mark.usefixtures("thursday")
PAGE = "/gatherings/hearing-voices"


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
    assert "Not held this day: closed that day: Floor is painted." in text
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
    assert "Not held this day: cancelled: Dara is unwell." in words(response)
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
