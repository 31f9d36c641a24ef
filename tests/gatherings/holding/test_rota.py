"""The rota: who may take what, the first one wins, and hours that people gave."""

import contextlib
import multiprocessing
import sqlite3
import threading
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections

from kithway.community.actions import end_role
from kithway.community.models import Community, Role
from kithway.community.rules import Denied
from kithway.gatherings.actions import (
    add_shift,
    add_shifts_at,
    ask_someone_else,
    cancel_shift,
    give_minutes,
    give_shift,
    keep_shift,
    take_shift,
    volunteer_minutes,
)
from kithway.gatherings.models import Gathering, Shift
from kithway.people.models import Person
from tests.cast import give_role
from tests.clock import NOON
from tests.gatherings.holding.conftest import NEXT, TONIGHT, Clock

HOUR = timedelta(hours=1)


def shift(community: Community, kind: str = "greet", **more: Any) -> Shift:
    given = {"starts_at": NOON + HOUR, "ends_at": NOON + 2 * HOUR, "by": None, **more}
    return add_shift(community=community, kind=kind, **given)


@pytest.fixture
def members(community: Community, ana: Person, ben: Person) -> tuple[Person, Person]:
    for person in (ana, ben):
        give_role(person, community, Role.Kind.MEMBER)
    return ana, ben


@pytest.mark.usefixtures("thursday")
def test_an_open_shift_is_taken_once(
    community: Community, members: tuple[Person, Person], hana: Person
) -> None:
    ana, ben = members
    open_ = shift(community)
    with pytest.raises(Denied):
        take_shift(shift=open_, by=hana)
    assert take_shift(shift=open_, by=ana).person == ana
    for other in (ben, ana):
        with pytest.raises(Denied):
            take_shift(shift=open_, by=other)
    assert Shift.objects.get().person == ana


@pytest.mark.usefixtures("thursday")
def test_it_stays_theirs_until_somebody_takes_it(
    community: Community, members: tuple[Person, Person]
) -> None:
    ana, ben = members
    mine = shift(community, person=ana)
    assert ask_someone_else(shift=mine, by=ben) is False
    assert ask_someone_else(shift=mine, by=ana) is True
    assert Shift.objects.taken().get().person == ana
    assert keep_shift(shift=mine, by=ana) is True
    with pytest.raises(Denied):
        take_shift(shift=mine, by=ben)
    ask_someone_else(shift=mine, by=ana)
    take_shift(shift=mine, by=ben)
    found = Shift.objects.get()
    assert (found.person, found.asked_at) == (ben, None)
    assert [keep_shift(shift=mine, by=ana), ask_someone_else(shift=mine, by=ana)] == [False] * 2


def test_what_is_over_cancelled_or_elsewhere_is_not_taken(
    community: Community,
    other_community: Community,
    members: tuple[Person, Person],
    dara: Person,
    clock: Clock,
) -> None:
    ana, _ben = members
    clock(timedelta(0))
    elsewhere, off, held = shift(other_community), shift(community), shift(community, "hold")
    cancel_shift(shift=off, by=None)
    for one in (elsewhere, off, held):
        with pytest.raises(Denied):
            take_shift(shift=one, by=ana)
    give_role(dara, community, Role.Kind.FACILITATOR)
    assert take_shift(shift=held, by=dara).person == dara
    late = shift(community)
    clock(3 * HOUR)
    with pytest.raises(Denied):
        take_shift(shift=late, by=ana)


@pytest.mark.usefixtures("thursday")
def test_who_lost_their_role_takes_nothing(
    community: Community, members: tuple[Person, Person]
) -> None:
    ana, _ben = members
    end_role(role=ana.roles.get(), by=None)
    with pytest.raises(Denied):
        take_shift(shift=shift(community), by=ana)


@pytest.mark.usefixtures("thursday")
def test_only_a_coordinator_keeps_the_rota(
    community: Community, members: tuple[Person, Person], emi: Person, jo: Person, hana: Person
) -> None:
    ana, ben = members
    give_role(emi, community, Role.Kind.COORDINATOR)
    one = shift(community, by=emi)
    for by in (ana, jo):
        for refused in (
            lambda by=by: shift(community, by=by),
            lambda by=by: give_shift(shift=one, to=ben, by=by),
            lambda by=by: cancel_shift(shift=one, by=by),
        ):
            with pytest.raises(Denied):
                refused()
    with pytest.raises(Denied):
        give_shift(shift=one, to=hana, by=emi)
    with pytest.raises(Denied):
        shift(community, "hold", person=ana, by=emi)
    assert give_shift(shift=one, to=ana, by=emi).person == ana
    assert give_shift(shift=one, to=None, by=emi).taken_at is None
    assert [cancel_shift(shift=one, by=emi) for _ in range(2)] == [True, False]
    with pytest.raises(ValidationError):
        shift(community, ends_at=NOON)


