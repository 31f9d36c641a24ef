"""What our calendars say, brought into an empty community: all of it comes back."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from icalendar import Calendar

from kithway.community.models import Community, Place
from kithway.gatherings.importing.holding_back import Held
from kithway.gatherings.models import Gathering, SourceRow
from kithway.gatherings.recurrence import Change
from kithway.gatherings.showing import Reader, shown
from tests.clock import NOON
from tests.gatherings.feeds.region import made
from tests.gatherings.importing.bringing import bring

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]
AHEAD = timedelta(days=60)


def held(gathering: Gathering) -> list[tuple[Any, ...]] | None:
    """Each date of the next 60 days: when it starts, for how long, whether it is called off."""
    series = gathering.series()
    if series is None:
        return None
    rows = {row.recurrence_id: row for row in gathering.occurrences.all()}
    changes = {key: row.change() or Change() for key, row in rows.items()}
    off = {key for key, row in rows.items() if row.status == "cancelled"}
    return [
        (date.starts_at, date.ends_at - date.starts_at, date.recurrence_id in off)
        for date in series.dates(since=NOON, until=NOON + AHEAD, changes=changes)
    ]


def told(gathering: Gathering) -> dict[str, Any]:
    place, spot = gathering.place, shown(gathering, Reader.CARRIED)
    return {
        "name": gathering.name,
        # On the way in words are held back by pattern, from our own lists as from any.
        "about": Held().public(gathering.about)[0],
        "dates": held(gathering),
        "zone": str(gathering.zone),
        "minutes": gathering.minutes if gathering.first_day else None,
        "mode": gathering.mode,
        "kinds": gathering.kinds,
        "pathways": gathering.pathways,
        "languages": gathering.languages,
        "audiences": gathering.audiences,
        "welcomes": gathering.welcomes,
        "access": sorted({*gathering.access, *(place.access if place else [])}),
        "shut": gathering.shut_since is not None,
        # A place that is not named is called by its town.
        "place": (place.name if spot.named else place.city) if place else "",
        "town": (place.city, place.region) if place else None,
        "street": spot.street,
        "postal_code": spot.postal_code,
        "point": (spot.latitude, spot.longitude) if spot.street else None,
    }


def survives(client: Client, query: str = "") -> int:
    """Compare all that the calendar has with what comes of it; returns how many there were."""
    originals = {each.slug: told(each) for each in _all()}
    data = client.get(f"/gatherings.ics?appointments=yes&{query}").content
    slugs = _slugs(data)
    report = bring(data, community="elsewhere", name="ours.ics", now=NOON)
    assert report.refused == []
    brought = SourceRow.objects.filter(source__community__slug="elsewhere")
    brought = brought.select_related("gathering__place", "gathering__community")
    found = {slugs[row.key]: told(row.gathering) for row in brought}
    assert found.keys() == {slug for slug in originals if slug in slugs.values()}
    for slug, each in found.items():
        assert (slug, each) == (slug, originals[slug])
    return len(found)


def _all() -> list[Gathering]:
    return list(Gathering.objects.select_related("place", "community"))


def _slugs(data: bytes) -> dict[str, str]:
    """The slug of each, by the UID that the calendar has for it."""
    parts = Calendar.from_ical(data).walk()
    return {str(p["UID"]): str(p["X-KITHWAY-SLUG"]) for p in parts if "X-KITHWAY-SLUG" in p}


def test_every_way_of_recurring_survives(
    client: Client, community: Community, library: Place, quiet_house: Place
) -> None:
    region = made(community, library, quiet_house)
    assert survives(client) == len(region) == 24


def test_the_demo_region_survives(client: Client) -> None:
    call_command("demo", verbosity=0)
    assert survives(client) > 250


def test_why_a_date_is_off_survives(
    client: Client, community: Community, library: Place, quiet_house: Place
) -> None:
    made(community, library, quiet_house)
    data = client.get("/gatherings/cancelled/calendar.ics").content
    bring(data, community="elsewhere", name="ours.ics", now=NOON)
    (row,) = Gathering.objects.get(community__slug="elsewhere").occurrences.exclude(
        cancelled_at=None
    )
    assert (row.recurrence_id, row.cancelled_because) == ("2026-12-03T18:30", "Snow is forecast")


def test_a_calendar_brought_in_twice_is_unchanged(
    client: Client, community: Community, library: Place, quiet_house: Place
) -> None:
    made(community, library, quiet_house)
    data = client.get("/gatherings.ics?appointments=yes").content
    bring(data, community="elsewhere", name="ours.ics", now=NOON)
    again = bring(data, community="elsewhere", name="ours.ics", now=NOON)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 24)


def test_a_neutral_calendar_tells_nobody_else_either(
    client: Client, community: Community, library: Place, quiet_house: Place
) -> None:
    """It is marked private, and what is private is not brought in."""
    made(community, library, quiet_house)
    data = client.get("/gatherings.ics?titles=neutral").content
    report = bring(data, community="elsewhere", name="neutral.ics", now=NOON)
    assert (report.read, report.added) == (0, 0)


def test_another_program_s_tasks_are_no_gatherings(client: Client, community: Community) -> None:
    text = "BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:1\r\nSUMMARY:Buy tea\r\nEND:VTODO\r\n"
    text += "BEGIN:VEVENT\r\nUID:2\r\nSUMMARY:Tea\r\nDTSTART:20261203T180000\r\nEND:VEVENT\r\n"
    text += "END:VCALENDAR\r\n"
    assert (
        bring(text.encode(), name="a.ics", now=datetime(2026, 11, 26, tzinfo=NOON.tzinfo)).added
        == 1
    )
