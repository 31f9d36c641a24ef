"""A month of paper counts, written all at once or not at all."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kithway.community.history import entry_words
from kithway.community.models import Role
from kithway.community.rules import Denied
from kithway.gatherings.actions import close, confirm_date, count_date, count_held, count_month
from kithway.gatherings.actions.month import dates_of_month
from kithway.gatherings.models import Attendance, Gathering, Occurrence
from kithway.people.models import Person
from tests.cast import give_role
from tests.gatherings.holding.conftest import AFTER, Clock
from tests.gatherings.views.rooms import more

DECEMBER = date(2026, 12, 1)
IN_JANUARY = timedelta(days=40)


def dates(group: Gathering) -> list[Occurrence]:
    return dates_of_month(group.community, DECEMBER, [group])


def test_the_dates_of_a_month_that_have_begun(group: Gathering, clock: Clock) -> None:
    clock(timedelta(days=14, hours=6))
    assert [row.recurrence_id for row in dates(group)] == ["2026-12-03T18:00", "2026-12-10T18:00"]
    clock(IN_JANUARY)
    assert [row.recurrence_id[:10] for row in dates(group)] == [
        *("2026-12-03", "2026-12-10", "2026-12-17", "2026-12-24", "2026-12-31")
    ]


def test_counts_and_what_was_not_held(
    group: Gathering, drumming: Gathering, emi: Person, dara: Person, clock: Clock
) -> None:
    give_role(emi, group.community, Role.Kind.COORDINATOR)
    now = clock(IN_JANUARY)
    first, second, third, *_rest = dates(group)
    count_date(gathering=group, recurrence_id=third.recurrence_id, count=9, by=dara)
    first, second, third, *_rest = dates(group)
    counts = {first: 12, second: 0}
    written = count_month(community=group.community, counts=counts, not_held=[third], by=emi)
    assert written == 3
    assert list(Attendance.objects.order_by("day").values_list("day", "count", "made_by")) == [
        (date(2026, 12, 3), 12, "Emi"),
        (date(2026, 12, 10), 0, "Emi"),
    ]
    held = [row.status for row in group.occurrences.filter(starts_at__gte=first.starts_at)[:4]]
    assert held == ["confirmed", "confirmed", "cancelled", "expected"]
    group.refresh_from_db()
    assert group.last_held_at == second.ends_at
    assert [row.confirmed_at for row in group.occurrences.filter(pk=first.pk)] == [now]
    assert count_held() == 0
    # Once more, and another number.
    first, *_ = dates(group)
    count_month(community=group.community, counts={first: 13}, not_held=[], by=emi)
    assert Attendance.objects.get(recurrence_id=first.recurrence_id).count == 13


def test_a_count_is_a_sign_of_life_of_its_own_day(group: Gathering, clock: Clock) -> None:
    clock(IN_JANUARY)
    first, *_ = dates(group)
    count_month(community=group.community, counts={first: 12}, not_held=[], by=None)
    group.refresh_from_db()
    assert (group.last_held_at, group.seen_at) == (first.ends_at, first.ends_at)


def test_one_that_cannot_be_and_nothing_is_written(
    group: Gathering, emi: Person, jo: Person, other_community: object, clock: Clock
) -> None:
    give_role(emi, group.community, Role.Kind.COORDINATOR)
    give_role(jo, other_community, Role.Kind.COORDINATOR)
    clock(IN_JANUARY)
    first, second, *_ = dates(group)
    with pytest.raises(ValidationError):
        count_month(community=group.community, counts={first: 3, second: -1}, not_held=[], by=emi)
    with pytest.raises(Denied):
        count_month(community=group.community, counts={first: 3}, not_held=[], by=jo)
    assert Attendance.objects.count() == 0


def test_the_history_says_what_was_counted_and_by_whom(
    group: Gathering, emi: Person, clock: Clock
) -> None:
    give_role(emi, group.community, Role.Kind.COORDINATOR)
    clock(IN_JANUARY)
    first, second, *_ = dates(group)
    count_month(community=group.community, counts={first: 12}, not_held=[second], by=emi)
    first, second, *_ = dates(group)
    count_month(community=group.community, counts={second: 3}, not_held=[], by=emi)
    found = group.community.entries.filter(model="gatherings.occurrence")
    assert sorted(found.values_list("verb", "name", "by")) == [
        ("cancelled", "Hearing Voices group, 2026-12-10 18:00", "Emi"),
        ("confirmed", "Hearing Voices group, 2026-12-10 18:00", "Emi"),
        ("counted", "Hearing Voices group, 2026-12-03 18:00", "Emi"),
        ("counted", "Hearing Voices group, 2026-12-10 18:00", "Emi"),
    ]
    assert group.occurrences.get(pk=second.pk).status == "confirmed"
    # Counted anew, and said not to be held: what was there before stands in the line.
    found.delete()
    count_date(gathering=group, recurrence_id=first.recurrence_id, count=12, first_time=2, by=None)
    first, second, *_ = dates(group)
    count_month(community=group.community, counts={first: 13}, not_held=[second], by=emi)
    went = "12 → 13 · Of them, for the first time: 2 → –"
    assert sorted(entry_words(one) for one in found.all()) == [
        "Called off: Hearing Voices group, Thursday 10 December, 6:00 pm: 3 → –",
        f"Counted: Hearing Voices group, Thursday 3 December, 6:00 pm: {went}",
    ]


def test_a_closed_day_is_not_counted(group: Gathering, clock: Clock) -> None:
    days = {"first_day": date(2026, 12, 3), "last_day": date(2026, 12, 3)}
    close(where=group.place, by=None, **days)
    clock(IN_JANUARY)
    first, second, *_ = dates(group)
    with pytest.raises(ValidationError, match="It was closed that day, so nobody is counted"):
        count_month(community=group.community, counts={first: 3, second: 4}, not_held=[], by=None)
    assert Attendance.objects.count() == 0


def test_as_many_statements_however_many_dates(
    group: Gathering, drumming: Gathering, clock: Clock
) -> None:
    more(group.community, 6)
    clock(IN_JANUARY)
    everything = list(group.community.gatherings.select_related("community", "place"))

    def asked(gatherings: list[Gathering]) -> int:
        rows = dates_of_month(group.community, DECEMBER, gatherings)
        with CaptureQueriesContext(
            connection,
        ) as found:
            count_month(
                community=group.community,
                counts=dict.fromkeys(rows[::2], 4),
                not_held=rows[1::2],
                by=None,
            )
        return len(found)

    few, many = asked(everything[:2]), asked(everything[2:])
    assert (many - few, many <= 12) == (0, True)


def test_a_date_that_was_confirmed_and_not_held_is_no_sign_of_life(
    group: Gathering, dara: Person, clock: Clock
) -> None:
    confirm_date(gathering=group, recurrence_id="2026-11-26T18:00", by=dara)
    clock(AFTER)
    count_held()
    rows = dates_of_month(group.community, date(2026, 11, 1), [group])
    group.refresh_from_db()
    count_month(community=group.community, counts={}, not_held=rows, by=None)
    group.refresh_from_db()
    assert (group.last_held_at, group.seen_at) == (None, group.listed_at)
