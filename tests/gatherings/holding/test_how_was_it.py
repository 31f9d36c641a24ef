"""How was it: sums only, fixed before anyone sees them, and nothing that leads back."""

from datetime import date, timedelta

import pytest

from kithway.consent.actions import for_machine
from kithway.gatherings.actions.how_was_it import (
    ASKED_FOR,
    MOST_A_DATE,
    Sums,
    answer,
    answer_for_seat,
    leave_comment,
    sums,
)
from kithway.gatherings.actions.month import next_month
from kithway.gatherings.models import Comment, Gathering, HowWasIt, Occurrence, Seat
from kithway.people.limits import forget_attempts
from kithway.people.models import Attempt
from kithway.vault.kept import open_kept
from tests.clock import NOON
from tests.gatherings.holding.conftest import AFTER, TONIGHT, Clock, booked

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
# The fifth day of December, and a day more, since it is still the fourth somewhere.
SHOWN = timedelta(days=10)


@pytest.fixture
def tonight(group: Gathering, clock: Clock) -> Occurrence:
    clock(AFTER)
    return group.occurrences.get(recurrence_id=TONIGHT)


def counts() -> dict[str, int]:
    return dict(HowWasIt.objects.values_list("answer", "count"))


def test_once_a_form(tonight: Occurrence) -> None:
    said = [answer(row=tonight, answer="good", form=form) for form in ("a", "a", "b")]
    assert (said, counts()) == ([True, False, True], {"good": 2, "so-so": 0, "not": 0})
    assert answer(row=tonight, answer="splendid", form="c") is False


def test_only_for_three_days_after_its_end(tonight: Occurrence, clock: Clock) -> None:
    for moment, counted in (
        (tonight.ends_at - timedelta(seconds=1), False),
        (tonight.ends_at, True),
        (tonight.ends_at + ASKED_FOR - timedelta(seconds=1), True),
        (tonight.ends_at + ASKED_FOR, False),
    ):
        clock(moment - NOON)
        assert answer(row=tonight, answer="good", form=str(moment)) is counted
    clock(AFTER)
    tonight.cancelled_at = NOON
    assert answer(row=tonight, answer="good", form="cancelled") is False


def test_no_more_than_a_date_can_have_guests(
    tonight: Occurrence, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_A_DATE >= 100
    monkeypatch.setattr("kithway.gatherings.actions.how_was_it.MOST_A_DATE", 3)
    for number in range(5):
        answer(row=tonight, answer="not", form=str(number))
    assert counts()["not"] == 3
    # What is not counted leaves no line, so that nobody fills the table.
    assert Attempt.objects.count() == 4


def test_once_a_form_for_as_long_as_it_is_asked(tonight: Occurrence, clock: Clock) -> None:
    answer(row=tonight, answer="good", form="a")
    clock(AFTER + timedelta(days=2, hours=12))
    forget_attempts()
    assert answer(row=tonight, answer="good", form="a") is False


def test_once_a_seat_and_nothing_leads_to_the_answer(group: Gathering, tonight: Occurrence) -> None:
    before, after = booked(group, "Ana"), booked(group, "Mia")
    gone = booked(group, "Zoe")
    Seat.objects.filter(pk=gone.pk).update(state=Seat.State.CANCELLED)
    said = [answer_for_seat(seat=before, row=tonight, answer=a) for a in ("not", "good")]
    said.append(answer_for_seat(seat=gone, row=tonight, answer="good"))
    assert (said, counts()) == ([True, False, False], {"good": 0, "so-so": 0, "not": 1})
    rows = {seat.pk: seat for seat in Seat.objects.all()}
    assert [rows[before.pk].said, rows[after.pk].said] == [True, False]
    # Of the seat only that it was asked, not when.
    assert rows[before.pk].changed_at == before.changed_at
    assert {field.name for field in HowWasIt._meta.get_fields()} == {
        *("id", "gathering", "month", "answer", "count")
    }


def test_sums_from_five_on_and_never_before_they_stand_still(
    group: Gathering, tonight: Occurrence, clock: Clock
) -> None:
    for number in range(4):
        answer(row=tonight, answer="good", form=str(number))
    clock(SHOWN)
    assert sums([group], NOVEMBER, DECEMBER) is None
    clock(AFTER)
    answer(row=tonight, answer="not", form="5")
    # While a sixth may come, who looks before and after would know what it was.
    for days in (AFTER, SHOWN - timedelta(days=1)):
        clock(days)
        assert sums([group], NOVEMBER, next_month(NOVEMBER)) is None
    clock(SHOWN)
    assert sums([group], NOVEMBER, DECEMBER) == Sums(good=4, so_so=0, not_for_me=1)
    last = tonight
    last.ends_at = NOON + timedelta(days=4, hours=6)
    assert answer(row=last, answer="good", form="6") is False


def test_no_two_sums_differ_by_what_may_not_be_shown(
    group: Gathering, drumming: Gathering, tonight: Occurrence, clock: Clock
) -> None:
    for number in range(5):
        answer(row=tonight, answer="good", form=str(number))
    HowWasIt.objects.create(gathering=drumming, month=NOVEMBER, answer="not", count=1)
    clock(SHOWN)
    assert sums([group, drumming], NOVEMBER, DECEMBER) == sums([group], NOVEMBER, DECEMBER)


def test_a_comment_is_sealed_with_the_month_alone(group: Gathering, tonight: Occurrence) -> None:
    given = {"community": group.community, "gathering": group, "month": tonight.starts_at.date()}
    assert leave_comment(text="  ", may_show=True, **given) is None
    made = leave_comment(text=" Zebedee danced ", may_show=True, **given)
    assert made is not None
    made = Comment.objects.get()
    assert (made.month, made.may_show, b"Zebedee" in bytes(made.content)) == (NOVEMBER, True, False)
    access = for_machine("test", owner=made.pk, scope="comment")
    assert open_kept(made.content, at=made.at, access=access) == "Zebedee danced"
