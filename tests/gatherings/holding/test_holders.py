"""Who holds a gathering, and who takes a date over."""

from datetime import timedelta

import pytest

from kithway.community.actions import end_role
from kithway.community.models import Role
from kithway.community.rules import Denied
from kithway.gatherings.actions import (
    accept_date,
    add_holder,
    cancel_date,
    decline_date,
    end_holder,
    hand_over,
    restore_date,
)
from kithway.gatherings.models import Gathering, Holder, Shift
from kithway.gatherings.rules import holds_date, why_may_open
from kithway.people.models import Person
from tests.cast import give_role
from tests.gatherings.holding.conftest import NEXT, TONIGHT, Clock


def holders(gathering: Gathering) -> list[str]:
    rows = Holder.objects.current().filter(gathering=gathering)
    return sorted(rows.values_list("person__name", flat=True))


def test_a_coordinator_says_who_holds_it(
    group: Gathering, emi: Person, ben: Person, jo: Person, hana: Person
) -> None:
    give_role(emi, group.community, Role.Kind.COORDINATOR)
    for _ in range(2):
        add_holder(gathering=group, person=ben, by=emi)
    assert (holders(group), Holder.objects.count()) == (["Ben", "Dara"], 2)
    with pytest.raises(Denied):
        add_holder(gathering=group, person=hana, by=emi)
    for other in (jo, ben):
        with pytest.raises(Denied):
            add_holder(gathering=group, person=ben, by=other)
        with pytest.raises(Denied):
            end_holder(gathering=group, person=ben, by=other)
    assert [end_holder(gathering=group, person=ben, by=emi) for _ in range(2)] == [1, 0]
    assert holders(group) == ["Dara"]


def test_a_role_that_ends_ends_its_holdings(group: Gathering, dara: Person, clock: Clock) -> None:
    role = dara.roles.get(kind=Role.Kind.FACILITATOR)
    end_role(role=role, by=None)
    assert (holders(group), holds_date(dara, group, TONIGHT)) == ([], False)
    clock(timedelta(hours=1))
    give_role(dara, group.community, Role.Kind.FACILITATOR)
    # What they held before is not theirs again by itself.
    assert (holders(group), why_may_open(dara, group, TONIGHT)) == ([], "")
    add_holder(gathering=group, person=dara, by=None)
    assert (holders(group), Holder.objects.count()) == (["Dara"], 2)


def test_why_somebody_may_open(group: Gathering, everyone: dict[str, Person]) -> None:
    give_role(everyone["Emi"], group.community, Role.Kind.COORDINATOR)
    found = {name: why_may_open(person, group, TONIGHT) for name, person in everyone.items()}
    assert {name: why for name, why in found.items() if why} == {
        "Dara": "holds-gathering",
        "Emi": "coordinates",
    }


def test_a_date_is_handed_over_once_they_say_yes(
    group: Gathering, dara: Person, ben: Person
) -> None:
    shift = hand_over(gathering=group, recurrence_id=TONIGHT, to=ben, by=dara)
    assert hand_over(gathering=group, recurrence_id=TONIGHT, to=ben, by=dara) == shift
    assert holds_date(ben, group, TONIGHT) is False
    for other in (dara, Person.objects.create(name="Nobody of the cast")):
        with pytest.raises(Denied):
            accept_date(shift=shift, by=other)
    accept_date(shift=shift, by=ben)
    assert [holds_date(ben, group, start) for start in (TONIGHT, NEXT)] == [True, False]
    assert holds_date(dara, group, TONIGHT) is True
    with pytest.raises(Denied):
        accept_date(shift=shift, by=ben)


def test_no_is_no_and_who_is_asked_next_is_asked_alone(
    group: Gathering, dara: Person, ben: Person, ana: Person
) -> None:
    give_role(ana, group.community, Role.Kind.FACILITATOR)
    first = hand_over(gathering=group, recurrence_id=TONIGHT, to=ben, by=dara)
    assert [decline_date(shift=first, by=ana), decline_date(shift=first, by=ben)] == [False, True]
    second = hand_over(gathering=group, recurrence_id=TONIGHT, to=ben, by=dara)
    third = hand_over(gathering=group, recurrence_id=TONIGHT, to=ana, by=dara)
    for gone in (first, second):
        with pytest.raises(Denied):
            accept_date(shift=gone, by=ben)
    accept_date(shift=third, by=ana)
    assert Shift.objects.taken().count() == 1


def test_yes_to_a_date_that_was_called_off_or_is_over_comes_too_late(
    group: Gathering, dara: Person, ben: Person, clock: Clock
) -> None:
    shift = hand_over(gathering=group, recurrence_id=TONIGHT, to=ben, by=dara)
    cancel_date(gathering=group, recurrence_id=TONIGHT, because="snow", by=dara)
    with pytest.raises(Denied):
        accept_date(shift=shift, by=ben)
    assert (Shift.objects.taken().count(), Shift.objects.offered().count()) == (0, 1)
    # It is held after all: they are still asked. It was moved to before now: it is over.
    restore_date(gathering=group, recurrence_id=TONIGHT, by=dara)
    now = clock(timedelta(0))
    row = group.occurrences.filter(recurrence_id=TONIGHT)
    row.update(starts_at=now - timedelta(hours=2), ends_at=now - timedelta(hours=1))
    with pytest.raises(Denied):
        accept_date(shift=shift, by=ben)
    row.update(ends_at=now + timedelta(hours=1))
    assert accept_date(shift=shift, by=ben).taken_at == now


def test_only_who_may_hands_over_and_only_to_a_facilitator(
    group: Gathering, dara: Person, ben: Person, hana: Person, clock: Clock
) -> None:
    for to, by in ((ben, hana), (dara, ben), (hana, dara), (dara, dara)):
        with pytest.raises(Denied):
            hand_over(gathering=group, recurrence_id=TONIGHT, to=to, by=by)
    clock(timedelta(hours=8))
    with pytest.raises(Denied):
        hand_over(gathering=group, recurrence_id=TONIGHT, to=ben, by=dara)
    assert Shift.objects.count() == 0
