"""Whatever comes as a calendar, the answer is events and refusals that add up, or one refusal."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kithway.gatherings.importing.options import Options
from kithway.gatherings.importing.ours import VOCABULARY
from kithway.gatherings.importing.problems import ListRefused
from kithway.gatherings.importing.reading import Listing, read_list
from kithway.gatherings.importing.reading.ical import blocks
from kithway.gatherings.importing.row import row_said
from kithway.gatherings.models import Gathering, SourceRow
from tests.gatherings.importing.bringing import NOW, bring
from tests.gatherings.importing.ical.making import ZONE, calendar, event

OPTIONS = Options(vocabulary=VOCABULARY, now=NOW, home=ZONE)
NAMES = [
    "UID", "SUMMARY", "RRULE", "DTSTART", f"DTSTART;TZID={ZONE}", "DTEND", "DURATION", "EXDATE",
    f"EXDATE;TZID={ZONE}", "RDATE;VALUE=PERIOD", "RDATE", "RECURRENCE-ID",
    "RECURRENCE-ID;RANGE=THISANDFUTURE", "SEQUENCE", "STATUS", "LOCATION", "GEO", "URL", "CLASS",
    "CATEGORIES", "DESCRIPTION", "TRANSP", "DTSTART;TZID=Nowhere/Land", "X-JUNK", "ATTENDEE",
]  # fmt: skip
VALUES = [
    "", "20261126T180000", "20261126T180000Z", "20261126", "00000000T000000", "99991231T235959Z",
    "20261126T180000Z/PT2H", "20261126T180000,20261203T180000", "FREQ=WEEKLY;BYDAY=TH",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYDAY=2TH;COUNT=3", "FREQ=SECONDLY",
    "FREQ=DAILY;INTERVAL=0", "FREQ=WEEKLY;UNTIL=20200101", "RRULE", "PT90M", "-PT1H", "P9999W",
    "42.1;-71.8", "999;999", "a\\,b\\;c\\nd", "CANCELLED", "PRIVATE", "TRANSPARENT", "7", "-1",
    "https://zoom.us/j/1?pwd=x", "\0", "x" * 900, "Пятница 🌱", "=1+1", "<b>", "one", "two",
]  # fmt: skip
events = st.lists(
    st.dictionaries(st.sampled_from(NAMES), st.sampled_from(VALUES) | st.none(), max_size=6).map(
        lambda facts: event(**facts)
    ),
    min_size=1,
    max_size=4,
)


def read(data: bytes) -> Listing | None:
    try:
        return read_list(data, OPTIONS)
    except ListRefused:
        return None


def adds_up(listing: Listing | None) -> None:
    if listing is None:
        return
    assert len(listing.rows) + len(listing.refused) == listing.read
    for row in listing.rows:
        assert row_said(row.said()) == row_said(row_said(row.said()).said())


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    adds_up(read(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + data))


@given(st.text(alphabet="BEGINDVT:;=,\r\n 0123456789TZ-", max_size=300))
def test_any_lines(text: str) -> None:
    adds_up(read(f"BEGIN:VCALENDAR\r\n{text}\r\nEND:VCALENDAR".encode()))


@given(events)
@settings(deadline=None)
def test_any_events(found: list[str]) -> None:
    adds_up(read(calendar(*found)))


@given(st.integers(0, 600))
def test_broken_off_anywhere(at: int) -> None:
    data = calendar(event(), event(UID="other"))
    adds_up(read(data[:at]))
    if at < len(data) - 20:
        assert read(data[:at]) is None or b"VCALENDAR" not in data[:at]


@pytest.mark.django_db
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(events)
def test_any_events_written(found: list[str]) -> None:
    Gathering.objects.all().delete()
    data = calendar(*found)
    options: dict[str, Any] = {"home": ZONE}
    report = bring(data, **options)
    assert Gathering.objects.count() == SourceRow.objects.count() == report.added
    for gathering in Gathering.objects.select_related("place", "community"):
        gathering.full_clean()
    again = bring(data, **options)
    assert (again.added, again.changed, again.unchanged) == (0, 0, report.added)


@pytest.mark.django_db
def test_a_nul_in_a_name_that_rows_go_by() -> None:
    data = calendar(event(UID="\0"), event(UID="a\0b"))
    assert bring(data, home=ZONE).added == 2
    keys = SourceRow.objects.values_list("key", flat=True)
    assert [key for key in keys if "\0" in key] == []


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<!doctype html><title>Sign in</title>", "asks to sign in"),
        (b"PK\x03\x04" + bytes(200), "damaged|password"),
        (b"\x89PNG\r\n\x1a\n\0\0", "not a list|headings"),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:X\r\n" * 50, "too deep"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n", "breaks off"),
    ],
)
def test_what_is_no_calendar(data: bytes, why: str) -> None:
    with pytest.raises(ListRefused, match=why):
        read_list(data, OPTIONS)


def test_more_events_than_anybody_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "MOST_EVENTS", 3)
    with pytest.raises(ListRefused, match="more than 3 events"):
        read_list(calendar(*(event(UID=str(n)) for n in range(5))), OPTIONS)


def test_a_line_that_never_ends() -> None:
    long = event(DESCRIPTION="a" * 100_000 + "\r\n " + "b" * 5_000_000)
    (row,) = read_list(calendar(long), OPTIONS).rows
    assert len(row.about) <= 8_000
