"""The search against a plain reading of a small world, on whichever database the suite runs."""

from datetime import timedelta
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kithway.community.geography import Located, Point
from kithway.community.models import Closure
from kithway.gatherings.finding import Asked, listings, search, span
from kithway.gatherings.finding.asked import SPANS
from kithway.gatherings.models import Occurrence
from tests.clock import NOON
from tests.gatherings.finding.world import FACETS, MIDDLE, World, make_world

NEW_YORK = ZoneInfo("America/New_York")
# The package names the function so, too.
SEARCH = import_module("kithway.gatherings.finding.search")


@pytest.fixture(params=[1, 2, 3])
def world(db: None, request: pytest.FixtureRequest) -> World:
    return make_world(request.param)


def codes_of(name: str) -> st.SearchStrategy[tuple[str, ...]]:
    codes = st.sampled_from([*FACETS[name], "nobody-has-this"])
    return st.lists(codes, min_size=1, max_size=3, unique=True).map(tuple)


facets = st.fixed_dictionaries({}, optional={name: codes_of(name) for name in FACETS}).map(
    lambda chosen: dict(list(chosen.items())[:2])
)
questions = st.builds(
    Asked,
    within=st.sampled_from([0.5, 3.0, 20.0, 100.0]),
    unit=st.just("km"),
    start=st.sampled_from(["", "", *SPANS, "2026-11-29"]),
    days=st.sampled_from([0, 0, 1, 3, 20]),
    facets=st.one_of(st.just({}), facets),
    words=st.sampled_from(
        ["", "", "drum", "DRUM circle", "Cafe", "café night", "o", "holyoke", "zz"]
    ),
    sort=st.sampled_from(["soonest", "nearest"]),
)
wheres = st.sampled_from([None, MIDDLE, Point(42.3, -72.4), Point(-10.0, 179.9)])
bounds = st.sampled_from([(1000, 3000, 400), (3, 3000, 2), (5, 3, 1), (40, 2, 3), (1, 1, 1)])


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(asked=questions, where=wheres, bound=bounds)
def test_finds_what_a_plain_reading_finds(
    world: World, asked: Asked, where: Point | None, bound: tuple[int, int, int]
) -> None:
    when = span(asked, NEW_YORK, NOON)
    expected = world.answer(asked, when, where)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in zip(("MOST", "RARE", "AT_ONCE"), bound, strict=True):
            patch.setattr(SEARCH, name, value)
        found = search(asked, when, Located("", where) if where else None)
    most = bound[0]
    assert (found.keys, found.more) == (world.faded_last(expected[:most]), len(expected) > most)


def test_the_world_answers_something(world: World) -> None:
    """The test above would pass on an empty one."""
    wide: dict[str, Any] = {"within": 100.0, "unit": "km", "days": 20}
    for more in ({}, {"words": "drum"}, {"facets": {"access": ("lift", "step-free")}}):
        asked = Asked(**wide, **more)
        for where in (None, MIDDLE):
            assert len(world.answer(asked, span(asked, NEW_YORK, NOON), where)) > 2


def test_what_fades_comes_last_and_nothing_vanishes(world: World) -> None:
    """Unfaded soonest first, then faded soonest first; as many as without fading."""
    asked = Asked(within=100.0, unit="km", days=20)
    for where in (None, Located("", MIDDLE)):
        found = search(asked, span(asked, NEW_YORK, NOON), where).keys
        lines = listings(found, {}, NOON)
        marks = [each.faded for each in lines]
        assert marks == sorted(marks)
        assert {True, False} == set(marks)
        for faded in (True, False):
            starts = [each.starts_at for each in lines if each.faded is faded]
            assert starts == sorted(starts)
        Occurrence.objects.update(fades_at=None)
        assert sorted(search(asked, span(asked, NEW_YORK, NOON), where).keys) == sorted(found)
        for date in world.dates:
            Occurrence.objects.filter(pk=date.pk).update(fades_at=date.fades_at)


def test_online_and_telephone_together_are_found_from_anywhere(world: World) -> None:
    asked = Asked(within=1.0, unit="km", days=20, facets={"mode": ("online", "telephone")})
    found = search(asked, span(asked, NEW_YORK, NOON), Located("", MIDDLE))
    modes = {date.gathering.mode for date in world.dates if date.pk in set(found.keys)}
    assert modes == {"online", "telephone", "hybrid"}


def test_listings_come_in_the_order_of_their_keys_with_what_is_true_of_each(world: World) -> None:
    keys = [date.pk for date in world.dates][::-2]
    dates = {date.pk: date for date in world.dates}
    found = listings(
        [*keys, 10**9], {date.place_id: 1.5 for date in world.dates if date.place_id}, NOON
    )
    assert [each.pk for each in found] == keys
    for each in found:
        date = dates[each.pk]
        assert (each.starts_at, each.ends_at) == (date.starts_at, date.ends_at)
        assert each.slug == date.gathering.slug
        assert each.kinds.split() == date.gathering.kinds
        assert each.place_name == (date.place.name if date.place else None)
        assert each.distance_km == (1.5 if date.place else None)
        assert each.zone == NEW_YORK


def test_status_is_what_is_known_of_the_date(world: World) -> None:
    date = world.dates[0]
    closure = Closure.objects.create(
        community=date.gathering.community, first_day=NOON.date(), last_day=NOON.date()
    )
    rows, soon = Occurrence.objects.filter(pk=date.pk), NOON + timedelta(hours=1)

    def status(**facts: object) -> str:
        clear = {"confirmed_at": None, "cancelled_at": None, "closure": None}
        rows.update(**{**clear, **facts})
        (found,) = listings([date.pk], {}, NOON)
        return found.status

    assert status() == "expected"
    assert status(confirmed_at=soon) == "confirmed"
    assert status(confirmed_at=soon, cancelled_at=soon) == "cancelled"
    assert status(confirmed_at=soon, closure=closure) == "cancelled"
    date.gathering.shut_since = soon
    date.gathering.save()
    assert status(confirmed_at=soon) == "cancelled"
