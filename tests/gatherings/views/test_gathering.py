from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kithway.community.models import Community, Place, Room, ShownTo
from kithway.gatherings.actions import add_gathering, change_gathering, close
from kithway.gatherings.models import Gathering, Source, SourceRow, Term
from kithway.gatherings.recurrence import weekly
from tests.gatherings.views.reading import words

pytestmark = pytest.mark.usefixtures("thursday")


def page(client: Client, slug: str) -> str:
    response = client.get(f"/gatherings/{slug}/")
    assert response.status_code == 200
    return words(response)


def test_says_when_where_and_how_to_get_in(client: Client, hearing_voices: Gathering) -> None:
    text = page(client, hearing_voices.slug)
    for said in (
        "Hearing Voices group",
        "When Tonight, 6:00–7:30 pm Every Thursday",
        "Where Central Library 220 State Street, Springfield, MA 01103",
        "Getting in Side door on Mill Lane, ring ‘Room 2’. Step-free entrance, lift, quiet room.",
        "quiet room. The lift is behind the front desk.",
        "Bus and train Bus 4 stops outside.",
        "Parking Two marked spaces.",
        "Held by Dara and Sam",
        "Languages English",
        "For Anyone",
        "Good to know Just come, no booking Nobody has to speak",
        "weekly, not yet confirmed",
        "First time? Someone meets you at the door.",
        "Listed by Three Rivers.",
    ):
        assert said in text


def test_next_eight_dates_lead_to_their_pages(client: Client, hearing_voices: Gathering) -> None:
    html = client.get(hearing_voices.get_absolute_url()).content.decode()
    days = [date(2026, 11, 26) + timedelta(weeks=n) for n in range(8)]
    shown = [day for day in days if f"/gatherings/hearing-voices/{day}T1800/" in html]
    assert shown == days
    assert "/gatherings/hearing-voices/2027-01-21T1800/" not in html


def test_what_is_talked_about_comes_before_what_it_is_about(
    client: Client, hearing_voices: Gathering
) -> None:
    change_gathering(gathering=hearing_voices, by=None, content_notes="voices, hospital")
    text = page(client, hearing_voices.slug)
    assert "Talked about: voices, hospital." in text
    assert text.index("Talked about:") < text.index("For anyone who hears voices")


def test_a_cancelled_date_is_struck_through_and_the_next_one_named(
    client: Client, hearing_voices: Gathering
) -> None:
    tonight = hearing_voices.occurrences.get(recurrence_id="2026-11-26T18:00")
    tonight.cancelled_at = datetime(2026, 11, 26, 12, tzinfo=UTC)
    tonight.cancelled_because = "Dara is unwell"
    tonight.save()
    response = client.get(hearing_voices.get_absolute_url())
    assert "<s>Tonight, 6:00–7:30 pm</s>" in response.content.decode()
    text = words(response)
    assert (
        "Tonight, 6:00–7:30 pm: cancelled: Dara is unwell. "
        "The next one is Thursday 3 December, 6:00–7:30 pm." in text
    )
    assert "When Thursday 3 December, 6:00–7:30 pm Every Thursday" in text


def test_a_holiday_of_the_place_is_said(
    client: Client, hearing_voices: Gathering, library: Place
) -> None:
    day = date(2026, 11, 26)
    close(where=library, first_day=day, last_day=day, reason="Thanksgiving", by=None)
    assert "closed that day: Thanksgiving" in page(client, hearing_voices.slug)


def test_confirmed_by_whom(client: Client, hearing_voices: Gathering) -> None:
    hearing_voices.occurrences.filter(recurrence_id="2026-11-26T18:00").update(
        confirmed_at=datetime(2026, 11, 26, 14, tzinfo=UTC), confirmed_by="Dara"
    )
    assert "confirmed today by Dara" in page(client, hearing_voices.slug)


def test_an_ended_gathering_keeps_its_page(client: Client, hearing_voices: Gathering) -> None:
    change_gathering(gathering=hearing_voices, by=None, ended_at=datetime(2026, 11, 1, tzinfo=UTC))
    text = page(client, hearing_voices.slug)
    assert "This gathering is no longer held." in text
    assert "When Every Thursday, 6:00–7:30 pm" in text
    assert "Next dates" not in text
    assert "No need to book" not in text


def test_a_shut_place_is_said_and_nobody_is_sent_there(
    client: Client, hearing_voices: Gathering
) -> None:
    Gathering.objects.update(shut_since=datetime(2026, 11, 1, tzinfo=UTC))
    text = page(client, hearing_voices.slug)
    assert "The place is closed for now. We do not know yet when it opens again." in text
    assert "No need to book" not in text


def test_gone_from_its_list_says_whom_to_ask(client: Client, hearing_voices: Gathering) -> None:
    Gathering.objects.update(missing_since=datetime(2026, 11, 1, tzinfo=UTC))
    text = page(client, hearing_voices.slug)
    assert (
        "This gathering is no longer on the list it came from. Call or ask before you go. "
        "Three Rivers: hello@three-rivers.example" in text
    )


def test_held_once_and_past(client: Client, hearing_voices: Gathering) -> None:
    change_gathering(gathering=hearing_voices, by=None, rule="", first_day=date(2026, 3, 5))
    text = page(client, hearing_voices.slug)
    assert "When Once, on Thursday 5 March 2026" in text
    assert "No more dates are planned." in text


