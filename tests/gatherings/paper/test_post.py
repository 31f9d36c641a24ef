"""The words of a week's post, and which of many stand in its picture."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kithway.community.models import Community
from kithway.gatherings.models import Gathering
from kithway.gatherings.paper.alt import picture_alt
from kithway.gatherings.paper.post import few, post
from kithway.gatherings.paper.shapes import Day, Line
from tests.clock import NOON
from tests.gatherings.paper.making import Kind
from tests.gatherings.paper.test_telling import LIBRARY, sheet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]


def test_the_text_of_a_post(community: Community, hearing_voices: Gathering) -> None:
    told = post(sheet(community, Kind.POST))
    assert told.text.splitlines() == [
        "This week with Three Rivers",
        "Thursday 26 November – Wednesday 2 December 2026",
        "",
        "Thursday 26 November",
        f"6:00–7:30 pm: Hearing Voices group, {LIBRARY}",
        "http://127.0.0.1:8000/gatherings/hearing-voices/2026-11-26T1800/",
        "",
        "Check before you go: things change",
        "127.0.0.1:8000/communities/three-rivers",
    ]


def test_a_post_leaves_out_what_is_over(
    community: Community, hearing_voices: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(hours=9))
    assert post(sheet(community, Kind.POST)).nothing == "Nothing is planned in these days."


def test_a_post_leaves_out_what_has_begun(
    community: Community, hearing_voices: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(hours=6, minutes=30))
    assert post(sheet(community, Kind.POST)).days == []


def on(*names: str) -> list[Line]:
    return [Line("", "", name, "", "", "", off=False, url="") for name in names]


def names(days: list[Day]) -> list[str]:
    return ["".join(line.name for line in day.lines) for day in days]


def test_few_of_many() -> None:
    days = [Day("one", on("a", "b", "c")), Day("two", on("a", "b", "d"))]
    assert few(days, 6) == (days, 0)
    shown, left = few(days, 4)
    assert (names(shown), left) == (["ac", "bd"], 2)
    assert few([], 3) == ([], 0)


def test_few_are_of_the_whole_day() -> None:
    days = [Day("one", on(*"abcdefgh")), Day("two", on(*"abcdefgh"))]
    shown, left = few(days, 4)
    assert (names(shown), left) == (["cg", "bf"], 12)


def test_the_picture_is_told_in_few_words(community: Community, hearing_voices: Gathering) -> None:
    assert picture_alt(post(sheet(community, Kind.POST)).text) == (
        "This week with Three Rivers, Thursday 26 November – Wednesday 2 December 2026. "
        "A list of gatherings by day, and a code that opens "
        "127.0.0.1:8000/communities/three-rivers."
    )
    assert picture_alt("") == ""
