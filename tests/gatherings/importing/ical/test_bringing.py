"""A calendar brought in, and brought in again as it changes."""

from datetime import date, datetime, time
from typing import Any

import pytest

from kithway.community.models import Place
from kithway.gatherings.actions import cancel_date, change_gathering, confirm_date
from kithway.gatherings.importing.mapping import read_mapping
from kithway.gatherings.importing.report import Report
from kithway.gatherings.models import Gathering, Occurrence, Source
from tests.gatherings.importing.bringing import NOW, bring, everything_stored
from tests.gatherings.importing.ical.making import ZONE, calendar, changed, event, once

pytestmark = pytest.mark.django_db
NEXT = "2026-11-26T18:00"


def brought(*events: str, mapping: dict[str, Any] | None = None, **options: Any) -> Report:
    told = read_mapping({"ready": True, **(mapping or {})})
    return bring(calendar(*events), now=NOW, home=ZONE, mapping=told, **options)


def row(key: str = NEXT) -> Occurrence:
    return Gathering.objects.get().occurrences.get(recurrence_id=key)


def test_a_series() -> None:
    report = brought(event(EXDATE=None))
    gathering = Gathering.objects.get()
    assert (report.added, report.format) == (1, "ical")
    assert (gathering.name, gathering.rule) == ("Evening Circle", "FREQ=WEEKLY;BYDAY=TH")
    assert (gathering.first_day, gathering.start_time) == (date(2026, 11, 5), time(18))
    assert (gathering.minutes, gathering.timezone, gathering.mode) == (90, "", "in-person")
    place = Place.objects.get()
    assert (place.name, place.address_1, place.city) == ("Mill House", "12 Weir St", "Worcester")
    assert row().starts_at.isoformat() == "2026-11-26T23:00:00+00:00"


def test_again_changes_nothing() -> None:
    events = (event(), changed("20261126", "190000"), once("20261212", UID="party"))
    brought(*events)
    again = brought(*events)
    assert (again.added, again.changed, again.unchanged, again.news) == (0, 0, 2, [])


def test_dates_left_out_and_added() -> None:
    brought(
        event(
            **{
                f"EXDATE;TZID={ZONE}": "20261126T180000",
                f"RDATE;TZID={ZONE}": "20261128T100000",
            }
        )
    )
    gathering = Gathering.objects.get()
    assert (gathering.extra_dates, gathering.left_out) == (["2026-11-28T10:00"], [NEXT])
    days = list(gathering.occurrences.values_list("recurrence_id", flat=True)[:2])
    assert days == ["2026-11-28T10:00", "2026-12-03T18:00"]


def test_one_date_moved_and_back() -> None:
    brought(event(), changed("20261126", "190000", SUMMARY="Guest night"))
    moved = row()
    assert (moved.moved_to, moved.own_minutes) == ("2026-11-26T19:00", None)
    assert (moved.changed_because, moved.told_by) == ("Guest night", Source.objects.get())
    report = brought(event())
    assert (row().moved_to, row().changed_at, row().told_by) == ("", None, None)
    assert [(one.what, one.date) for one in report.news] == [("back", NEXT)]


def test_one_date_elsewhere() -> None:
    brought(event(), changed("20261126", "180000", LOCATION=r"The Barn\, 1 Elm St\, Holden\, MA"))
    assert row().own_place == Place.objects.get(name="The Barn")


def test_one_date_cancelled_and_held_after_all() -> None:
    brought(event(), changed("20261126", "180000", STATUS="CANCELLED"))
    assert (row().status, row().told_by) == ("cancelled", Source.objects.get())
    brought(event())
    assert (row().status, row().told_by) == ("expected", None)


def test_a_date_cancelled_here_stays_so() -> None:
    brought(event())
    gathering = Gathering.objects.get()
    cancel_date(gathering=gathering, recurrence_id=NEXT, because="Snow.", by=None)
    brought(event(), changed("20261126", "190000"))
    assert (row().status, row().cancelled_because, row().moved_to) == ("cancelled", "Snow.", "")
    brought(event(), changed("20261126", "180000", STATUS="CANCELLED", SUMMARY="No"))
    assert (row().cancelled_because, row().told_by) == ("Snow.", None)
    brought(event())
    assert row().status == "cancelled"


