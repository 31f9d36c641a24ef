"""Our calendars, expanded by another library: its dates are ours."""

from bisect import bisect
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from kithway.community.models import Community, Place
from kithway.gatherings.actions import close
from kithway.gatherings.models import Gathering
from kithway.gatherings.recurrence import Change
from tests.clock import NOON
from tests.gatherings.feeds.region import made
from tests.gatherings.importing.bringing import bring

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]
AHEAD = timedelta(days=150)


@pytest.fixture
def region(
    thursday: datetime, community: Community, library: Place, quiet_house: Place
) -> dict[str, Gathering]:
    return made(community, library, quiet_house)


def read(client: Client, url: str) -> Calendar:
    response = client.get(url)
    assert (response.status_code, response["Content-Type"]) == (
        200,
        "text/calendar; charset=utf-8",
    )
    return Calendar.from_ical(response.content)


def ours(gathering: Gathering) -> list[tuple[datetime, timedelta]]:
    """What is held, by our own series and what was said of single dates."""
    series = gathering.series()
    assert series is not None
    told = list(gathering.occurrences.all())
    changes = {row.recurrence_id: row.change() or Change() for row in told}
    off = {row.recurrence_id for row in told if row.status == "cancelled"}
    dates = series.dates(since=NOON, until=NOON + AHEAD, changes=changes)
    return [
        (date.starts_at, date.ends_at - date.starts_at)
        for date in dates
        if date.recurrence_id not in off
    ]


def theirs(calendar: Calendar) -> list[tuple[datetime, timedelta]]:
    found = recurring_ical_events.of(calendar).between(NOON, NOON + AHEAD)
    held = [event for event in found if event.get("STATUS") != "CANCELLED"]
    dates = [(each["DTSTART"].dt, each["DTEND"].dt) for each in held]
    # In UTC, since an hour that the clocks skip is equal to none of another zone; the length by
    # the clock, since that library adds it so where the clocks change in between.
    told = [(start.astimezone(UTC), end - start) for start, end in dates]
    return sorted(date for date in told if date[0] >= NOON)


def test_dates_are_ours(client: Client, region: dict[str, Gathering]) -> None:
    assert len(region) == 24
    for slug, gathering in region.items():
        if gathering.first_day:
            calendar = read(client, f"/gatherings/{slug}/calendar.ics")
            assert (slug, theirs(calendar)) == (slug, ours(gathering))


def test_one_series_each_in_a_list(client: Client, region: dict[str, Gathering]) -> None:
    calendar = read(client, "/gatherings.ics")
    masters = [event for event in calendar.walk("VEVENT") if "RECURRENCE-ID" not in event]
    uids = [str(event["UID"]) for event in masters]
    assert len(set(uids)) == len(uids) == len(region) - 1
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == [
        "America/New_York",
        "Europe/London",
    ]
    assert calendar.walk("VTODO") == []
    asked = read(client, "/gatherings.ics?appointments=yes")
    assert [str(todo["SUMMARY"]) for todo in asked.walk("VTODO")] == ["By appointment"]


def test_an_end_is_in_utc(client: Client, region: dict[str, Gathering]) -> None:
    # Half past eleven in the evening of the last day is the next day in UTC.
    last = read(client, "/gatherings/late-on-the-last-day/calendar.ics").walk("VEVENT")[0]
    assert last["RRULE"].to_ical() == b"FREQ=DAILY;UNTIL=20261218T045959Z"
    counted = read(client, "/gatherings/counted-and-last-day/calendar.ics").walk("VEVENT")[0]
    assert counted["RRULE"].to_ical() == b"FREQ=WEEKLY;COUNT=51;BYDAY=TH"


def test_a_cancelled_and_a_moved_date(client: Client, region: dict[str, Gathering]) -> None:
    (_, off) = read(client, "/gatherings/cancelled/calendar.ics").walk("VEVENT")
    assert (str(off["STATUS"]), str(off["SUMMARY"])) == ("CANCELLED", "Cancelled: Cancelled")
    assert str(off["DESCRIPTION"]).startswith("Snow is forecast")
    assert off["RECURRENCE-ID"].dt.strftime("%Y-%m-%dT%H:%M %Z") == "2026-12-03T18:30 EST"
    (_, moved) = read(client, "/gatherings/moved/calendar.ics").walk("VEVENT")
    assert moved["DTSTART"].dt.strftime("%Y-%m-%dT%H:%M") == "2026-12-11T19:00"
    assert (str(moved["STATUS"]), moved["DURATION"].dt) == ("CONFIRMED", timedelta(hours=1))


