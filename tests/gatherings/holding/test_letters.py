"""Letters: of dates that somebody came to, made by them alone, and true or not."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from kithway.community.models import Community
from kithway.community.rules import Denied
from kithway.gatherings.actions import letters
from kithway.gatherings.actions.letters import (
    Came,
    came_of_guest,
    came_of_person,
    hours,
    is_true,
    make_letter,
)
from kithway.gatherings.models import Gathering, Letter, Seat
from kithway.people.limits import TooOften
from kithway.people.models import Attempt, Person
from tests.gatherings.holding.conftest import AFTER, NEXT, TONIGHT, Clock, booked


@pytest.fixture
def came(community: Community) -> list[Came]:
    return [
        Came(community, "Hearing Voices group", date(2026, 11, 26), 90),
        Came(community, "Drumming circle", date(2026, 11, 27), 50),
    ]


def test_the_dates_that_they_came_to_and_no_others(
    group: Gathering, online_talk: Gathering, ana: Person, clock: Clock
) -> None:
    mine, later = booked(group, person=ana), booked(group, person=ana, start=NEXT)
    other, guest = booked(group, "Mia"), booked(group, "Zoe", NEXT)
    far = booked(online_talk, person=ana, start="2026-11-26T17:00")
    row = group.occurrences.get(recurrence_id=TONIGHT)
    Seat.objects.filter(pk__in=[mine.pk, guest.pk, far.pk]).update(came_at=row.ends_at)
    clock(timedelta(days=8))
    assert [(one.gathering, one.day, one.minutes) for one in came_of_person(ana)] == [
        ("Hearing Voices group", date(2026, 11, 26), 90),
        ("Talk it over", date(2026, 11, 26), 60),
    ]
    assert [one.day for one in came_of_guest(guest.booking)] == [date(2026, 12, 3)]
    assert came_of_guest(other.booking) == []
    Seat.objects.filter(pk=later.pk).update(came_at=row.ends_at, state=Seat.State.CANCELLED)
    assert len(came_of_person(ana)) == 2


def test_what_it_says_is_true_and_nothing_else_is(came: list[Came], ana: Person) -> None:
    code = make_letter(community=came[0].community, came=came, by=ana)
    assert hours(came) == Decimal("2.3")
    assert is_true(code, Decimal("2.3")) is True
    assert is_true(code.lower().replace("-", " "), Decimal("2.30")) is True
    altered = code[:-1] + ("0" if code[-1] != "0" else "1")
    for told, said in ((code, "23.0"), (code, "2.4"), (altered, "2.3"), ("", "2.3")):
        assert is_true(told, Decimal(said)) is False


def test_a_code_has_eighty_bits_and_of_it_and_of_whom_nothing_is_kept(
    came: list[Came], ana: Person
) -> None:
    codes = {make_letter(community=came[0].community, came=came, by=ana) for _ in range(50)}
    assert (len(codes), letters.LETTERS * 5 >= 80) == (50, True)
    kept = str(list(Letter.objects.values()))
    assert [code for code in codes if code in kept or code.replace("-", "") in kept] == []
    assert {field.name for field in Letter._meta.get_fields()} == {
        *("id", "community", "mark", "made_on")
    }


def test_no_letter_of_nothing_or_where_there_are_none(came: list[Came]) -> None:
    closed = Community(name="Closed", letters=False)
    for community, dates in ((came[0].community, []), (closed, [replace(came[0])])):
        with pytest.raises(Denied):
            make_letter(community=community, came=dates, by=None)
    assert Letter.objects.count() == 0


def test_asked_too_often_of_one_code_and_of_all(
    came: list[Came], monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    code = make_letter(community=came[0].community, came=came, by=None)
    for told in (code, "7K3M-9QXT"):
        for _ in range(letters.TRIES_A_CODE):
            assert is_true(told, Decimal(1)) is False
        with pytest.raises(TooOften):
            is_true(told, Decimal("2.3"))
    clock(AFTER)
    assert is_true(code, Decimal("2.3")) is True
    monkeypatch.setattr(letters, "TRIES_IN_ALL", 2)
    assert is_true("A", Decimal(1)) is False
    with pytest.raises(TooOften):
        is_true("B", Decimal(1))


def test_trying_many_codes_fills_no_table(
    came: list[Came], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters, "TRIES_IN_ALL", 3)
    for number in range(9):
        with suppress(TooOften):
            is_true(f"MADE-{number}", Decimal("2.3"))
    # One for each try that was answered, and one for all.
    assert Attempt.objects.count() == 4
