"""Bringing the same list in again: what changed, what people edited here, what is gone."""

import random
from datetime import date, time, timedelta

import pytest

from kithway.community.models import Community, Place
from kithway.gatherings.actions import change_gathering
from kithway.gatherings.importing.problems import ListRefused
from kithway.gatherings.models import Gathering, Occurrence, Source, SourceRow
from tests.gatherings.importing.bringing import NOW, bring, meeting

pytestmark = pytest.mark.django_db


def counts(report: object) -> tuple[int, ...]:
    return tuple(getattr(report, name) for name in ("added", "changed", "unchanged", "disappeared"))


def test_a_change_on_the_list_is_taken_over() -> None:
    bring([meeting()])
    report = bring([meeting(name="Morning Ring", time="08:00", end_time="09:30")])
    gathering = Gathering.objects.get()
    assert counts(report) == (0, 1, 0, 0)
    assert (gathering.name, gathering.start_time, gathering.minutes) == (
        "Morning Ring",
        time(8),
        90,
    )
    starts = set(Occurrence.objects.values_list("recurrence_id", flat=True))
    assert {start[11:] for start in starts} == {"08:00"}


def test_the_first_day_moves_only_with_the_weekday() -> None:
    bring([meeting()])
    later = NOW + timedelta(days=30)
    bring([meeting(time="08:00")], now=later)
    assert Gathering.objects.get().first_day == date(2026, 11, 23)
    bring([meeting(day=2, time="08:00")], now=later)
    assert Gathering.objects.get().first_day == date(2026, 12, 22)


def test_what_was_edited_here_wins_and_is_listed() -> None:
    bring([meeting()])
    change_gathering(gathering=Gathering.objects.get(), by=None, name="Our Circle")
    report = bring([meeting(name="Dawn Circle", notes="Ring the bell.")])
    gathering = Gathering.objects.get()
    assert (gathering.name, gathering.about) == ("Our Circle", "Ring the bell.")
    (edit,) = report.local_edits
    assert (edit.gathering, edit.field, edit.here, edit.there) == (
        "morning-circle",
        "name",
        "Our Circle",
        "Dawn Circle",
    )
    again = bring([meeting(name="Dawn Circle", notes="Ring the bell.")])
    assert counts(again) == (0, 0, 1, 0)
    assert again.local_edits == report.local_edits


def test_a_time_edited_here_keeps_its_dates() -> None:
    bring([meeting()])
    change_gathering(gathering=Gathering.objects.get(), by=None, start_time=time(9, 15))
    bring([meeting(day=3)])
    gathering = Gathering.objects.get()
    assert (gathering.rule, gathering.start_time) == ("FREQ=WEEKLY;BYDAY=MO", time(9, 15))


def test_a_place_renamed_here_stays_that_place() -> None:
    bring([meeting()])
    Place.objects.update(name="The Mill")
    report = bring([meeting(), meeting(slug="evening-circle", time="19:30")])
    assert counts(report) == (1, 0, 1, 0)
    assert Place.objects.count() == 1
    assert {g.place_id for g in Gathering.objects.all()} == {Place.objects.get().pk}


def test_a_place_that_the_list_moves_is_corrected() -> None:
    bring([meeting()])
    bring([meeting(latitude="42.2700")])
    assert Place.objects.get().latitude == 42.27
    Place.objects.update(latitude=42.5, longitude=-71.5)
    bring([meeting(latitude="42.2800")])
    assert Place.objects.get().latitude == 42.5


def test_a_place_that_a_gathering_hides_stays_vague_when_the_list_moves_it() -> None:
    bring([meeting()])
    change_gathering(gathering=Gathering.objects.get(), by=None, address_shown_to="coming")
    bring([meeting(latitude="42.274321")])
    place = Place.objects.get()
    assert (place.latitude, place.search_latitude) == (42.274321, 42.25)


def test_gone_is_marked_and_nothing_is_deleted() -> None:
    rows = [meeting(slug=f"circle-{n}", name=f"Circle {n}") for n in range(4)]
    bring(rows)
    report = bring(rows[1:])
    assert counts(report) == (0, 0, 3, 1)
    gone = SourceRow.objects.get(key="circle-0")
    assert (gone.missing_since, gone.gathering.missing_since) == (NOW, NOW)
    assert counts(bring(rows[1:])) == (0, 0, 3, 0)
    assert counts(bring(rows)) == (0, 1, 3, 0)
    gone.refresh_from_db()
    assert (gone.missing_since, gone.gathering.missing_since) == (None, None)


def test_a_row_that_is_broken_now_is_not_taken_for_gone() -> None:
    bring([meeting(), meeting(slug="other", name="Other")])
    report = bring([meeting(day="Funday"), meeting(slug="other", name="Other")])
    assert counts(report) == (0, 0, 1, 0)
    (refusal,) = report.refused
    assert (refusal.row, refusal.field, refusal.reason) == (
        1,
        "day",
        "“Funday” is not a day of the week.",
    )
    assert Gathering.objects.exclude(missing_since=None).count() == 0


