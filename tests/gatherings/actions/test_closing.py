"""Closed days reach every date held there, made or yet to be made, and no other."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from kithway.community.models import Closure, Community, Place
from kithway.gatherings.actions import close, extend_horizon, rebuild_dates, reopen
from kithway.gatherings.actions.fading import fade_anew
from kithway.gatherings.models import Gathering
from kithway.people.models import Person
from tests.clock import NOON

pytestmark = pytest.mark.usefixtures("thursday")
TONIGHT, NEXT, THIRD = date(2026, 11, 26), date(2026, 12, 3), date(2026, 12, 10)


def closed(gathering: Gathering) -> list[str]:
    rows = gathering.occurrences.exclude(closure=None)
    assert {row.status for row in rows} <= {"cancelled"}
    return [row.recurrence_id[:10] for row in rows]


def test_a_closed_place_closes_the_days_between_both_named(
    hearing_voices: Gathering, drumming: Gathering, library: Place, emi: Person
) -> None:
    closure = close(where=library, first_day=TONIGHT, last_day=NEXT, reason="Floors", by=emi)
    assert closed(hearing_voices) == ["2026-11-26", "2026-12-03"]
    assert closed(drumming) == []
    assert closure.made_by == emi


def test_a_closed_community_leaves_online_and_other_communities_alone(
    community: Community,
    other_community: Community,
    hearing_voices: Gathering,
    drumming: Gathering,
    online_talk: Gathering,
) -> None:
    close(where=other_community, first_day=TONIGHT, last_day=THIRD, by=None)
    assert closed(online_talk) == closed(hearing_voices) == []
    online_talk.community = community
    online_talk.save()
    close(where=community, first_day=TONIGHT, last_day=NEXT, by=None)
    assert closed(hearing_voices) == ["2026-11-26", "2026-12-03"]
    assert closed(drumming) == ["2026-11-27"]
    assert closed(online_talk) == []


def test_dates_made_later_are_closed_as_well(hearing_voices: Gathering, library: Place) -> None:
    far = date(2027, 3, 4)
    close(where=library, first_day=far, last_day=far, by=None)
    assert closed(hearing_voices) == []
    extend_horizon(Gathering.objects.all(), now=NOON + timedelta(weeks=4))
    assert closed(hearing_voices) == ["2027-03-04"]


def test_what_is_closed_does_not_fade(hearing_voices: Gathering, library: Place) -> None:
    """It stays among the others, so that nobody goes there for nothing."""

    def fading() -> list[bool]:
        return [row.fades_at is None for row in hearing_voices.occurrences.all()[:3]]

    closure = close(where=library, first_day=TONIGHT, last_day=TONIGHT, by=None)
    assert fading() == [True, False, False]
    fade_anew([hearing_voices])
    rebuild_dates([hearing_voices])
    assert fading() == [True, False, False]
    reopen(closure=closure, by=None)
    assert fading() == [False, False, False]


def test_reopening_holds_the_dates_again(hearing_voices: Gathering, library: Place) -> None:
    closure = close(where=library, first_day=TONIGHT, last_day=NEXT, by=None)
    reopen(closure=closure, by=None)
    assert closed(hearing_voices) == []
    assert Closure.objects.count() == 0
    assert hearing_voices.occurrences.count() == 13


def test_of_two_closures_one_taken_back_leaves_what_the_other_closes(
    hearing_voices: Gathering, library: Place, community: Community
) -> None:
    first = close(where=library, first_day=TONIGHT, last_day=NEXT, by=None)
    second = close(where=community, first_day=NEXT, last_day=THIRD, by=None)
    assert closed(hearing_voices) == ["2026-11-26", "2026-12-03", "2026-12-10"]
    reopen(closure=first, by=None)
    assert closed(hearing_voices) == ["2026-12-03", "2026-12-10"]
    reopen(closure=second, by=None)
    assert closed(hearing_voices) == []


def test_the_day_is_the_local_one_though_the_date_is_tomorrow_in_utc(
    hearing_voices: Gathering, library: Place
) -> None:
    hearing_voices.occurrences.filter(recurrence_id__gt="2026-11-27").delete()
    close(where=library, first_day=TONIGHT + timedelta(1), last_day=NEXT, by=None)
    assert closed(hearing_voices) == []


def test_a_closure_that_ends_before_it_begins_is_refused_and_changes_nothing(
    hearing_voices: Gathering, library: Place
) -> None:
    with pytest.raises(ValidationError):
        close(where=library, first_day=NEXT, last_day=TONIGHT, by=None)
    assert (Closure.objects.count(), closed(hearing_voices)) == (0, [])
