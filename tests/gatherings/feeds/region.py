"""Gatherings of every way of recurring, each for one thing that a calendar must carry."""

from datetime import date, datetime, time
from typing import Any

from kithway.community.models import Community, Place
from kithway.gatherings.actions import add_gathering, cancel_date, change_date, close
from kithway.gatherings.models import Gathering

# Each begins on a Thursday at half past six, unless it says otherwise.
KINDS_OF_RULE: dict[str, dict[str, Any]] = {
    "weekly": {"rule": "FREQ=WEEKLY;BYDAY=TH"},
    "daily": {"rule": "FREQ=DAILY", "minutes": 45},
    "two-days": {"rule": "FREQ=WEEKLY;BYDAY=MO,TH"},
    "biweekly": {"rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"},
    "second-and-fourth": {"rule": "FREQ=MONTHLY;BYDAY=2TH,4TH"},
    "last-friday": {"rule": "FREQ=MONTHLY;BYDAY=-1FR"},
    "counted": {"rule": "FREQ=WEEKLY;BYDAY=TH;COUNT=60"},
    "until-day": {"rule": "FREQ=WEEKLY;BYDAY=TH;UNTIL=20261210"},
    "until-moment": {"rule": "FREQ=WEEKLY;BYDAY=TH;UNTIL=20261211T000000Z"},
    "last-day": {"rule": "FREQ=WEEKLY;BYDAY=TH", "last_day": date(2026, 12, 17)},
    "counted-and-last-day": {
        "rule": "FREQ=WEEKLY;BYDAY=TH;COUNT=60",
        "last_day": date(2026, 12, 17),
    },
    "late-on-the-last-day": {
        "rule": "FREQ=DAILY",
        "start_time": time(23, 30),
        "last_day": date(2026, 12, 17),
    },
    "begins-off-its-weekday": {"rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"},
    "chosen-dates": {
        "first_day": date(2026, 12, 1),
        "extra_dates": ["2026-12-05T10:00", "2027-01-09T10:00"],
    },
    "left-out": {
        "rule": "FREQ=WEEKLY;BYDAY=TH",
        "left_out": ["2026-12-24T18:30", "2026-12-31T18:30"],
    },
    "extra": {"rule": "FREQ=WEEKLY;BYDAY=TH", "extra_dates": ["2026-12-02T11:00"]},
    "once": {"first_day": date(2026, 12, 3)},
    "in-the-gap": {
        "rule": "FREQ=WEEKLY;BYDAY=SU",
        "first_day": date(2026, 3, 1),
        "start_time": time(2, 30),
    },
    "elsewhere-on-earth": {"rule": "FREQ=WEEKLY;BYDAY=TH", "timezone": "Europe/London"},
    "online": {
        "rule": "FREQ=WEEKLY;BYDAY=TH",
        "mode": "online",
        "place": None,
        "online_url": "https://meet.example/room",
    },
    "hidden": {"rule": "FREQ=WEEKLY;BYDAY=TH", "address_shown_to": "coming"},
    "cancelled": {"rule": "FREQ=WEEKLY;BYDAY=TH"},
    "moved": {"rule": "FREQ=WEEKLY;BYDAY=TH"},
    "by-appointment": {"first_day": None, "start_time": None, "mode": "appointment"},
}


def made(community: Community, place: Place, quiet: Place) -> dict[str, Gathering]:
    """One of each, some with a date cancelled, closed or moved."""
    found = {slug: _made(slug, community, place, quiet) for slug in KINDS_OF_RULE}
    cancel_date(
        gathering=found["cancelled"],
        recurrence_id="2026-12-03T18:30",
        because="Snow is forecast",
        by=None,
    )
    change_date(
        gathering=found["moved"],
        recurrence_id="2026-12-10T18:30",
        moved_to=datetime(2026, 12, 11, 19, 0),
        minutes=60,
        because="The hall is let",
        by=None,
    )
    close(
        where=quiet,
        first_day=date(2026, 12, 24),
        last_day=date(2026, 12, 26),
        reason="The winter holiday",
        by=None,
    )
    return found


def _made(slug: str, community: Community, place: Place, quiet: Place) -> Gathering:
    return add_gathering(
        community=community,
        by=None,
        **{
            "slug": slug,
            "name": slug.replace("-", " ").capitalize(),
            "place": quiet if slug == "hidden" else place,
            "mode": "in-person",
            "kinds": ["creative", "peer-group"],
            "pathways": ["any"],
            "languages": ["en", "es"],
            "audiences": ["women"],
            "welcomes": ["just-come"],
            "first_day": date(2026, 1, 1),
            "start_time": time(18, 30),
            "minutes": 90,
            **KINDS_OF_RULE[slug],
        },
    )
