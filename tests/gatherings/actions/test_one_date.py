"""One date confirmed, cancelled, moved, held elsewhere; and what a changed rule makes of it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from pytest_django import DjangoAssertNumQueries

from kithway.community.models import Place, ShownTo
from kithway.gatherings.actions import (
    NoSuchDate,
    cancel_date,
    change_date,
    change_gathering,
    close,
    confirm_date,
    date_row,
    extend_horizon,
    rebuild_dates,
    restore_date,
)
from kithway.gatherings.actions.closing import reopen
from kithway.gatherings.models import Gathering, Occurrence, Source
from kithway.people.models import Person
from tests.clock import NOON

pytestmark = pytest.mark.usefixtures("thursday")
THIRD, TENTH = "2026-12-03T18:00", "2026-12-10T18:00"
BEYOND = "2027-06-03T18:00"
FRIDAY_AT_SEVEN = datetime(2026, 12, 4, 19)


def row(gathering: Gathering, key: str = THIRD) -> Occurrence:
    return gathering.occurrences.get(recurrence_id=key)


def ids(gathering: Gathering) -> list[str]:
    return list(gathering.occurrences.values_list("recurrence_id", flat=True))


def test_a_moved_date_is_held_at_its_new_time_and_keeps_its_id(
    hearing_voices: Gathering, emi: Person
) -> None:
    change_date(
        gathering=hearing_voices, recurrence_id=THIRD, moved_to=FRIDAY_AT_SEVEN, minutes=30,
        because="The hall is painted", by=emi,
    )  # fmt: skip
    found = row(hearing_voices)
    assert (found.starts_at, found.ends_at) == (
        datetime(2026, 12, 5, 0, tzinfo=UTC),
        datetime(2026, 12, 5, 0, 30, tzinfo=UTC),
    )
    assert (found.changed_by, found.changed_because, found.changed_at, found.status) == (
        emi.name, "The hall is painted", NOON, "expected",
    )  # fmt: skip


def test_a_date_is_restored_to_what_the_series_has(
    hearing_voices: Gathering, quiet_house: Place
) -> None:
    # All but when it fades: who changes a date gives a sign of life.
    said = [f.attname for f in Occurrence._meta.concrete_fields if f.name != "fades_at"]
    before = Occurrence.objects.values(*said).get(pk=row(hearing_voices).pk)
    change_date(
        gathering=hearing_voices, recurrence_id=THIRD, moved_to=FRIDAY_AT_SEVEN,
        place=quiet_house, by=None,
    )  # fmt: skip
    cancel_date(gathering=hearing_voices, recurrence_id=THIRD, because="Snow", by=None)
    restore_date(gathering=hearing_voices, recurrence_id=THIRD, by=None)
    assert Occurrence.objects.values(*said).get(pk=row(hearing_voices).pk) == before


def test_a_date_beyond_the_horizon_is_made_and_stays_cancelled(hearing_voices: Gathering) -> None:
    cancel_date(gathering=hearing_voices, recurrence_id=BEYOND, because="Away", by=None)
    assert row(hearing_voices, BEYOND).status == "cancelled"
    change_gathering(gathering=hearing_voices, by=None, minutes=45)
    extend_horizon(Gathering.objects.all(), now=NOON + timedelta(weeks=20))
    found = row(hearing_voices, BEYOND)
    assert (found.cancelled_because, found.ends_at - found.starts_at) == (
        "Away", timedelta(minutes=45),
    )  # fmt: skip
    assert len(ids(hearing_voices)) == len(set(ids(hearing_voices)))


@pytest.mark.parametrize("key", ["2026-12-04T18:00", "2026-12-03", "junk", "2026-02-30T18:00"])
def test_what_is_no_date_is_refused(hearing_voices: Gathering, key: str) -> None:
    before = ids(hearing_voices)
    for act in (confirm_date, cancel_date, change_date, restore_date):
        with pytest.raises(NoSuchDate):
            act(gathering=hearing_voices, recurrence_id=key, by=None)
    assert ids(hearing_voices) == before


@pytest.mark.parametrize(
    "wrong", [{"moved_to": datetime(2027, 3, 4, 18)}, {"minutes": 0}, {"minutes": 1441}]
)
def test_a_change_that_cannot_be_changes_nothing(hearing_voices: Gathering, wrong: dict) -> None:
    with pytest.raises(ValidationError):
        change_date(gathering=hearing_voices, recurrence_id=THIRD, by=None, **wrong)
    assert row(hearing_voices).changed_at is None


def test_what_was_said_here_is_not_overruled_by_a_list(hearing_voices: Gathering) -> None:
    told_by = Source.objects.create(community=hearing_voices.community, name="Calendar")
    cancel_date(gathering=hearing_voices, recurrence_id=THIRD, because="Snow", by=None)
    cancel_date(
        gathering=hearing_voices, recurrence_id=THIRD, because="?", by=None, told_by=told_by
    )
    change_date(gathering=hearing_voices, recurrence_id=TENTH, minutes=30, by=None)
    change_date(gathering=hearing_voices, recurrence_id=TENTH, minutes=40, by=None, told_by=told_by)
    assert row(hearing_voices).cancelled_because == "Snow"
    assert row(hearing_voices, TENTH).own_minutes == 30


def test_a_confirmation_takes_a_cancellation_back(hearing_voices: Gathering, emi: Person) -> None:
    cancel_date(gathering=hearing_voices, recurrence_id=THIRD, because="Snow", by=None)
    confirm_date(gathering=hearing_voices, recurrence_id=THIRD, by=emi)
    found = row(hearing_voices)
    assert (found.status, found.cancelled_because, found.confirmed_by) == (
        "confirmed", "", emi.name,
    )  # fmt: skip


# Closed days


def test_a_date_moved_out_of_closed_days_is_held(hearing_voices: Gathering, library: Place) -> None:
    day = date(2026, 12, 3)
    closure = close(where=library, first_day=day, last_day=day, by=None)
    assert row(hearing_voices).closure == closure
    change_date(gathering=hearing_voices, recurrence_id=THIRD, moved_to=FRIDAY_AT_SEVEN, by=None)
    assert row(hearing_voices).closure is None
    restore_date(gathering=hearing_voices, recurrence_id=THIRD, by=None)
    assert row(hearing_voices).closure == closure


def test_a_date_moved_into_closed_days_is_not_held(
    hearing_voices: Gathering, library: Place
) -> None:
    change_date(gathering=hearing_voices, recurrence_id=THIRD, moved_to=FRIDAY_AT_SEVEN, by=None)
    day = date(2026, 12, 4)
    closure = close(where=library, first_day=day, last_day=day, by=None)
    assert row(hearing_voices).closure == closure
    other = close(where=library, first_day=date(2026, 12, 3), last_day=date(2026, 12, 3), by=None)
    assert other.occurrences.count() == 0
    reopen(closure=closure, by=None)
    assert row(hearing_voices).closure is None


def test_a_date_held_elsewhere_goes_by_the_closed_days_there(
    hearing_voices: Gathering, library: Place, quiet_house: Place
) -> None:
    day = date(2026, 12, 3)
    close(where=library, first_day=day, last_day=day, by=None)
    change_date(gathering=hearing_voices, recurrence_id=THIRD, place=quiet_house, by=None)
    assert (row(hearing_voices).closure, row(hearing_voices).place) == (None, quiet_house)
    closure = close(where=quiet_house, first_day=day, last_day=day, by=None)
    assert row(hearing_voices).closure == closure
    both = close(where=quiet_house, first_day=day, last_day=day, by=None)
    reopen(closure=closure, by=None)
    assert row(hearing_voices).closure == both


def test_a_date_that_goes_into_a_room_is_closed_with_its_community(
    online_talk: Gathering, library: Place
) -> None:
    key, day = "2026-12-03T17:00", date(2026, 12, 3)
    closure = close(where=online_talk.community, first_day=day, last_day=day, by=None)
    assert row(online_talk, key).closure is None
    change_date(gathering=online_talk, recurrence_id=key, place=library, by=None)
    assert row(online_talk, key).closure == closure


# A changed rule


def test_a_cancelled_date_stays_so_where_the_rule_has_another_hour(
    hearing_voices: Gathering,
) -> None:
    cancel_date(gathering=hearing_voices, recurrence_id=THIRD, because="Snow", by=None)
    confirm_date(gathering=hearing_voices, recurrence_id=TENTH, by=None)
    change_gathering(gathering=hearing_voices, by=None, start_time=time(19))
    moved = row(hearing_voices, "2026-12-03T19:00")
    assert (moved.status, moved.cancelled_because) == ("cancelled", "Snow")
    assert moved.starts_at == datetime(2026, 12, 4, 0, tzinfo=UTC)
    # A confirmation was given for six.
    assert row(hearing_voices, "2026-12-10T19:00").status == "expected"
    assert {key[10:] for key in ids(hearing_voices)} == {"T19:00"}
    assert len(ids(hearing_voices)) == 13


def test_a_moved_date_stays_so_through_a_changed_rule(
    hearing_voices: Gathering, quiet_house: Place
) -> None:
    change_date(
        gathering=hearing_voices, recurrence_id=THIRD, moved_to=FRIDAY_AT_SEVEN,
        place=quiet_house, by=None,
    )  # fmt: skip
    change_gathering(gathering=hearing_voices, by=None, start_time=time(17), minutes=60)
    found = row(hearing_voices, "2026-12-03T17:00")
    assert (found.moved_to, found.place, found.starts_at, found.ends_at) == (
        "2026-12-04T19:00", quiet_house,
        datetime(2026, 12, 5, 0, tzinfo=UTC), datetime(2026, 12, 5, 1, tzinfo=UTC),
    )  # fmt: skip


def test_a_date_moved_ahead_from_yesterday_is_kept(hearing_voices: Gathering) -> None:
    tonight = "2026-11-26T18:00"
    change_date(
        gathering=hearing_voices, recurrence_id=tonight, moved_to=datetime(2026, 11, 28, 10),
        by=None,
    )  # fmt: skip

    rebuild_dates([hearing_voices], now=NOON + timedelta(days=1))
    assert row(hearing_voices, tonight).moved_to == "2026-11-28T10:00"


def test_a_word_on_each_of_two_dates_of_a_day_is_never_taken_for_the_other(
    hearing_voices: Gathering,
) -> None:
    cancel_date(gathering=hearing_voices, recurrence_id=THIRD, by=None)
    rule = "FREQ=WEEKLY;BYDAY=TH;BYHOUR=9,17"
    change_gathering(gathering=hearing_voices, by=None, rule=rule)
    day = hearing_voices.occurrences.filter(recurrence_id__startswith="2026-12-03")
    assert [(each.recurrence_id[11:], each.status) for each in day] == [
        ("09:00", "expected"), ("17:00", "expected"),
    ]  # fmt: skip


def test_a_date_left_out_goes_and_one_added_comes(hearing_voices: Gathering) -> None:
    change_gathering(
        gathering=hearing_voices, by=None, left_out=[THIRD], extra_dates=["2026-12-05T10:00"]
    )
    assert ids(hearing_voices)[:3] == [
        "2026-11-26T18:00", "2026-12-05T10:00", "2026-12-10T18:00",
    ]  # fmt: skip


# Hidden places


def test_a_place_is_blurred_while_a_hiding_gathering_meets_there_once(
    drumming: Gathering, library: Place
) -> None:
    key = "2026-12-04T19:00"
    sharp = (library.search_latitude, library.search_longitude)
    change_date(gathering=drumming, recurrence_id=key, place=library, by=None)
    library.refresh_from_db()
    assert library.hidden_by_a_gathering
    assert (library.search_latitude, library.search_longitude) != sharp
    restore_date(gathering=drumming, recurrence_id=key, by=None)
    library.refresh_from_db()
    assert not library.hidden_by_a_gathering
    assert (library.search_latitude, library.search_longitude) == sharp


def test_a_gathering_that_begins_to_hide_blurs_where_a_single_date_is_held(
    hearing_voices: Gathering, library: Place, quiet_house: Place
) -> None:
    change_gathering(gathering=hearing_voices, by=None, place=quiet_house)
    change_date(gathering=hearing_voices, recurrence_id=THIRD, place=library, by=None)
    library.refresh_from_db()
    assert not library.hidden_by_a_gathering
    change_gathering(gathering=hearing_voices, by=None, address_shown_to=ShownTo.REQUEST)
    library.refresh_from_db()
    assert library.hidden_by_a_gathering


@pytest.mark.parametrize("sent", ["2026-12-03T18:00\x00", "\x00", "", "2026-W49-4T18:00"])
def test_what_is_no_id_reaches_no_database(
    hearing_voices: Gathering, django_assert_num_queries: DjangoAssertNumQueries, sent: str
) -> None:
    """PostgreSQL refuses to be asked for a NUL, which would be a fault and not a 404."""
    with django_assert_num_queries(0), pytest.raises(NoSuchDate):
        date_row(hearing_voices, sent)