def test_closed_days_past_the_horizon(client: Client, region: dict[str, Gathering]) -> None:
    place = region["weekly"].place
    close(where=place, first_day=date(2027, 6, 3), last_day=date(2027, 6, 3), by=None)
    events = read(client, "/gatherings/weekly/calendar.ics").walk("VEVENT")
    off = [event["RECURRENCE-ID"].dt.date() for event in events[1:]]
    assert off == [date(2027, 6, 3)]


def test_what_it_tells(client: Client, hearing_voices: Gathering) -> None:
    calendar = read(client, "/gatherings/hearing-voices/calendar.ics")
    (event,) = calendar.walk("VEVENT")
    assert str(calendar["X-WR-CALNAME"]) == "Hearing Voices group"
    assert str(event["SUMMARY"]) == "Hearing Voices group"
    assert str(event["LOCATION"]) == "Central Library, 220 State Street, Springfield, MA 01103"
    assert event["GEO"].to_ical() == "42.1037;-72.5858"
    assert [str(one) for one in event["CATEGORIES"].cats] == [
        "Hearing voices",
        "Peer support group",
    ]
    assert str(event["DESCRIPTION"]) == (
        "For anyone who hears voices or has other unusual experiences.\n"
        "First time? Someone meets you at the door.\n"
        "Check before you go: http://testserver/gatherings/hearing-voices/"
    )


def test_neutral_tells_nothing(client: Client, region: dict[str, Gathering]) -> None:
    """All that stands in it but times: no name, no place, no link, not even that it is ours."""
    for url in ("/gatherings.ics", "/gatherings/cancelled/calendar.ics"):
        calendar = read(client, f"{url}?titles=neutral")
        assert str(calendar["X-WR-CALNAME"]) == "Appointments"
        events = calendar.walk("VEVENT")
        assert {str(event["SUMMARY"]) for event in events} == {
            "Appointment",
            "Cancelled: Appointment",
        }
        names = {name for event in events for name in event}
        assert names <= {
            *("UID", "DTSTAMP", "LAST-MODIFIED", "SUMMARY", "CLASS", "DTSTART", "DURATION"),
            *("RRULE", "RDATE", "EXDATE", "STATUS", "RECURRENCE-ID"),
        }
        assert "kithway" not in client.get(f"{url}?titles=neutral").content.decode().lower()


def test_no_address_of_the_hidden_and_no_room_online(
    client: Client, drumming: Gathering, online_talk: Gathering
) -> None:
    (event,) = read(client, "/gatherings/drumming-circle/calendar.ics").walk("VEVENT")
    assert (str(event["LOCATION"]), "GEO" in event) == ("The Quiet House, Holyoke, MA", False)
    assert "Its page tells you where, or ask us: hello@three-rivers.example" in str(
        event["DESCRIPTION"]
    )
    (event,) = read(client, "/gatherings/online-talk/calendar.ics").walk("VEVENT")
    assert "LOCATION" not in event
    assert "The way in online is on the gathering’s page." in str(event["DESCRIPTION"])


def test_a_shut_place(client: Client, hearing_voices: Gathering) -> None:
    hearing_voices.shut_since = NOON
    hearing_voices.save()
    (event,) = read(client, "/gatherings/hearing-voices/calendar.ics").walk("VEVENT")
    assert str(event["STATUS"]) == "CANCELLED"
    assert "The place is closed for now." in str(event["DESCRIPTION"])