def test_a_date_confirmed_here_is_not_called_off_by_a_list_that_repeats_itself() -> None:
    events = (event(), changed("20261126", "180000", STATUS="CANCELLED"))
    brought(*events)
    confirm_date(gathering=Gathering.objects.get(), recurrence_id=NEXT, by=None)
    brought(*events, event(UID="other", SUMMARY="Another"))
    assert Gathering.objects.get(name="Evening Circle").occurrences.get(
        recurrence_id=NEXT
    ).status == "confirmed"  # fmt: skip


def test_whose_word_holds() -> None:
    brought(event())
    gathering = Gathering.objects.get()
    change_gathering(gathering=gathering, by=None, name="Our Circle")
    report = brought(event(SUMMARY="Their Circle"))
    assert (Gathering.objects.get().name, len(report.local_edits)) == ("Our Circle", 1)
    Source.objects.update(master=Source.Master.THERE)
    report = brought(event(SUMMARY="Their Circle"))
    assert (Gathering.objects.get().name, report.local_edits) == ("Their Circle", [])


def test_what_is_past_is_neither_brought_in_nor_gone() -> None:
    report = brought(once("20261120"), event(UID="x", RRULE="FREQ=WEEKLY;UNTIL=20261112T235959Z"))
    assert (report.read, Gathering.objects.count()) == (0, 0)
    brought(once("20261124"))
    later = datetime(2026, 12, 1, 15, tzinfo=NOW.tzinfo)
    told = read_mapping({"ready": True})
    report = bring(calendar(once("20261124")), now=later, home=ZONE, mapping=told)
    assert (report.disappeared, Gathering.objects.get().missing_since) == (0, None)


def test_private_things_are_kept_nowhere() -> None:
    secrets = {
        "ORGANIZER;CN=Zelda Quist": "mailto:zelda@private.example",
        "ATTENDEE;CN=Wanda Vole": "mailto:wanda@private.example",
        "X-NOTE": "canary-x",
        "COMMENT": "canary-comment",
        "DESCRIPTION": r"Bring tea.\nPasscode: 998877\nCall Zoe 508-555-0199",
        "CLASS": "PUBLIC",
    }
    alarm = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:canary-alarm\r\nEND:VALARM\r\nEND:VEVENT"
    shown = event(**secrets).replace("END:VEVENT", alarm)
    hidden = event(UID="private", SUMMARY="canary-private", CLASS="PRIVATE")
    busy = event(UID="busy", SUMMARY="canary-busy", TRANSP="TRANSPARENT")
    report = brought(shown, hidden, busy)
    assert (report.added, report.held_back) == (1, 1)
    stored = everything_stored()
    words = ("Zelda", "Wanda", "private.example", "canary", "998877", "555-0199")
    assert [word for word in words if word in stored] == []
    assert Gathering.objects.get().about == "Bring tea."


def test_the_mapping() -> None:
    mapping = {
        "kinds": ["peer-group"],
        "pathways": ["any"],
        "mode": "in-person",
        "otherwise": "none",
        "locations": {
            "Room 2": {"how": "place", "where": {"name": "Town Hall", "city": "Worcester"}},
            "Zoom": {"how": "online"},
        },
        "events": {"Paint": {"kinds": ["creative"]}, "Staff": {"left_out": True}},
    }
    report = brought(
        event(UID="a", SUMMARY="Talk", LOCATION="Room 2"),
        event(UID="b", SUMMARY="Paint", LOCATION="Zoom"),
        event(UID="c", SUMMARY="Staff", LOCATION="Room 2"),
        event(UID="d", SUMMARY="Walk", LOCATION="12 Oak St, Maria's"),
        mapping=mapping,
    )
    told = Gathering.objects.order_by("name").values_list("name", "mode", "place__name")
    assert list(told) == [
        ("Paint", "online", None),
        ("Talk", "in-person", "Town Hall"),
        ("Walk", "in-person", None),
    ]
    kinds = {g.name: g.kinds for g in Gathering.objects.all()}
    assert kinds == {"Paint": ["creative"], "Talk": ["peer-group"], "Walk": ["peer-group"]}
    assert report.unmapped == ["12 Oak St, Maria's"]


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"RRULE": "FREQ=HOURLY"}, "It comes again within a day, which no gathering does."),
        ({"RRULE": "FREQ=WEEKLY;INTERVAL=99999"}, "It comes again by a rule"),
        ({"SUMMARY": None}, "There is no name."),
        ({"EXRULE": "FREQ=DAILY"}, "It has a rule of days to leave out"),
        ({f"DTEND;TZID={ZONE}": "20261109T180000"}, "It lasts longer than a day."),
    ],
)
def test_what_is_refused(facts: dict[str, Any], reason: str) -> None:
    (refused,) = brought(event(**facts)).refused
    assert refused.reason.startswith(reason)