def test_at_each_of_the_next_dates_and_said_twice_is_once(group: Gathering, ana: Person) -> None:
    give_role(ana, group.community, Role.Kind.MEMBER)
    dates = list(group.occurrences.filter(recurrence_id__in=(TONIGHT, NEXT)).order_by("starts_at"))
    given = {"gathering": group, "kind": "open", "dates": dates, "before": 30, "by": None}
    made = [len(add_shifts_at(person=ana, **given)) for _ in range(2)]
    assert made == [2, 0]
    found = list(Shift.objects.order_by("starts_at"))
    assert [(one.recurrence_id, one.starts_at, one.ends_at) for one in found] == [
        (row.recurrence_id, row.starts_at - timedelta(minutes=30), row.ends_at) for row in dates
    ]


def test_hours_that_people_gave(
    community: Community, members: tuple[Person, Person], clock: Clock
) -> None:
    ana, ben = members
    clock(timedelta(0))
    done, given, off = (shift(community, person=ana) for _ in range(3))
    shift(community)
    shift(community, person=ben, starts_at=NOON + 9 * HOUR, ends_at=NOON + 10 * HOUR)
    cancel_shift(shift=off, by=None)
    assert volunteer_minutes(community, NOON, NOON + 24 * HOUR) == 0
    assert give_minutes(shift=given, minutes=90, by=ana) is False
    clock(3 * HOUR)
    assert give_minutes(shift=given, minutes=90, by=ben) is False
    assert give_minutes(shift=given, minutes=90, by=ana) is True
    with pytest.raises(ValidationError):
        give_minutes(shift=done, minutes=-1, by=ana)
    assert volunteer_minutes(community, NOON, NOON + 24 * HOUR) == 150
    assert volunteer_minutes(community, NOON + 2 * HOUR, NOON + 24 * HOUR) == 0


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_has_it(
    community: Community, everyone: dict[str, Person], tmp_path: Path
) -> None:
    """Twenty shifts, each wanted by eight people at once; then the same where somebody asks."""
    for person in everyone.values():
        give_role(person, community, Role.Kind.MEMBER)
    people = [person for name, person in everyone.items() if name not in {"Emi", "Jo"}]
    soon = {"starts_at": datetime.now(tz=NOON.tzinfo) + HOUR}
    soon["ends_at"] = soon["starts_at"] + HOUR
    keys = [shift(community, **soon).pk for _ in range(10)]
    for _ in range(10):
        asked = shift(community, person=everyone["Emi"], **soon)
        ask_someone_else(shift=asked, by=everyone["Emi"])
        keys.append(asked.pk)
    if connection.vendor == "postgresql":
        won = in_threads(people, keys)
        found = dict(Shift.objects.values_list("pk", "person"))
    else:
        copy = tmp_path / "kithway.sqlite3"
        with contextlib.closing(sqlite3.connect(copy)) as file:
            connection.connection.backup(file)
            won = in_processes(people, keys, copy)
            rows = file.execute("SELECT id, person_id FROM gatherings_shift").fetchall()
            found = {UUID(key): UUID(person) for key, person in rows}
    assert Counter(key for key, _person in won) == dict.fromkeys(keys, 1)
    assert dict(won) == found


def _take_all(person: Person, keys: list[UUID]) -> list[tuple[UUID, UUID]]:
    won = []
    for key in keys:
        with contextlib.suppress(Denied):
            won.append((take_shift(shift=Shift(pk=key), by=person).pk, person.pk))
    return won


def in_threads(people: list[Person], keys: list[UUID]) -> list[tuple[UUID, UUID]]:
    together, won = threading.Barrier(len(people)), []

    def run(person: Person) -> None:
        together.wait()
        try:
            won.extend(_take_all(person, keys))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(person,)) for person in people]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return won


def in_processes(people: list[Person], keys: list[UUID], file: Path) -> list[tuple[UUID, UUID]]:
    fork = multiprocessing.get_context("fork")
    answers, together = fork.SimpleQueue(), fork.Barrier(len(people))
    running = [
        fork.Process(target=_run_on, args=(file, person, keys, together, answers))
        for person in people
    ]
    for each in running:
        each.start()
    won = [pair for _ in people for pair in answers.get()]
    for each in running:
        each.join()
    return won


def _run_on(file: Path, person: Person, keys: list[UUID], together: Any, answers: Any) -> None:
    connections["default"].settings_dict["NAME"] = str(file)
    connections["default"].connection = None
    together.wait()
    try:
        answers.put(_take_all(person, keys))
    except Exception:
        answers.put([])
        raise
