"""Rules, zones, dates added, left out, moved, cancelled and closed, against a slow plain model."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kithway.gatherings.recurrence import Change, Date, Rule, Series, closed_on, weekly
from tests.gatherings.recurrence.plain import Other, Plain, Told, World
from tests.gatherings.recurrence.test_rule import NEW_YORK, zones

FIRST, LAST = date(2021, 1, 1), date(2027, 12, 31)
HOME, ELSEWHERE = 1, 2


@dataclass(frozen=True)
class Shut:
    first_day: date
    last_day: date
    place_id: int | None


ordinals = st.sampled_from([1, 2, 3, 4, 5, -1, -2])
weekdays = st.integers(0, 6)
interval = st.sampled_from([1, 1, 2, 3, 4, 6])
some_weekdays = st.lists(weekdays, unique=True, max_size=3).map(
    lambda days: tuple((0, day) for day in sorted(days))
)
ends = st.one_of(
    st.just({}),
    st.builds(lambda count: {"count": count}, st.integers(1, 40)),
    st.builds(lambda until: {"until": until}, st.dates(FIRST, LAST)),
)


def rules() -> st.SearchStrategy[Plain]:
    some = st.one_of(
        st.builds(Plain, st.just("DAILY"), interval, some_weekdays),
        st.builds(Plain, st.just("WEEKLY"), interval, some_weekdays),
        st.builds(
            Plain, st.just("MONTHLY"), interval,
            st.lists(st.tuples(ordinals, weekdays), unique=True, max_size=3).map(tuple),
        ),
        st.builds(
            Plain, st.just("MONTHLY"), interval, st.just(()),
            st.lists(st.sampled_from([1, 5, 15, 28, 29, 30, 31, -1]), unique=True,
                     max_size=2).map(tuple),
        ),
        st.builds(
            Plain, st.just("YEARLY"), st.sampled_from([1, 1, 2]), st.just(()), st.just(()),
            st.lists(st.integers(1, 12), unique=True, max_size=2).map(tuple),
        ),
        st.builds(
            Plain, st.just("YEARLY"), st.just(1),
            st.lists(st.tuples(ordinals, weekdays), unique=True, min_size=1,
                     max_size=2).map(tuple),
            st.just(()), st.lists(st.integers(1, 12), unique=True, min_size=1,
                                  max_size=2).map(tuple),
        ),
    )  # fmt: skip
    return st.builds(lambda rule, end: Plain(**vars(rule) | end), some, ends)


quarters = st.integers(0, 95).map(lambda n: time(n // 4, n % 4 * 15))


@st.composite
def worlds(draw: st.DrawFn) -> tuple[World, datetime, datetime]:
    rule = draw(st.one_of(st.none(), rules(), rules(), rules()))
    first, clock = draw(st.dates(FIRST, date(2026, 1, 1))), draw(quarters)
    start = draw(st.dates(first - timedelta(30), date(2026, 6, 1)))
    since = datetime.combine(start, draw(quarters), UTC)
    until = since + timedelta(days=draw(st.integers(1, 100)))
    near = st.builds(
        lambda days, at: datetime.combine(start + timedelta(days), at),
        st.integers(-5, 100), st.one_of(st.just(clock), quarters),
    )  # fmt: skip
    # Most of what people say is of dates that there are.
    bare = World(rule, first, clock, 60, ZoneInfo("UTC"), HOME)
    keys = [datetime.fromisoformat(one.key) for one in bare.told(since, until)]
    walls = st.one_of(near, st.sampled_from(keys)) if keys else near
    moves = st.one_of(
        st.none(),
        st.builds(lambda days, at: (days, at), st.integers(-70, 70), quarters),
    )
    others = {}
    for wall in draw(st.lists(walls, max_size=5)):
        move = draw(moves)
        others[wall] = Other(
            moved_to=datetime.combine(wall.date() + timedelta(move[0]), move[1]) if move else None,
            minutes=draw(st.sampled_from([None, 15, 90, 2880])),
            place=draw(st.sampled_from([None, ELSEWHERE])),
            cancelled=draw(st.booleans()),
        )
    shut = st.builds(
        lambda wall, days, where: (wall.date(), wall.date() + timedelta(days), where),
        walls, st.integers(0, 20), st.sampled_from([None, HOME, ELSEWHERE, 3]),
    )  # fmt: skip
    world = World(
        rule, first, clock, draw(st.sampled_from([30, 90, 1440, 4320])), draw(zones),
        draw(st.sampled_from([HOME, HOME, None])),
        tuple(draw(st.lists(walls, max_size=4))), tuple(draw(st.lists(walls, max_size=4))),
        draw(st.one_of(st.none(), st.none(), near.map(lambda wall: wall.date()))),
        others, tuple(draw(st.lists(shut, max_size=3))),
    )  # fmt: skip
    return world, since, until


def series_of(world: World) -> Series:
    rule = Rule(
        datetime.combine(world.first, world.clock),
        world.minutes,
        world.zone,
        world.rule.text if world.rule else "",
    )
    return Series(rule, ids(world.extra), frozenset(ids(world.left_out)), world.last_day)


def ids(walls: tuple[datetime, ...]) -> tuple[str, ...]:
    return tuple(f"{wall:%Y-%m-%dT%H:%M}" for wall in walls)


def changes_of(world: World) -> dict[str, Change]:
    return {
        ids((wall,))[0]: Change(other.moved_to, other.minutes, other.place, other.cancelled)
        for wall, other in (world.others or {}).items()
    }


def told(world: World, since: datetime, until: datetime) -> list[Told]:
    planned = series_of(world).planned(
        since=since, until=until, place_id=world.place,
        changes=changes_of(world), closures=[Shut(*closure) for closure in world.closures],
    )  # fmt: skip
    return [
        Told(
            each.date.recurrence_id,
            each.date.starts_at,
            each.date.ends_at,
            each.place_id,
            each.cancelled,
            each.closed is not None,
        )
        for each in planned
    ]


@settings(max_examples=250, deadline=None)
@given(worlds())
def test_any_series_is_told_as_a_plain_calendar_has_it(
    drawn: tuple[World, datetime, datetime],
) -> None:
    world, since, until = drawn
    assert told(world, since, until) == world.told(since, until)


@settings(max_examples=80, deadline=None)
@given(worlds())
def test_each_date_is_found_by_its_id_and_by_its_day(
    drawn: tuple[World, datetime, datetime],
) -> None:
    world, since, until = drawn
    series = series_of(world)
    for date_ in series.dates(since=since, until=until):
        assert series.find(date_.recurrence_id) == date_
        assert date_ in series.on_day(date.fromisoformat(date_.recurrence_id[:10]))
    for key in series.left_out:
        assert series.find(key) is None


WEEKLY = Series(Rule(datetime(2026, 1, 1, 18), 90, NEW_YORK, weekly(3)))
NOV, DEC, JAN = (datetime(2026, 11, 26, tzinfo=UTC), datetime(2026, 12, 20, tzinfo=UTC),
                 datetime(2027, 1, 20, tzinfo=UTC))  # fmt: skip


def of(dates: list[Date]) -> list[str]:
    return [date_.recurrence_id for date_ in dates]


def test_a_date_added_that_the_rule_has_as_well_is_one_date() -> None:
    series = Series(WEEKLY.rule, extra=("2026-12-03T18:00", "2026-12-04T18:00"))
    assert of(series.dates(since=NOV, until=DEC)) == [
        "2026-11-26T18:00", "2026-12-03T18:00", "2026-12-04T18:00", "2026-12-10T18:00",
        "2026-12-17T18:00",
    ]  # fmt: skip


def test_a_date_added_and_left_out_is_left_out() -> None:
    extra = "2026-12-04T18:00"
    series = Series(WEEKLY.rule, extra=(extra,), left_out=frozenset({extra}))
    assert of(series.dates(since=NOV, until=DEC)) == of(WEEKLY.dates(since=NOV, until=DEC))
    assert series.find(extra) is None


def test_a_date_left_out_counts_towards_the_count() -> None:
    rule = Rule(datetime(2026, 11, 26, 18), 90, NEW_YORK, f"{weekly(3)};COUNT=3")
    series = Series(rule, extra=("2026-12-31T18:00",), left_out=frozenset({"2026-12-03T18:00"}))
    assert of(series.dates(since=NOV, until=JAN)) == [
        "2026-11-26T18:00", "2026-12-10T18:00", "2026-12-31T18:00",
    ]  # fmt: skip


def test_chosen_dates_are_a_first_day_and_more() -> None:
    series = Series(Rule(datetime(2026, 12, 3, 18), 90, NEW_YORK), ("2027-01-07T10:30",))
    assert of(series.dates(since=NOV, until=JAN)) == ["2026-12-03T18:00", "2027-01-07T10:30"]
    assert of(series.on_day(date(2027, 1, 7))) == ["2027-01-07T10:30"]


def test_a_date_moved_half_a_year_on_is_found_there_and_no_longer_here() -> None:
    changes = {"2026-12-03T18:00": Change(moved_to=datetime(2027, 6, 1, 9))}
    june = datetime(2027, 6, 1, tzinfo=UTC)
    assert "2026-12-03T18:00" not in of(WEEKLY.dates(since=NOV, until=DEC, changes=changes))
    (moved,) = WEEKLY.dates(since=june, until=june + timedelta(days=1), changes=changes)
    assert moved == Date(
        "2026-12-03T18:00",
        datetime(2027, 6, 1, 13, tzinfo=UTC),
        datetime(2027, 6, 1, 14, 30, tzinfo=UTC),
    )


def test_a_change_of_no_date_is_passed_over() -> None:
    changes = {"2026-12-04T18:00": Change(moved_to=datetime(2026, 12, 5, 9)), "junk": Change()}
    plain = WEEKLY.dates(since=NOV, until=DEC)
    assert WEEKLY.dates(since=NOV, until=DEC, changes=changes) == plain


@pytest.mark.parametrize(
    "text",
    ["2026-12-03", "2026-12-03T18:00:00", "2026-02-30T18:00", "", "junk", "٢026-12-03T18:00",
     "2026-12-03 18:00", "2026-12-03T18:00Z", "0000-01-01T00:00"],
)  # fmt: skip
def test_what_is_no_id_is_no_date(text: str) -> None:
    assert WEEKLY.find(text) is None


def planned(change: Change, *closures: Shut) -> list[tuple[str, bool]]:
    rows = WEEKLY.planned(
        since=NOV, until=NOV + timedelta(days=14), place_id=HOME,
        changes={"2026-12-03T18:00": change}, closures=closures,
    )  # fmt: skip
    return [(row.date.recurrence_id[:10], row.held) for row in rows]


def test_a_date_moved_out_of_closed_days_is_held_and_one_moved_into_them_is_not() -> None:
    third, fourth = (Shut(date(2026, 12, day), date(2026, 12, day), HOME) for day in (3, 4))
    moved = Change(moved_to=datetime(2026, 12, 4, 18))
    assert planned(Change(), third) == [("2026-11-26", True), ("2026-12-03", False)]
    assert planned(moved, third) == [("2026-11-26", True), ("2026-12-03", True)]
    assert planned(moved, fourth) == [("2026-11-26", True), ("2026-12-03", False)]


def test_a_date_held_elsewhere_goes_by_the_closed_days_there() -> None:
    here, there = (Shut(date(2026, 12, 3), date(2026, 12, 3), at) for at in (HOME, ELSEWHERE))
    elsewhere = Change(place_id=ELSEWHERE)
    assert planned(elsewhere, here)[1] == ("2026-12-03", True)
    assert planned(elsewhere, there)[1] == ("2026-12-03", False)
    assert (
        closed_on(date(2026, 12, 3), None, [Shut(date(2026, 12, 3), date(2026, 12, 3), None)])
        is None
    )


def test_a_cancelled_date_is_still_a_date() -> None:
    assert planned(Change(cancelled=True)) == [("2026-11-26", True), ("2026-12-03", False)]


ANCIENT = ["FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=-1FR;INTERVAL=5", "FREQ=YEARLY",
           "FREQ=YEARLY;BYMONTH=5", "FREQ=YEARLY;BYDAY=20MO", "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO",
           "FREQ=YEARLY;BYMONTHDAY=31;INTERVAL=3", "FREQ=MONTHLY;BYSETPOS=-1;BYDAY=MO,TU",
           "FREQ=YEARLY;BYYEARDAY=-1"]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(ANCIENT),
    st.dates(date(1990, 1, 1), date(2020, 12, 31)),
    st.dates(date(1990, 1, 1), date(2040, 1, 1)),
)
@example("FREQ=MONTHLY", date(2000, 1, 31), date(2001, 2, 1))
@example("FREQ=YEARLY", date(1996, 2, 29), date(2024, 1, 1))
def test_months_and_years_left_out_change_nothing(text: str, first: date, since: date) -> None:
    """With a COUNT that is never reached every date is counted from the first."""
    low = datetime.combine(since, time())
    high = low + timedelta(days=800)
    starts = datetime.combine(first, time(18))
    counted = Rule(starts, 60, NEW_YORK, f"{text};COUNT=9999").walls(low, high)
    assert Rule(starts, 60, NEW_YORK, text).walls(low, high) == counted


def test_the_ends_of_the_calendar_do_no_harm() -> None:
    kiritimati, pago = ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Pacific/Pago_Pago")
    begin, end = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)
    for zone in (kiritimati, pago):
        for starts in (datetime(1, 1, 1, 1), datetime(9999, 12, 31, 23)):
            series = Series(Rule(starts, 60, zone), (f"{starts.isoformat(timespec='minutes')}",))
            found = series.dates(since=begin, until=end)
            assert [date_.recurrence_id[:4] for date_ in found] in ([], ["0001"], ["9999"])
            assert len(Rule(starts, 60, zone, "FREQ=DAILY").walls(starts, starts)) == 1