def test_a_list_cut_short_changes_nothing_until_it_is_said_to_be_right() -> None:
    rows = [meeting(slug=f"circle-{n}", name=f"Circle {n}") for n in range(12)]
    bring(rows)
    with pytest.raises(ListRefused, match="9 of the 12"):
        bring(rows[:3])
    assert Gathering.objects.exclude(missing_since=None).count() == 0
    assert counts(bring(rows[:3], accept_shrinking=True)) == (0, 0, 3, 9)


@pytest.mark.parametrize("empty", [b"[]", b'{"meetings": []}', b"name,day\n"])
def test_an_empty_list_is_refused(empty: bytes) -> None:
    bring([meeting()])
    with pytest.raises(ListRefused, match="The list is empty"):
        bring(empty)


def test_rows_that_share_a_slug_are_told_apart_in_any_order() -> None:
    rows = [meeting(time=f"{hour:02}:00") for hour in range(7, 12)]
    assert counts(bring(rows)) == (5, 0, 0, 0)
    random.Random(3).shuffle(rows)
    assert counts(bring(rows)) == (0, 0, 5, 0)


def test_a_slug_that_comes_to_be_shared_stays_with_its_gathering() -> None:
    bring([meeting()])
    first = Gathering.objects.get()
    report = bring([meeting(time="19:30"), meeting()])
    assert counts(report) == (1, 0, 1, 0) or counts(report) == (1, 1, 0, 0)
    assert SourceRow.objects.get(said__start=450).gathering == first
    back = bring([meeting()])
    assert back.disappeared == 1
    assert Gathering.objects.get(missing_since=None) == first


def test_the_very_same_row_twice_is_refused() -> None:
    report = bring([meeting(), meeting(slug="other"), meeting()])
    (refusal,) = report.refused
    assert (refusal.row, refusal.reason) == (3, "It is the same as row 1.")
    assert report.added == 2


def test_rows_without_a_key_are_known_by_what_they_say() -> None:
    rows = [meeting(slug="", name="Circle", day=day) for day in (1, 2)]
    assert counts(bring(rows)) == (2, 0, 0, 0)
    assert counts(bring(rows[::-1])) == (0, 0, 2, 0)
    # The one that is left over on both sides is the one that moved.
    assert counts(bring([rows[0], {**rows[1], "day": 4}])) == (0, 1, 1, 0)


def test_a_list_under_another_name_is_the_same_list() -> None:
    rows = [meeting(slug=f"circle-{n}", name=f"Circle {n}") for n in range(4)]
    bring(rows, name="list-of-may")
    assert counts(bring(rows, name="from-emi")) == (0, 0, 4, 0)
    assert Source.objects.count() == 1


def test_two_lists_of_numbered_rows_are_two_lists() -> None:
    bring([meeting(slug=n, name=f"Circle {n}") for n in range(4)], name="one")
    report = bring([meeting(slug=n, name=f"Walk {n}") for n in range(4)], name="two")
    assert counts(report) == (4, 0, 0, 0)
    assert Source.objects.count() == 2


def test_a_trial_says_the_same_and_writes_nothing() -> None:
    trial = bring([meeting()], dry_run=True)
    assert Community.objects.count() == 0
    real = bring([meeting()])
    assert {**trial.as_json(), "dry_run": False, "news": real.as_json()["news"]} == real.as_json()
    changed = [meeting(name="Dawn", formatted_address="1 New Rd, Worcester, MA 01608, USA")]
    trial = bring([*changed, meeting(slug="new", name="New")], dry_run=True)
    assert (Gathering.objects.get().name, Place.objects.count()) == ("Morning Circle", 1)
    real = bring([*changed, meeting(slug="new", name="New")])
    assert {**trial.as_json(), "dry_run": False, "news": real.as_json()["news"]} == real.as_json()


def test_a_crash_half_way_is_healed_by_running_again(monkeypatch: pytest.MonkeyPatch) -> None:
    from kithway.gatherings.importing import actions, writing

    rows = [meeting(slug=f"circle-{n}", name=f"Circle {n}") for n in range(6)]
    monkeypatch.setattr(actions, "BATCH", 2)
    real, calls = writing.extend_horizon, []

    def breaks_the_third_time(*args: object, **kwargs: object) -> int:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(*args, **kwargs)

    monkeypatch.setattr(writing, "extend_horizon", breaks_the_third_time)
    with pytest.raises(KeyboardInterrupt):
        bring(rows)
    assert Gathering.objects.count() == SourceRow.objects.count() == 4
    assert counts(bring(rows)) == (2, 0, 4, 0)
    assert Occurrence.objects.values("gathering").distinct().count() == 6


def test_a_list_is_a_sign_of_life_only_where_it_says_something_new() -> None:
    """One that repeats itself would keep a ghost meeting alive for ever."""
    bring([meeting()])
    assert Gathering.objects.get().seen_at == NOW
    weeks = NOW + timedelta(weeks=8)
    bring([meeting()], now=weeks)
    assert Gathering.objects.get().seen_at == NOW
    bring([meeting(notes="Ring the bell.")], now=weeks)
    assert Gathering.objects.get().seen_at == weeks
    fades = Occurrence.objects.filter(starts_at__gt=weeks).values_list("fades_at", flat=True)
    assert set(fades) == {weeks + timedelta(days=90)}
