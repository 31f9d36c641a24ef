"""What became of a date that is over."""

from datetime import timedelta

import pytest

from kithway.community.models import Closure
from kithway.gatherings.actions import (
    cancel_date,
    confirm_date,
    count_held,
    fade_anew,
    holding,
    say_held,
    say_not_held,
    unsay_date,
)
from kithway.gatherings.models import Gathering
from kithway.people.models import Person
from tests.clock import NOON

pytestmark = pytest.mark.usefixtures("thursday")
TONIGHT, NEXT = "2026-11-26T18:00", "2026-12-03T18:00"
# Thursday's ends at half past seven in the evening.
ENDS = NOON + timedelta(hours=7, minutes=30)
AFTER = ENDS + timedelta(minutes=1)


def seen(gathering: Gathering) -> Gathering:
    gathering.refresh_from_db()
    return gathering


def test_a_confirmed_date_that_is_over_counts_as_held_once(
    hearing_voices: Gathering, drumming: Gathering, dara: Person
) -> None:
    Gathering.objects.update(seen_at=NOON - timedelta(days=80))
    fade_anew(Gathering.objects.all())
    confirm_date(gathering=seen(hearing_voices), recurrence_id=TONIGHT, by=dara)
    assert count_held(now=ENDS - timedelta(minutes=1)) == 0
    assert [count_held(now=AFTER), count_held(now=AFTER)] == [1, 0]
    assert (seen(hearing_voices).last_held_at, hearing_voices.seen_at) == (ENDS, ENDS)
    assert seen(drumming).last_held_at is None
    coming = hearing_voices.occurrences.filter(confirmed_at=None, starts_at__gt=NOON)
    assert set(coming.values_list("fades_at", flat=True)) == {ENDS + timedelta(days=90)}


def test_in_batches(
    hearing_voices: Gathering, drumming: Gathering, dara: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "BATCH", 1)
    confirm_date(gathering=hearing_voices, recurrence_id=TONIGHT, by=dara)
    confirm_date(gathering=hearing_voices, recurrence_id=NEXT, by=dara)
    confirm_date(gathering=drumming, recurrence_id="2026-11-27T19:00", by=dara)
    assert count_held(now=NOON + timedelta(days=9)) == 2
    assert seen(hearing_voices).last_held_at == ENDS + timedelta(days=7)


def test_cancelled_and_closed_dates_do_not_count(hearing_voices: Gathering, dara: Person) -> None:
    confirm_date(gathering=hearing_voices, recurrence_id=TONIGHT, by=dara)
    closed = Closure.objects.create(
        community=hearing_voices.community, first_day=NOON.date(), last_day=NOON.date()
    )
    hearing_voices.occurrences.filter(recurrence_id=TONIGHT).update(closure=closed)
    assert count_held(now=AFTER) == 0
    closed.delete()
    cancel_date(gathering=hearing_voices, recurrence_id=TONIGHT, by=dara)
    assert count_held(now=AFTER) == 0
    assert seen(hearing_voices).last_held_at is None


def test_a_later_word_stays(hearing_voices: Gathering, dara: Person) -> None:
    confirm_date(gathering=hearing_voices, recurrence_id=TONIGHT, by=dara)
    Gathering.objects.update(last_held_at=AFTER)
    assert count_held(now=AFTER) == 0
    assert seen(hearing_voices).last_held_at == AFTER


def test_it_took_place(hearing_voices: Gathering, dara: Person) -> None:
    for _ in range(2):
        row = say_held(gathering=hearing_voices, recurrence_id=TONIGHT, by=dara)
        assert (row.status, row.confirmed_by) == ("confirmed", "Dara")
        assert seen(hearing_voices).last_held_at == ENDS
    assert count_held(now=AFTER) == 0


def test_it_did_not_and_the_one_before_stands_again(
    hearing_voices: Gathering, dara: Person
) -> None:
    for recurrence_id in (TONIGHT, NEXT):
        confirm_date(gathering=hearing_voices, recurrence_id=recurrence_id, by=dara)
    count_held(now=NOON + timedelta(days=9))
    for _ in range(2):
        row = say_not_held(gathering=seen(hearing_voices), recurrence_id=NEXT, by=dara)
        assert (row.status, row.cancelled_because) == ("cancelled", "it did not take place")
        assert seen(hearing_voices).last_held_at == ENDS
    say_not_held(gathering=hearing_voices, recurrence_id=TONIGHT, by=dara)
    assert seen(hearing_voices).last_held_at is None


def test_taken_back_it_is_as_if_nobody_had_said_so(hearing_voices: Gathering, dara: Person) -> None:
    """By hand, and where the worker had counted it in the meantime."""
    before = hearing_voices.listed_at
    say_held(gathering=hearing_voices, recurrence_id=TONIGHT, by=dara)
    unsay_date(gathering=seen(hearing_voices), recurrence_id=TONIGHT, by=dara)
    assert (seen(hearing_voices).last_held_at, seen(hearing_voices).seen_at) == (None, before)
    confirm_date(gathering=seen(hearing_voices), recurrence_id=TONIGHT, by=dara)
    assert (count_held(now=AFTER), seen(hearing_voices).seen_at) == (1, ENDS)
    unsay_date(gathering=seen(hearing_voices), recurrence_id=TONIGHT, by=dara)
    assert (seen(hearing_voices).last_held_at, seen(hearing_voices).seen_at) == (None, before)


def test_what_was_not_held_is_no_sign_of_life(hearing_voices: Gathering, dara: Person) -> None:
    before = hearing_voices.listed_at
    confirm_date(gathering=hearing_voices, recurrence_id=TONIGHT, by=dara)
    count_held(now=AFTER)
    say_not_held(gathering=seen(hearing_voices), recurrence_id=TONIGHT, by=dara)
    assert (seen(hearing_voices).last_held_at, seen(hearing_voices).seen_at) == (None, before)
