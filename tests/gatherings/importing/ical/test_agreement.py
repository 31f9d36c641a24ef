"""Calendars of real programs: each expands, to the dates that recurring-ical-events works out."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events

from kithway.gatherings.importing.reading.ical import Calendar, read_calendar
from tests.conftest import SHARED

FOLDER = SHARED / "data" / "ical"
FILES = sorted(FOLDER.rglob("*.ics"))
HOME = "UTC"
# A uid, its start and its end in UTC, to the minute.
Found = tuple[str, str, str]
# What we know better, by file: dates that only we have, and the reason.
KNOWN_BETTER: dict[str, set[Found]] = {
    # UNTIL=20250920 is the whole of that day, as RFC 5545 counts UNTIL in; the library ends at its
    # midnight.
    "issue_75_range_parameter.ics": {("210", "2025-09-21T14:22", "2025-09-21T16:13")},
}
# The library does not know a zone in small letters, and puts Lisbon an hour to the east in winter.
CORRECTED = {b"TZID=Europe/lisbon": b"TZID=Europe/Lisbon"}


def span(name: str) -> tuple[datetime, datetime]:
    years = (2013, 2022) if name == "issue42.ics" else (1995, 2030)
    return datetime(years[0], 1, 1, tzinfo=UTC), datetime(years[1], 1, 1, tzinfo=UTC)


def ours(calendar: Calendar, since: datetime, until: datetime) -> set[Found]:
    return {
        (_named(event.uid), _minute(found.starts_at), _minute(found.ends_at))
        for event in calendar.events
        for strand in event.strands
        for found in strand.dates(since, until, HOME)
    }


def theirs(data: bytes, zones: dict[str, str], since: datetime, until: datetime) -> set[Found]:
    return {
        (uid, _minute(starts), _minute(ends))
        for uid, starts, ends in _occurrences(data, zones, since, until)
        if since <= starts
    }


def _occurrences(
    data: bytes, zones: dict[str, str], since: datetime, until: datetime
) -> Iterator[tuple[str, datetime, datetime]]:
    # A rule that nobody can read is left out by them, and refused by us.
    for calendar in icalendar.Calendar.from_ical(data, multiple=True):
        query = recurring_ical_events.of(calendar, skip_bad_series=True)
        for event in query.between((since.year, 1, 1), (until.year, 1, 1)):
            uid = str(event.get("UID", ""))
            ends = event["DTEND"].dt if "DTEND" in event else event["DTSTART"].dt
            zone = ZoneInfo(zones.get(uid) or HOME)
            yield uid, _moment(event["DTSTART"].dt, zone), _moment(ends, zone)


def _moment(told: date, zone: ZoneInfo) -> datetime:
    """Aware, UTC: a day is its midnight in the zone of its series."""
    if not isinstance(told, datetime):
        told = datetime(told.year, told.month, told.day, tzinfo=zone)
    return (told if told.tzinfo else told.replace(tzinfo=ZoneInfo(HOME))).astimezone(UTC)


def _minute(moment: datetime) -> str:
    return moment.isoformat()[:16]


def _named(uid: str) -> str:
    """The library knows an event without a name by none."""
    return "" if uid.startswith("unnamed-") else uid


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_agrees(path: Path) -> None:
    data = path.read_bytes()
    calendar = read_calendar(data, HOME)
    since, until = span(path.name)
    zones = {_named(e.uid): e.strands[0].zone for e in calendar.events}
    mine = ours(calendar, since, until)
    # What begins within a day of the end may be on either side of it, by its zone.
    near = _minute(until - timedelta(days=2))
    for wrong, right in CORRECTED.items():
        data = data.replace(wrong, right)
    found = {each for each in theirs(data, zones, since, until) if each[1] < near}
    mine = {each for each in mine if each[1] < near}
    assert (mine - found, found - mine) == (KNOWN_BETTER.get(path.name, set()), set())


def test_all_are_there(shared_data: Path) -> None:
    assert len(FILES) == 96


REFUSED = {
    # Its rule says UNTL, which no calendar knows.
    "bad_rrule_missing_until_event.ics": 1,
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_refuses_only_what_cannot_be_read(path: Path) -> None:
    refused = read_calendar(path.read_bytes(), HOME).refused
    assert len(refused) == REFUSED.get(path.name, 0)