def test_an_ended_series_stops(client: Client, hearing_voices: Gathering) -> None:
    hearing_voices.ended_at = NOON
    hearing_voices.save()
    calendar = read(client, "/gatherings/hearing-voices/calendar.ics")
    assert theirs(calendar) == []
    event = calendar.walk("VEVENT")[0]
    assert event["RRULE"].to_ical() == b"FREQ=WEEKLY;UNTIL=20261126T170000Z;BYDAY=TH"
    assert str(event["STATUS"]) == "CANCELLED"
    assert "This gathering is no longer held." in str(event["DESCRIPTION"])
    assert read(client, "/gatherings.ics").walk("VEVENT") == []


def test_what_ended_before_it_began(client: Client, hearing_voices: Gathering) -> None:
    """One date, called off: an end before the start would be read as any program likes."""
    Gathering.objects.update(
        ended_at=NOON, first_day=date(2026, 12, 3), extra_dates=["2026-12-04T18:00"]
    )
    data = client.get("/gatherings/hearing-voices/calendar.ics").content
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert (str(event["STATUS"]), event.keys() & {"RRULE", "RDATE"}) == ("CANCELLED", set())
    report = bring(data, community="elsewhere", name="ours.ics", now=NOON)
    assert report.refused == []
    brought = Gathering.objects.get(community__slug="elsewhere")
    assert (brought.first_day, brought.rule, brought.shut_since is None) == (
        date(2026, 12, 3),
        "",
        False,
    )


def test_what_nobody_confirms_is_tentative(
    client: Client, region: dict[str, Gathering], monkeypatch: pytest.MonkeyPatch
) -> None:
    Gathering.objects.update(seen_at=NOON)
    Community.objects.update(confirm_within_days=30)
    later = NOON + timedelta(days=31)
    (sure,) = read(client, "/gatherings/weekly/calendar.ics").walk("VEVENT")
    monkeypatch.setattr(timezone, "now", lambda: later)
    (event,) = read(client, "/gatherings/weekly/calendar.ics").walk("VEVENT")
    assert (str(sure["STATUS"]), str(event["STATUS"])) == ("CONFIRMED", "TENTATIVE")
    told = str(event["DESCRIPTION"]).splitlines()
    assert told[-3:-1] == [
        "Nobody has confirmed this for 4 weeks; call or ask before you go.",
        region["weekly"].community.contact,
    ]
    assert event["LAST-MODIFIED"].dt == NOON + timedelta(days=30)
    _, moved = read(client, "/gatherings/moved/calendar.ics").walk("VEVENT")
    assert str(moved["STATUS"]) == "TENTATIVE"
    neutral = client.get("/gatherings/weekly/calendar.ics?titles=neutral").content.decode()
    assert "obody" not in neutral


@pytest.mark.parametrize("name", ["America/New_York", "Europe/Dublin", "Australia/Lord_Howe"])
def test_a_zone_changes_when_its_clocks_do(
    client: Client, hearing_voices: Gathering, name: str
) -> None:
    """Each half hour of three years, worked out from what is written as RFC 5545 says."""
    Gathering.objects.update(timezone=name)
    (zone,) = read(client, "/gatherings/hearing-voices/calendar.ics").walk("VTIMEZONE")
    onsets: list[tuple[datetime, timedelta]] = []
    for part in zone.subcomponents:
        starts = [
            part["DTSTART"].dt,
            *(each.dt for each in (part["RDATE"].dts if "RDATE" in part else [])),
        ]
        onsets += [(at - part["TZOFFSETFROM"].td, part["TZOFFSETTO"].td) for at in starts]
    onsets.sort()
    wall, real = datetime(2026, 3, 1), ZoneInfo(name)
    for step in range(3 * 365 * 48):
        moment = wall + step * timedelta(minutes=30)
        written = onsets[bisect(onsets, moment, key=lambda each: each[0]) - 1][1]
        assert (moment, written) == (
            moment,
            moment.replace(tzinfo=UTC).astimezone(real).utcoffset(),
        )


def test_the_same_from_day_to_day(
    client: Client, hearing_voices: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing changed, so nothing is new to who has it: no moment of making stands in it."""
    first = client.get("/gatherings/hearing-voices/calendar.ics").content
    monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(days=3))
    assert client.get("/gatherings/hearing-voices/calendar.ics").content == first


def test_lines_are_short(client: Client, region: dict[str, Gathering]) -> None:
    data = client.get("/gatherings.ics").content
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
