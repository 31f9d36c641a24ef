"""A series that ends, and the one that goes on in its stead."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kithway.gatherings.actions import (
    cancel_date,
    change_date,
    change_gathering,
    continue_series,
    end_series,
    end_what_is_over,
)
from kithway.gatherings.models import Gathering
from tests.clock import NOON

pytestmark = pytest.mark.usefixtures("thursday")


def days(gathering: Gathering) -> list[str]:
    return [key[:10] for key in gathering.occurrences.values_list("recurrence_id", flat=True)]


def held(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_an_ended_series_has_no_date_after_its_last_day(
    hearing_voices: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_series(gathering=hearing_voices, last_day=date(2026, 12, 8), because="Dara moves", by=None)
    assert days(hearing_voices) == ["2026-11-26", "2026-12-03"]
    assert end_what_is_over() == 0
    # In New York it is still the eighth.
    held(monkeypatch, datetime(2026, 12, 9, 3, tzinfo=NOON.tzinfo))
    assert end_what_is_over() == 0
    held(monkeypatch, datetime(2026, 12, 9, 6, tzinfo=NOON.tzinfo))
    assert [end_what_is_over(), end_what_is_over()] == [1, 0]
    found = Gathering.objects.get(pk=hearing_voices.pk)
    assert (found.ended_at, found.ended_because) == (timezone.now(), "Dara moves")
    assert days(found) == ["2026-11-26", "2026-12-03"]


def test_a_last_date_that_was_moved_on_is_still_held(
    hearing_voices: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_series(gathering=hearing_voices, last_day=date(2026, 12, 3), by=None)
    moved_to = datetime(2026, 12, 9, 10)
    change_date(
        gathering=hearing_voices, recurrence_id="2026-12-03T18:00", moved_to=moved_to, by=None
    )
    held(monkeypatch, NOON + timedelta(days=12))
    assert end_what_is_over() == 0
    held(monkeypatch, NOON + timedelta(days=14))
    assert end_what_is_over() == 1


def test_a_series_cannot_end_before_it_began(hearing_voices: Gathering) -> None:
    with pytest.raises(ValidationError):
        end_series(gathering=hearing_voices, last_day=date(2025, 1, 1), by=None)
    assert Gathering.objects.get(pk=hearing_voices.pk).last_day is None


def test_a_successor_begins_where_the_old_series_ends(hearing_voices: Gathering) -> None:
    new = continue_series(
        gathering=hearing_voices, from_day=date(2026, 12, 16), by=None,
        rule="FREQ=WEEKLY;BYDAY=WE", start_time=time(19),
    )  # fmt: skip
    assert days(hearing_voices) == ["2026-11-26", "2026-12-03", "2026-12-10"]
    assert days(new)[:2] == ["2026-12-16", "2026-12-23"]
    assert (new.slug, new.name, new.place, new.kinds, new.minutes) == (
        "hearing-voices-2", hearing_voices.name, hearing_voices.place, hearing_voices.kinds, 90,
    )  # fmt: skip
    old = Gathering.objects.get(pk=hearing_voices.pk)
    assert (old.continued_by, old.last_day) == (new, date(2026, 12, 15))
    assert list(new.continues.all()) == [old]
    again = continue_series(gathering=old, from_day=date(2026, 12, 8), by=None)
    assert again.slug == "hearing-voices-3"


def test_a_successor_keeps_in_step_and_what_was_said(hearing_voices: Gathering) -> None:
    change_gathering(
        gathering=hearing_voices, by=None, first_day=date(2026, 11, 26),
        rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;COUNT=5",
    )  # fmt: skip
    cancel_date(
        gathering=hearing_voices, recurrence_id="2026-12-24T18:00", because="Holiday", by=None
    )
    new = continue_series(
        gathering=hearing_voices, from_day=date(2026, 12, 11), by=None, start_time=time(17)
    )
    assert days(hearing_voices) == ["2026-11-26", "2026-12-10"]
    assert [(row.recurrence_id, row.cancelled_because) for row in new.occurrences.all()] == [
        ("2026-12-24T17:00", "Holiday"), ("2027-01-07T17:00", ""), ("2027-01-21T17:00", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("from_day", [date(2026, 1, 1), date(2027, 1, 1)])
def test_where_there_is_nothing_to_go_on_with_nothing_changes(
    hearing_voices: Gathering, from_day: date
) -> None:
    change_gathering(gathering=hearing_voices, by=None, rule="FREQ=WEEKLY;UNTIL=20261224")
    with pytest.raises(ValidationError):
        continue_series(gathering=hearing_voices, from_day=from_day, by=None)
    assert Gathering.objects.count() == 1
    assert Gathering.objects.get().last_day is None
