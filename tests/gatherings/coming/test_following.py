"""Dates are moved, called off and made anew; those who come follow, and are told."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from kithway.community.models import Place
from kithway.gatherings.actions import (
    cancel_date,
    change_date,
    change_gathering,
    close,
    continue_series,
    rebuild_dates,
    reopen,
    restore_date,
)
from kithway.gatherings.coming.forgetting import forget_bookings
from kithway.gatherings.coming.keeping import cancel
from kithway.gatherings.coming.private import Private
from kithway.gatherings.coming.reminding import remind_due
from kithway.gatherings.models import Booking, Gathering, Seat
from kithway.people.models import Message
from kithway.people.telling.outbox import opened
from kithway.vault.models import DataKey
from tests.gatherings.coming.seats import NEXT_WEEK, keep, state, taken
from tests.gatherings.views.rooms import everything

MAIL = Private(contact="robin@example.org", channel="mail", token="t" * 43)


@pytest.fixture(autouse=True)
def address(settings: Settings) -> None:
    settings.SITE_URL = "http://127.0.0.1:8000"


def told() -> list[str]:
    """What was put in the outbox, in order."""
    return [opened(row).body for row in Message.objects.order_by("made_at", "pk")]


def test_called_off_and_on_again(pottery: Gathering) -> None:
    keep(pottery, "Robin", private=MAIL)
    keep(pottery, "Sam")
    cancel_date(gathering=pottery, recurrence_id=NEXT_WEEK, because="snow", by=None)
    cancel_date(gathering=pottery, recurrence_id=NEXT_WEEK, because="ice", by=None)
    link = f"Details: http://127.0.0.1:8000/coming/{'t' * 43}/"
    assert told() == [f"Cancelled: Thursday 3 December, 6:00 pm. {link}"]
    restore_date(gathering=pottery, recurrence_id=NEXT_WEEK, by=None)
    assert sorted(told())[1:] == [f"Changed: Thursday 3 December, 6:00 pm. {link}"]
    assert taken(pottery) == 2


def test_moved(pottery: Gathering, quiet_house: Place) -> None:
    booking = keep(pottery, "Robin", private=MAIL)
    moved = (timezone.now() + timedelta(days=8)).replace(tzinfo=None, hour=19, minute=0)
    row = change_date(gathering=pottery, recurrence_id=NEXT_WEEK, moved_to=moved, by=None)
    assert [text[:44] for text in told()] == ["Changed: Friday 4 December, 7:00 pm. Details"]
    booking.refresh_from_db()
    assert booking.last_at == row.ends_at
    change_gathering(gathering=pottery, by=None, place=quiet_house)
    assert len(told()) == 2


def test_closed_and_open_again(pottery: Gathering) -> None:
    keep(pottery, "Robin", private=MAIL)
    day = date(2026, 12, 3)
    closure = close(where=pottery.place, first_day=day, last_day=day, by=None)
    reopen(closure=closure, by=None)
    assert [text.split(":")[0] for text in sorted(told())] == ["Cancelled", "Changed"]


def test_a_rebuild_loses_nobody(pottery: Gathering) -> None:
    booking = keep(pottery, "Robin", size=2, private=MAIL)
    rebuild_dates([pottery])
    assert (state(booking), taken(pottery), told()) == ("kept", 2, [])


def test_another_time_takes_everyone_along(pottery: Gathering) -> None:
    booking, series = keep(pottery, "Robin", size=2, private=MAIL), keep(pottery, "Sam", "")
    change_gathering(gathering=pottery, by=None, start_time=time(18, 30))
    later = "2026-12-03T18:30"
    booking.refresh_from_db()
    assert (booking.recurrence_id, state(booking, later), taken(pottery, later)) == (
        later,
        "kept",
        3,
    )
    starts = set(series.seats.values_list("recurrence_id", flat=True))
    assert starts == set(pottery.occurrences.values_list("recurrence_id", flat=True))
    assert [text[:38] for text in told()] == ["Changed: Thursday 3 December, 6:30 pm."]


def test_a_date_that_is_gone_and_comes_back(pottery: Gathering) -> None:
    booking = keep(pottery, "Robin", private=MAIL)
    change_gathering(gathering=pottery, by=None, left_out=[NEXT_WEEK])
    assert [text.split(":")[0] for text in told()] == ["Cancelled"]
    change_gathering(gathering=pottery, by=None, left_out=[])
    assert (state(booking), taken(pottery), len(told())) == ("kept", 1, 2)


def test_a_series_that_goes_on_as_another(pottery: Gathering) -> None:
    booking = keep(pottery, "Robin")
    goes_on = continue_series(
        gathering=pottery, from_day=date(2026, 12, 1), by=None, start_time=time(19)
    )
    booking.refresh_from_db()
    later = "2026-12-03T19:00"
    assert (booking.gathering, booking.recurrence_id, taken(goes_on, later)) == (goes_on, later, 1)


def test_a_reminder_comes_once_and_only_if_asked_for(
    pottery: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(pottery, "Robin", private=MAIL, remind="day")
    keep(pottery, "Sam", private=MAIL)
    gone = keep(pottery, "Lee", private=MAIL, remind="day")
    cancel(booking=gone)
    assert remind_due() == 0
    soon = timezone.now() + timedelta(days=6, hours=8)
    monkeypatch.setattr(timezone, "now", lambda: soon)
    assert (remind_due(), remind_due()) == (1, 0)
    assert told() == [
        f"Thursday 3 December, 6:00 pm. Details: http://127.0.0.1:8000/coming/{'t' * 43}/"
    ]


def test_after_ninety_days_nobody_is_known(
    pottery: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    canary = Private(needs="canary chair", contact="canary@example.org", channel="mail", token="t")
    booking = keep(pottery, "Canary", size=2, private=canary)
    series = keep(pottery, "Kestrel", "")
    assert DataKey.objects.filter(owner=booking.pk).count() == 1
    assert forget_bookings() == 0
    last = pottery.occurrences.get(recurrence_id=NEXT_WEEK).ends_at
    later = last + timedelta(days=90, minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert forget_bookings() == 2
    booking.refresh_from_db()
    assert (booking.name, booking.person, booking.token_hash, booking.private) == (
        "",
        None,
        None,
        None,
    )
    assert (booking.size, state(booking), DataKey.objects.count()) == (2, "kept", 0)
    # Of the series that goes on, the date is no longer theirs; what comes is.
    assert (taken(pottery), series.seats.filter(recurrence_id=NEXT_WEEK).count()) == (3, 0)
    assert series.seats.exists()
    assert Seat.objects.filter(recurrence_id=NEXT_WEEK, booking__forgotten_at=None).count() == 0
    assert "anary" not in str(everything())
    assert Booking.objects.filter(name="Kestrel").count() == 1
