from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kithway.community.models import Community
from kithway.gatherings.models import Gathering, PrintSheet
from kithway.gatherings.paper import asking
from kithway.gatherings.paper.asking import TooManySheets, ask_for_sheet, first_days
from tests.clock import NOON
from tests.gatherings.paper.making import Kind, ask, made

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        (Kind.WEEK, (date(2026, 11, 26), date(2026, 11, 30))),
        (Kind.POST, (date(2026, 11, 26), date(2026, 11, 30))),
        (Kind.MONTH, (date(2026, 11, 1), date(2026, 12, 1))),
    ],
)
def test_now_or_next(community: Community, kind: str, days: tuple[date, date]) -> None:
    assert first_days(kind, community, NOON) == days


def test_the_next_month_of_a_year(community: Community) -> None:
    december = NOON.replace(month=12, day=31)
    assert first_days(Kind.MONTH, community, december) == (date(2026, 12, 1), date(2027, 1, 1))


def test_the_same_question_is_the_same_row(community: Community) -> None:
    rows = {ask(community, Kind.WEEK).pk for _ in range(3)}
    assert len(rows) == 1
    row = PrintSheet.objects.get()
    assert (row.key, row.due_at) == ("week.three-rivers.2026-11-26.en", NOON)


def test_another_question_is_another_row(
    community: Community, other_community: Community, hearing_voices: Gathering
) -> None:
    ask(community, Kind.WEEK)
    ask(other_community, Kind.WEEK)
    ask(community, Kind.WEEK, large=True)
    ask(community, Kind.WEEK, later=True)
    ask(community, Kind.MONTH)
    ask(community, Kind.FLYER, gathering=hearing_voices)
    assert sorted(PrintSheet.objects.values_list("key", flat=True)) == [
        "flyer.hearing-voices.en",
        "month.three-rivers.2026-11-01.en",
        "week.bay-side.2026-11-26.en",
        "week.three-rivers.2026-11-26.en",
        "week.three-rivers.2026-11-26.en.large",
        "week.three-rivers.2026-11-30.en",
    ]


def test_a_post_has_one_size(community: Community) -> None:
    assert ask(community, Kind.POST, large=True).pk == ask(community, Kind.POST).pk


def test_a_fresh_one_is_not_made_again(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = made(community, Kind.WEEK)
    assert row.due_at is None
    assert ask(community, Kind.WEEK).due_at is None
    later = NOON + asking.FRESH
    monkeypatch.setattr(timezone, "now", lambda: later)
    again = ask(community, Kind.WEEK)
    assert (again.pk, again.due_at, again.asked_at) == (row.pk, later, later)


def test_a_flyer_asked_for_on_another_day_is_the_same_row(
    community: Community, hearing_voices: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = made(community, Kind.FLYER, gathering=hearing_voices)
    monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(days=40))
    days = first_days(Kind.FLYER, community, timezone.now())
    again = ask_for_sheet(
        community=community,
        kind=Kind.FLYER,
        language="en",
        large=False,
        first_day=days[0],
        gathering=hearing_voices,
        by=None,
    )
    assert (again.pk, again.first_day) == (row.pk, date(2027, 1, 5))


def test_no_more_than_so_many_wait(
    community: Community, other_community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "MOST_WAITING", 2)
    ask(community, Kind.WEEK)
    ask(community, Kind.MONTH)
    with pytest.raises(TooManySheets):
        ask(community, Kind.POST)
    # Who asks for one that waits already is told of that one.
    assert ask(community, Kind.WEEK).due_at == NOON
    assert PrintSheet.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "poster"}, "Choose one of the sheets and languages on the list."),
        ({"language": "tlh"}, "Choose one of the sheets and languages on the list."),
        ({"first_day": date(2020, 1, 1)}, "Choose this week or month, or the next."),
        ({"kind": Kind.FLYER}, "Open a gathering and make its flyer from there."),
    ],
)
def test_what_cannot_be_asked_for(
    community: Community, change: dict[str, object], said: str
) -> None:
    asked = {"kind": Kind.WEEK, "language": "en", "large": False, "first_day": date(2026, 11, 26)}
    with pytest.raises(ValidationError) as refused:
        ask_for_sheet(community=community, by=None, **{**asked, **change})
    assert refused.value.messages == [said]
    assert PrintSheet.objects.count() == 0


def test_a_gathering_of_others_has_no_flyer_here(
    other_community: Community, hearing_voices: Gathering
) -> None:
    with pytest.raises(ValidationError):
        ask(other_community, Kind.FLYER, gathering=hearing_voices)


def test_an_ended_gathering_has_no_flyer(community: Community, hearing_voices: Gathering) -> None:
    hearing_voices.ended_at = NOON
    hearing_voices.save()
    with pytest.raises(ValidationError):
        ask(community, Kind.FLYER, gathering=hearing_voices)
