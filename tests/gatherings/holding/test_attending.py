"""How many came, and their first names: sealed, opened with a receipt, gone after 90 days."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from kithway.community.history import entry_words
from kithway.community.models import Entry, Role
from kithway.community.rules import Denied
from kithway.consent.models import Receipt
from kithway.gatherings.actions import choose_records, count_date, forget_names, say_not_held
from kithway.gatherings.actions.attending import open_names, seats_to_tick
from kithway.gatherings.models import Attendance, Gathering, Seat
from kithway.people.models import Person
from kithway.vault.cipher import NotOpened
from kithway.vault.models import DataKey
from tests.cast import give_role
from tests.gatherings.holding.conftest import AFTER, NEXT, TONIGHT, Clock, booked

CANARY = "Zebedee"


def keep_names(gathering: Gathering) -> None:
    choose_records(community=gathering.community, attendance="names", letters=True, by=None)


def test_names_are_sealed_and_opened_with_a_receipt(
    group: Gathering, dara: Person, everyone: dict[str, Person], clock: Clock
) -> None:
    keep_names(group)
    clock(AFTER)
    given = {"gathering": group, "recurrence_id": TONIGHT, "by": dara}
    found = count_date(count=2, names=[f"  {CANARY} ", "", "Mia"], **given)
    found.refresh_from_db()
    assert CANARY.encode() not in bytes(found.names)
    give_role(everyone["Emi"], group.community, Role.Kind.COORDINATOR)
    for name, person in everyone.items():
        if name in {"Dara", "Emi"}:
            assert open_names(found, by=person) == [CANARY, "Mia"]
        else:
            with pytest.raises(Denied):
                open_names(found, by=person)
    told = Receipt.objects.order_by("reader_name").values_list("owner", "reader_name", "because")
    assert list(told) == [
        (found.pk, "Dara", "holds-gathering"),
        (found.pk, "Emi", "coordinates"),
    ]


def test_names_are_gone_after_ninety_days(group: Gathering, dara: Person, clock: Clock) -> None:
    keep_names(group)
    clock(AFTER)
    given = {"gathering": group, "recurrence_id": TONIGHT, "by": dara}
    found = count_date(count=1, names=[CANARY], **given)
    sealed = found.names
    clock(timedelta(days=90))
    assert forget_names() == 0
    clock(timedelta(days=91))
    assert [forget_names(), forget_names()] == [1, 0]
    found.refresh_from_db()
    assert (found.names, found.count, DataKey.objects.count()) == (None, 1, 0)
    # A copy of the row that somebody kept opens no more.
    found.names = sealed
    with pytest.raises(NotOpened):
        open_names(found, by=dara)


def test_where_only_heads_are_counted_no_name_is_kept(
    group: Gathering, dara: Person, clock: Clock
) -> None:
    clock(AFTER)
    found = count_date(gathering=group, recurrence_id=TONIGHT, count=3, names=["Mia"], by=dara)
    assert (found.count, found.names, DataKey.objects.count()) == (3, None, 0)


def test_counting_says_that_it_was_held_and_again_replaces(
    group: Gathering, dara: Person, clock: Clock
) -> None:
    now = clock(AFTER)
    given = {"gathering": group, "recurrence_id": TONIGHT, "by": dara}
    count_date(count=7, first_time=2, **given)
    count_date(count=0, **given)
    found = Attendance.objects.get()
    assert (found.day, found.count, found.first_time) == (date(2026, 11, 26), 0, None)
    row = group.occurrences.get(recurrence_id=TONIGHT)
    assert (row.confirmed_at, row.confirmed_by) == (now, "Dara")
    group.refresh_from_db()
    assert group.last_held_at == row.ends_at


def test_not_held_after_all_and_nobody_is_counted(
    group: Gathering, dara: Person, clock: Clock
) -> None:
    keep_names(group)
    clock(AFTER)
    given = {"gathering": group, "recurrence_id": TONIGHT, "by": dara}
    count_date(count=7, first_time=2, names=[CANARY], **given)
    say_not_held(**given)
    assert (Attendance.objects.count(), DataKey.objects.count()) == (0, 0)
    # The numbers can be read in the history, and be counted anew; names cannot.
    entry = group.community.entries.get(verb="cancelled")
    assert (entry.before, entry.after) == ({"count": 7, "first_time": 2}, {})
    assert entry_words(entry) == (
        "Called off: Hearing Voices group, Thursday 26 November, 6:00 pm: "
        "7 → – · Of them, for the first time: 2 → –"
    )
    assert CANARY not in str(Entry.objects.values())


def test_not_held_and_never_counted_has_no_number(
    group: Gathering, dara: Person, clock: Clock
) -> None:
    clock(AFTER)
    say_not_held(gathering=group, recurrence_id=TONIGHT, by=dara)
    entry = group.community.entries.get(verb="cancelled")
    assert (entry.before, entry.after) == ({}, {})
    assert entry_words(entry) == "Called off: Hearing Voices group, Thursday 26 November, 6:00 pm"


def test_the_history_says_when_a_count_became_another(
    group: Gathering, dara: Person, clock: Clock
) -> None:
    clock(AFTER)
    given = {"gathering": group, "recurrence_id": TONIGHT, "by": dara}
    for number in (7, 7, 8):
        count_date(count=number, **given)
    found = group.community.entries.filter(verb="counted")
    name = "Hearing Voices group, Thursday 26 November, 6:00 pm"
    assert sorted((entry_words(entry), entry.by) for entry in found) == [
        (f"Counted: {name}: 7", "Dara"),
        (f"Counted: {name}: 7 → 8", "Dara"),
    ]


@pytest.mark.parametrize(
    ("count", "first_time", "start", "after"),
    [
        (-1, None, TONIGHT, AFTER),
        (5001, None, TONIGHT, AFTER),
        (3, 4, TONIGHT, AFTER),
        (3, None, NEXT, AFTER),
        (3, None, TONIGHT, timedelta(hours=5, minutes=59)),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(
    group: Gathering,
    dara: Person,
    clock: Clock,
    count: int,
    first_time: int | None,
    start: str,
    after: timedelta,
) -> None:
    clock(after)
    given = {"gathering": group, "recurrence_id": start, "by": dara}
    with pytest.raises(ValidationError):
        count_date(count=count, first_time=first_time, **given)
    rows = group.occurrences.exclude(confirmed_at=None)
    assert (Attendance.objects.count(), rows.count()) == (0, 0)


def test_who_does_not_hold_it_counts_nobody(
    group: Gathering, ben: Person, jo: Person, other_community: object, clock: Clock
) -> None:
    give_role(jo, other_community, Role.Kind.COORDINATOR)
    clock(AFTER)
    for other in (ben, jo):
        with pytest.raises(Denied):
            count_date(gathering=group, recurrence_id=TONIGHT, count=1, by=other)
    assert Attendance.objects.count() == 0


def test_who_is_ticked(group: Gathering, dara: Person, clock: Clock) -> None:
    booked(group, "Ana")
    wants = booked(group, "Mia", letter=True)
    waits = booked(group, "Zoe", letter=True)
    Seat.objects.filter(pk=waits.pk).update(state=Seat.State.WAITING)
    assert seats_to_tick(group, TONIGHT) == [wants]
    keep_names(group)
    assert [seat.booking.name for seat in seats_to_tick(group, TONIGHT)] == ["Ana", "Mia"]
    clock(AFTER)
    given = {"gathering": group, "recurrence_id": TONIGHT, "by": dara, "count": 2}
    count_date(came=[str(wants.pk), str(waits.pk)], **given)
    ends = group.occurrences.get(recurrence_id=TONIGHT).ends_at
    came = dict(Seat.objects.values_list("booking__name", "came_at"))
    assert came == {"Ana": None, "Mia": ends, "Zoe": None}
    count_date(**given)
    assert Seat.objects.exclude(came_at=None).count() == 1
    count_date(came=[], **given)
    assert Seat.objects.exclude(came_at=None).count() == 0