def test_without_a_zone_it_is_the_communitys() -> None:
    brought(
        event(
            **{
                f"DTSTART;TZID={ZONE}": None,
                f"DTEND;TZID={ZONE}": None,
                "DTSTART": "20261105T180000",
            }
        )
    )
    assert (row().ends_at - row().starts_at).seconds == 3600
    assert row().starts_at.isoformat() == "2026-11-26T23:00:00+00:00"


def test_from_one_date_on() -> None:
    onward = changed("20261203", "190000").replace(
        "RECURRENCE-ID;", "RECURRENCE-ID;RANGE=THISANDFUTURE;"
    )
    brought(event(), onward)
    ids = Occurrence.objects.values_list("recurrence_id", flat=True)[:4]
    assert list(ids) == [
        "2026-11-26T18:00", "2026-12-03T19:00", "2026-12-10T19:00", "2026-12-17T19:00",
    ]  # fmt: skip
    assert Gathering.objects.count() == 2


@pytest.mark.parametrize("clock", ["190000", "170000"])
def test_a_date_cancelled_here_stays_so_when_all_dates_move(clock: str) -> None:
    brought(event())
    cancel_date(gathering=Gathering.objects.get(), recurrence_id=NEXT, because="Snow.", by=None)
    moved = {
        f"DTSTART;TZID={ZONE}": f"20261105T{clock}",
        f"DTEND;TZID={ZONE}": None,
        "DURATION": "PT90M",
    }
    brought(event(**moved))
    brought(event(**moved, SEQUENCE="2"))
    day = row(f"2026-11-26T{clock[:2]}:00")
    assert (day.status, day.cancelled_because) == ("cancelled", "Snow.")
    assert (
        Gathering.objects.get().occurrences.filter(recurrence_id__startswith="2026-11-26").count()
        == 1
    )


@pytest.mark.parametrize("how", ["google", "onward"])
def test_a_date_cancelled_here_stays_so_when_the_series_is_split(how: str) -> None:
    later = "2026-12-10T18:00"
    brought(event(UID="abc@google.com"))
    cancel_date(gathering=Gathering.objects.get(), recurrence_id=later, because="Snow.", by=None)
    moved = {
        f"DTSTART;TZID={ZONE}": "20261203T190000",
        f"DTEND;TZID={ZONE}": None,
        "DURATION": "PT90M",
    }
    if how == "google":
        brought(
            event(UID="abc@google.com", RRULE="FREQ=WEEKLY;UNTIL=20261203T045959Z;BYDAY=TH"),
            event(UID="abc_R20261203T230000@google.com", **moved),
        )
    else:
        onward = changed("20261203", "190000", UID="abc@google.com")
        brought(
            event(UID="abc@google.com"),
            onward.replace("RECURRENCE-ID;", "RECURRENCE-ID;RANGE=THISANDFUTURE;"),
        )
    dates = Occurrence.objects.filter(recurrence_id__startswith="2026-12-10")
    told = [(date.recurrence_id, date.status, date.cancelled_because) for date in dates]
    assert told == [("2026-12-10T19:00", "cancelled", "Snow.")]
