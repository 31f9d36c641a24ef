from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kithway.people.limits import Limit, TooOften, count, count_within, forgive
from kithway.people.models import Attempt

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


def tries(of: str, times: int, what: str = "sign-in") -> list[bool]:
    found = []
    for _ in range(times):
        try:
            count(what, of, most=3, within=HOUR)
            found.append(True)
        except TooOften:
            found.append(False)
    return found


def test_so_many_and_no_more() -> None:
    assert tries("ana", 5) == [True, True, True, False, False]


def test_each_thing_and_each_use_by_itself() -> None:
    tries("ana", 5)
    assert tries("ben", 1) == tries("ana", 1, "recover") == [True]


def test_anew_after_a_while(monkeypatch: pytest.MonkeyPatch, thursday: datetime) -> None:
    tries("ana", 5)
    monkeypatch.setattr(timezone, "now", lambda: thursday + HOUR)
    assert tries("ana", 4) == [True, True, True, False]


def test_forgiven() -> None:
    tries("ana", 5)
    forgive("sign-in", "ana")
    assert tries("ana", 1) == [True]


def together(first: str, second: str) -> bool:
    try:
        with transaction.atomic():
            count_within([Limit("date", first, 2), Limit("place", second, 3)], within=HOUR)
    except TooOften:
        return False
    return True


def test_counted_with_what_is_done_and_not_without_it(
    monkeypatch: pytest.MonkeyPatch, thursday: datetime
) -> None:
    assert [together("tea", "hall") for _ in range(4)] == [True, True, False, False]
    # The two that were refused took nothing from the hall.
    assert [together("art", "hall") for _ in range(2)] == [True, False]
    assert sorted(Attempt.objects.values_list("what", "count")) == [
        ("date", 1), ("date", 2), ("place", 3),
    ]  # fmt: skip
    monkeypatch.setattr(timezone, "now", lambda: thursday + HOUR)
    assert [together("tea", "hall") for _ in range(3)] == [True, True, False]


def test_nothing_of_it_can_be_read() -> None:
    tries("ana", 1)
    row = Attempt.objects.get()
    assert "ana" not in row.mark
    assert (row.what, row.count, len(row.mark)) == ("sign-in", 1, 64)


def test_few_queries() -> None:
    tries("ana", 1)
    with CaptureQueriesContext(connection) as asked:
        tries("ana", 1)
    assert len(asked) == 1
