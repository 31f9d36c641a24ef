"""What other tests stand on is as its words say."""

import pytest

from kithway.gatherings.models import Gathering
from kithway.people.models import Person
from tests.cast import CAST
from tests.clock import NOON


def test_cast_is_ten_different_people(everyone: dict[str, Person]) -> None:
    assert {row.name: name for name, row in everyone.items()} == {name: name for name in CAST}
    assert Person.objects.count() == 10


@pytest.mark.usefixtures("thursday")
def test_hearing_voices_is_tonight(hearing_voices: Gathering) -> None:
    first = hearing_voices.occurrences.first()
    assert first is not None
    assert first.recurrence_id == "2026-11-26T18:00"
    assert first.starts_at == NOON.replace(hour=23)


@pytest.mark.usefixtures("thursday")
def test_a_zone_three_hours_west_is_kept(online_talk: Gathering) -> None:
    first = online_talk.occurrences.first()
    assert first is not None
    assert first.starts_at.isoformat() == "2026-11-27T01:00:00+00:00"