def test_by_appointment_has_no_dates_and_still_a_way_in(
    client: Client, community: Community
) -> None:
    add_gathering(
        community=community,
        by=None,
        slug="one-to-one",
        name="One to one",
        mode="appointment",
        dial_in="+1 555 0100",
    )
    text = page(client, "one-to-one")
    assert "When By appointment" in text
    assert "Get in touch There is no set time" in text
    assert "No more dates" not in text
    assert (
        'href="/gatherings/one-to-one/way-in/"'
        in client.get("/gatherings/one-to-one/").content.decode()
    )


def test_a_community_far_west_is_read_by_its_own_clock(
    client: Client, online_talk: Gathering
) -> None:
    """Noon in New York, 5 pm UTC: five in the afternoon in Oakland is tomorrow in UTC."""
    text = page(client, online_talk.slug)
    assert "When Tonight, 5:00–6:00 pm (Los Angeles time) Every Thursday" in text
    assert (
        "/gatherings/online-talk/2026-11-26T1700/"
        in client.get(online_talk.get_absolute_url()).content.decode()
    )


def test_across_the_change_of_clocks_the_wall_time_stays(
    client: Client, hearing_voices: Gathering
) -> None:
    weeks = hearing_voices.occurrences.filter(recurrence_id__gte="2026-11-26")
    hearing_voices.occurrences.all().delete()
    Gathering.objects.update(horizon=None)
    from kithway.gatherings.actions import extend_horizon

    extend_horizon(Gathering.objects.all(), now=datetime(2027, 3, 1, tzinfo=UTC))
    assert weeks.get(recurrence_id="2027-03-11T18:00").starts_at.hour == 23
    assert weeks.get(recurrence_id="2027-03-18T18:00").starts_at.hour == 22
    text = page(client, hearing_voices.slug)
    assert "Thursday 11 March, 6:00–7:30 pm" in text
    assert "Thursday 18 March, 6:00–7:30 pm" in text


def test_own_kinds_are_named_and_tags_lead_to_the_finder(
    client: Client, community: Community, hearing_voices: Gathering
) -> None:
    Term.objects.create(community=community, vocabulary="kind", code="tea-time", name="Tea & talk")
    change_gathering(
        gathering=hearing_voices,
        by=None,
        kinds=["tea-time", "odd_code"],
        principles=["hope", "nonsense"],
        dimensions=["home"],
    )
    html = client.get(hearing_voices.get_absolute_url()).content.decode()
    assert '?kind=tea-time">Tea &amp; talk</a>' in html
    assert '?kind=odd_code">Odd code</a>' in html
    assert '?pathway=mental-health">Mental health recovery</a>' in html
    assert '<li class="tag">Hope</li>\n<li class="tag">Home</li>\n</ul>' in html


def test_the_list_it_came_from(client: Client, hearing_voices: Gathering) -> None:
    source = Source.objects.create(
        community=hearing_voices.community,
        name="https://secret.example/feed",
        read_at=datetime(2026, 11, 23, 12, tzinfo=UTC),
    )
    SourceRow.objects.create(source=source, key="1", gathering=hearing_voices, said={})
    text = page(client, hearing_voices.slug)
    assert "Listed by Three Rivers, from a list last read 3 days ago." in text
    assert "secret.example" not in text


def test_as_many_queries_at_one_date_as_at_many(
    client: Client, hearing_voices: Gathering, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    url = hearing_voices.get_absolute_url()
    client.get(url)
    with django_assert_num_queries(4):
        client.get(url)
    room = Room.objects.create(place=hearing_voices.place, name="Room 2")
    Gathering.objects.update(room=room)
    hearing_voices.occurrences.exclude(recurrence_id="2026-11-26T18:00").delete()
    with django_assert_num_queries(4):
        client.get(url)


@pytest.mark.parametrize("slug", ["none-such", "x" * 200, "UPPER", "a_b"])
@pytest.mark.django_db
def test_unknown_names_are_not_found(client: Client, slug: str) -> None:
    assert client.get(f"/gatherings/{slug}/").status_code == 404


def test_public_pages_set_no_cookie_and_cache_a_minute(
    client: Client, hearing_voices: Gathering
) -> None:
    response = client.get(hearing_voices.get_absolute_url())
    assert response.cookies == {}
    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert "Vary" not in response.headers or "Cookie" not in response.headers["Vary"]


def test_markup_in_a_list_is_shown_as_text(client: Client, hearing_voices: Gathering) -> None:
    nasty = '<script>alert("x")</script>'
    Gathering.objects.update(
        about=nasty, name=nasty, first_visit=nasty, facilitators=nasty, content_notes=nasty
    )
    assert nasty not in client.get(hearing_voices.get_absolute_url()).content.decode()


def test_times_said_in_the_places_own_zone(client: Client, community: Community) -> None:
    place = Place.objects.create(slug="far", name="Far", timezone="Pacific/Auckland")
    add_gathering(
        community=community,
        by=None,
        slug="early",
        name="Early",
        mode="in-person",
        place=place,
        address_shown_to=ShownTo.PUBLIC,
        first_day=date(2026, 11, 27),
        start_time=time(8, 0),
        rule=weekly(4),
    )
    # 6 am on Friday 27 November in Auckland.
    assert "When Today, 8:00–9:00 am Every Friday" in page(client, "early")
