"""Adding and changing a gathering: all of it or nothing."""

from datetime import date, time
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kithway.community.models import Community
from kithway.gatherings.actions import add_gathering, change_gathering
from kithway.gatherings.models import FinderKey, Gathering, Occurrence
from tests.gatherings.recurrence.test_rule import ABSURD

pytestmark = pytest.mark.usefixtures("thursday")


def add(community: Community, **facts: Any) -> Gathering:
    given = {"name": "Talk", "mode": "online", "first_day": date(2026, 1, 1)}
    given |= {"start_time": time(18), "slug": "talk", **facts}
    return add_gathering(community=community, by=None, **given)


@pytest.mark.parametrize("rule", [rule for rule in ABSURD if "\x00" not in rule])
def test_a_rule_nobody_could_meet_by_is_refused_with_what_to_do(
    community: Community, rule: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        add(community, rule=rule)
    assert refused.value.message_dict == {
        "rule": ["Give a rule that names a day, like FREQ=WEEKLY;BYDAY=TH."]
    }
    assert (Gathering.objects.count(), FinderKey.objects.count()) == (0, 0)


def test_a_rule_without_a_day_is_refused(community: Community) -> None:
    with pytest.raises(ValidationError):
        add(community, rule="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")
    assert add(community, rule="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29").occurrences.count() == 0


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
@pytest.mark.parametrize("rule", ["", "FREQ=DAILY"])
def test_the_ends_of_the_calendar_are_refused(community: Community, day: date, rule: str) -> None:
    with pytest.raises(ValidationError):
        add(community, first_day=day, rule=rule)
    assert Gathering.objects.count() == 0


def test_dates_added_or_left_out_are_refused_where_they_are_none_or_too_many(
    community: Community,
) -> None:
    many = [f"2027-01-01T{n // 60:02}:{n % 60:02}" for n in range(401)]
    for wrong in (many, ["2026-02-30T18:00"], ["2026-12-03"], ["tomorrow"]):
        with pytest.raises(ValidationError):
            add(community, extra_dates=wrong)
    assert Gathering.objects.count() == 0
    assert add(community, extra_dates=many[:400]).occurrences.count() == 400


@pytest.mark.parametrize(
    "facts",
    [{"minutes": 0}, {"minutes": 1441}, {"mode": "by-owl"}, {"timezone": "Mars/Base"},
     {"start_time": None}, {"kinds": ["Not a code"]}, {"first_day": None, "rule": "FREQ=DAILY"}],
)  # fmt: skip
def test_facts_that_cannot_be_are_refused_whole(community: Community, facts: dict) -> None:
    with pytest.raises(ValidationError):
        add(community, **facts)
    assert (Gathering.objects.count(), Occurrence.objects.count()) == (0, 0)


def test_a_refused_change_changes_nothing(hearing_voices: Gathering) -> None:
    before = list(Gathering.objects.values()), list(Occurrence.objects.values())
    with pytest.raises(ValidationError):
        change_gathering(gathering=hearing_voices, by=None, name="New", rule="FREQ=SECONDLY")
    assert (list(Gathering.objects.values()), list(Occurrence.objects.values())) == before


def test_a_change_of_words_leaves_dates_alone(hearing_voices: Gathering) -> None:
    before = list(Occurrence.objects.values())
    change_gathering(gathering=hearing_voices, by=None, name="Voices", languages=["es"])
    assert list(Occurrence.objects.values()) == before


def test_a_change_writes_only_what_it_names(hearing_voices: Gathering) -> None:
    """Of two people who change different things, neither undoes the other's."""
    mine = Gathering.objects.get(pk=hearing_voices.pk)
    theirs = Gathering.objects.get(pk=hearing_voices.pk)
    change_gathering(gathering=theirs, by=None, about="By Emi")
    change_gathering(gathering=mine, by=None, facilitators="Dara")
    held = Gathering.objects.get(pk=hearing_voices.pk)
    assert (held.about, held.facilitators) == ("By Emi", "Dara")


def test_the_database_itself_refuses_a_start_twice(hearing_voices: Gathering) -> None:
    twin = hearing_voices.occurrences.first()
    assert twin is not None
    twin.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)
