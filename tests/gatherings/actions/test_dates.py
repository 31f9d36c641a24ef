"""Dates made ahead: each once, never in the past, and what people said of one is kept."""

import contextlib
import multiprocessing
import sqlite3
import threading
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.db import connection

from kithway.community.models import Community, Place
from kithway.config.env import database
from kithway.gatherings.actions import (
    HORIZON,
    add_gathering,
    change_gathering,
    close,
    extend_horizon,
    rebuild_dates,
)
from kithway.gatherings.models import Gathering, Occurrence
from kithway.gatherings.recurrence import weekly
from tests.clock import NOON

pytestmark = pytest.mark.usefixtures("thursday")
EVERY = Gathering.objects.all


def ids(gathering: Gathering) -> list[str]:
    return list(gathering.occurrences.values_list("recurrence_id", flat=True))


def on(gathering: Gathering, day: str) -> Occurrence:
    return gathering.occurrences.get(recurrence_id__startswith=day)


def confirm(gathering: Gathering, day: str) -> Occurrence:
    row = on(gathering, day)
    row.confirmed_at, row.confirmed_by = NOON, "Dara"
    row.save()
    return row


def weeks(first: date, count: int, clock: str) -> list[str]:
    return [f"{first + timedelta(weeks=n)}T{clock}" for n in range(count)]


def test_thirteen_weeks_are_made_from_this_morning_on(hearing_voices: Gathering) -> None:
    assert ids(hearing_voices) == weeks(date(2026, 11, 26), 13, "18:00")


def test_what_began_this_morning_is_made_and_what_ended_yesterday_is_not(
    community: Community,
) -> None:
    gathering = add_gathering(
        community=community, by=None, slug="breakfast", name="Breakfast", mode="online",
        first_day=date(2026, 11, 1), start_time=time(7), rule="FREQ=DAILY",
    )  # fmt: skip
    assert ids(gathering)[0] == "2026-11-26T07:00"


def test_a_second_run_makes_nothing_new(hearing_voices: Gathering) -> None:
    before = list(Occurrence.objects.values())
    assert extend_horizon(EVERY(), now=NOON) == 0
    assert extend_horizon(EVERY(), now=NOON + timedelta(hours=1)) == 0
    assert list(Occurrence.objects.values()) == before


def test_a_later_run_adds_only_what_comes_after(hearing_voices: Gathering) -> None:
    before = list(Occurrence.objects.values())
    assert extend_horizon(EVERY(), now=NOON + timedelta(weeks=2)) == 2
    assert list(Occurrence.objects.values())[: len(before)] == before
    assert ids(hearing_voices) == weeks(date(2026, 11, 26), 15, "18:00")


def test_what_fell_in_a_long_silence_is_not_made_up(hearing_voices: Gathering) -> None:
    much_later = NOON + timedelta(weeks=30)
    assert extend_horizon(EVERY(), now=much_later) == 13
    assert ids(hearing_voices)[13] == "2027-06-24T18:00"


def test_the_past_is_never_made_again(hearing_voices: Gathering) -> None:
    later = NOON + timedelta(weeks=3)
    past = list(hearing_voices.occurrences.filter(starts_at__lt=later).values())
    hearing_voices.rule = weekly(0)
    hearing_voices.save()
    rebuild_dates([hearing_voices], now=later)
    assert list(hearing_voices.occurrences.filter(starts_at__lt=later).values()) == past
    assert ids(hearing_voices) == [
        *weeks(date(2026, 11, 26), 3, "18:00"),
        *weeks(date(2026, 12, 21), 13, "18:00"),
    ]


def test_a_description_edited_from_an_old_copy_makes_no_dates_again(
    hearing_voices: Gathering,
) -> None:
    """The copy was read before its dates were made; and this morning's date was taken off."""
    old = Gathering.objects.get(pk=hearing_voices.pk)
    old.horizon = None
    change_gathering(gathering=old, by=None, about="For anyone.")
    held = Gathering.objects.get(pk=old.pk)
    assert (held.about, held.horizon) == ("For anyone.", NOON + HORIZON)


def test_a_changed_rule_keeps_what_people_said_of_dates_it_still_has(
    hearing_voices: Gathering,
) -> None:
    kept = confirm(hearing_voices, "2026-12-10")
    dropped = confirm(hearing_voices, "2026-12-03")
    off = on(hearing_voices, "2026-12-24")
    off.cancelled_at, off.cancelled_because = NOON, "Snow"
    off.save()
    change_gathering(
        gathering=hearing_voices, by=None, minutes=45, rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TH",
        first_day=date(2026, 11, 26),
    )  # fmt: skip
    assert not Occurrence.objects.filter(pk=dropped.pk).exists()
    kept.refresh_from_db()
    off.refresh_from_db()
    assert (kept.confirmed_by, kept.status, off.cancelled_because) == ("Dara", "confirmed", "Snow")
    assert (kept.ends_at - kept.starts_at).seconds == 45 * 60
    assert ids(hearing_voices) == [
        f"{date(2026, 11, 26) + timedelta(weeks=2 * n)}T18:00" for n in range(7)
    ]


def test_a_change_of_place_moves_every_coming_date(
    hearing_voices: Gathering, quiet_house: Place
) -> None:
    confirm(hearing_voices, "2026-12-10")
    change_gathering(gathering=hearing_voices, by=None, place=quiet_house)
    assert set(hearing_voices.occurrences.values_list("place", flat=True)) == {quiet_house.pk}
    assert len(ids(hearing_voices)) == 13


def test_a_kept_date_goes_by_the_closed_days_of_the_place_it_moves_to(
    hearing_voices: Gathering, library: Place, quiet_house: Place
) -> None:
    moved, freed = (confirm(hearing_voices, f"2026-12-{day}") for day in (10, 17))
    day = date(2026, 12, 10)
    theirs = close(where=quiet_house, first_day=day, last_day=day, by=None)
    close(where=library, first_day=date(2026, 12, 17), last_day=date(2026, 12, 17), by=None)
    change_gathering(gathering=hearing_voices, by=None, place=quiet_house)
    moved.refresh_from_db()
    freed.refresh_from_db()
    assert (moved.closure, freed.closure) == (theirs, None)


def test_a_change_of_zone_keeps_the_wall_time(hearing_voices: Gathering) -> None:
    confirm(hearing_voices, "2026-12-10")
    change_gathering(gathering=hearing_voices, by=None, timezone="America/Chicago")
    assert {row.starts_at.hour for row in hearing_voices.occurrences.all()} == {0}
    assert ids(hearing_voices) == weeks(date(2026, 11, 26), 13, "18:00")


def test_another_community_brings_its_clocks(
    hearing_voices: Gathering, other_community: Community
) -> None:
    change_gathering(gathering=hearing_voices, by=None, community=other_community)
    assert on(hearing_voices, "2026-12-10").starts_at == datetime(2026, 12, 11, 2, tzinfo=UTC)


def test_what_has_ended_has_no_coming_dates_confirmed_ones_neither(
    hearing_voices: Gathering,
) -> None:
    confirm(hearing_voices, "2026-12-10")
    change_gathering(gathering=hearing_voices, by=None, ended_at=NOON)
    assert ids(hearing_voices) == []
    assert extend_horizon(EVERY(), now=NOON + timedelta(weeks=4)) == 0


def test_a_date_under_way_stays(hearing_voices: Gathering) -> None:
    during = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)
    hearing_voices.rule = weekly(0)
    hearing_voices.save()
    rebuild_dates([hearing_voices], now=during)
    assert ids(hearing_voices)[:2] == ["2026-11-26T18:00", "2026-11-30T18:00"]


def test_dates_over_a_change_of_clocks(community: Community) -> None:
    gathering = add_gathering(
        community=community, by=None, slug="early", name="Early", mode="online",
        first_day=date(2026, 3, 1), start_time=time(2, 30), rule=weekly(6),
    )  # fmt: skip
    rebuild_dates([gathering], now=datetime(2026, 3, 1, 12, tzinfo=UTC))
    found = gathering.occurrences.filter(starts_at__lt=datetime(2026, 3, 20, tzinfo=UTC))
    assert [(row.recurrence_id, row.starts_at.hour) for row in found] == [
        ("2026-03-08T02:30", 7),
        ("2026-03-15T02:30", 6),
    ]


def test_one_rule_that_cannot_be_read_keeps_nobody_else_from_their_dates(
    hearing_voices: Gathering, online_talk: Gathering
) -> None:
    Gathering.objects.filter(pk=hearing_voices.pk).update(rule="junk")
    assert extend_horizon(EVERY(), now=NOON + timedelta(weeks=2)) == 2
    assert len(ids(online_talk)) == 15
    rebuild_dates(Gathering.objects.all(), now=NOON)
    assert ids(hearing_voices) == []


@pytest.mark.django_db(transaction=True)
def test_runs_at_once_make_each_date_once(
    hearing_voices: Gathering, online_talk: Gathering, tmp_path: Path
) -> None:
    Occurrence.objects.all().delete()
    Gathering.objects.update(horizon=None)
    if connection.vendor == "postgresql":
        failed = in_threads(3)
        found = list(Occurrence.objects.values_list("gathering__slug", "recurrence_id"))
    else:
        # Threads share the database in memory in a way that no installation does.
        copy = tmp_path / "kithway.sqlite3"
        with contextlib.closing(sqlite3.connect(copy)) as file:
            connection.connection.backup(file)
            failed = in_processes(3, copy)
            found = file.execute(
                "SELECT slug, recurrence_id FROM gatherings_occurrence o "
                "JOIN gatherings_gathering g ON g.id = gathering_id ORDER BY starts_at"
            ).fetchall()
    assert failed == []
    assert sorted(found) == sorted(
        [("hearing-voices", each) for each in weeks(date(2026, 11, 26), 13, "18:00")]
        + [("online-talk", each) for each in weeks(date(2026, 11, 26), 13, "17:00")]
    )


def in_threads(count: int) -> list[Exception]:
    together, failed = threading.Barrier(count), []

    def run() -> None:
        together.wait()
        try:
            extend_horizon(EVERY(), now=NOON)
        except Exception as problem:
            failed.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return failed


def in_processes(count: int, file: Path) -> list[int]:
    fork = multiprocessing.get_context("fork")
    running = [fork.Process(target=run_on, args=(file,)) for _ in range(count)]
    for each in running:
        each.start()
    for each in running:
        each.join()
    return [each.exitcode for each in running if each.exitcode]


def run_on(file: Path) -> None:
    """In a process of its own: make the dates in a copy, with an installation's own settings."""
    connection.connection = None
    connection.settings_dict |= {"NAME": str(file), "OPTIONS": database(file.parent)["OPTIONS"]}
    extend_horizon(EVERY(), now=NOON)
