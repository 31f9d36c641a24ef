"""Dates by rule, against a slow plain model that looks at every day."""

import itertools
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kithway.gatherings.recurrence import WEEKDAYS, BadRule, Date, Rule, weekly

NEW_YORK = ZoneInfo("America/New_York")
# Half an hour of summer time, negative summer time, a day that never was, far east and far west.
ZONES = [
    "America/New_York",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Asia/Kathmandu",
    "America/St_Johns",
    "America/Havana",
    "UTC",
]
zones = st.sampled_from(ZONES).map(ZoneInfo)
walls = st.datetimes(datetime(2005, 1, 1), datetime(2030, 1, 1)).map(
    lambda wall: wall.replace(second=0, microsecond=0)
)
weekdays = st.sets(st.integers(0, 6), min_size=1)
moments = st.datetimes(datetime(2008, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC))
spans = st.integers(0, 120).map(lambda days: timedelta(days=days))


def day_by_day(rule: Rule, days: set[int], weeks: int, since: datetime, until: datetime) -> list:
    """Look at each day from the first on, by plain arithmetic."""
    monday = rule.starts.date() - timedelta(days=rule.starts.weekday())
    day = max(rule.starts.date(), since.date() - timedelta(days=3))
    found = []
    while day <= until.date() + timedelta(days=3):
        counts = (day - monday).days // 7 % weeks == 0
        if counts and day.weekday() in days:
            date_ = rule.on(datetime.combine(day, rule.starts.time()))
            if since <= date_.starts_at < until:
                found.append(date_)
        day += timedelta(days=1)
    return found


@settings(max_examples=80, deadline=None)
@given(walls, zones, weekdays, st.integers(1, 5), moments, spans)
@example(datetime(2011, 12, 1, 8), ZoneInfo("Pacific/Apia"), {4, 5},
         1, datetime(2011, 12, 29, tzinfo=UTC), timedelta(days=4))  # fmt: skip
def test_a_weekly_rule_has_the_dates_of_a_plain_calendar(
    wall: datetime,
    zone: ZoneInfo,
    days: set[int],
    weeks: int,
    since: datetime,
    length: timedelta,
) -> None:
    text = f"FREQ=WEEKLY;INTERVAL={weeks};BYDAY={','.join(WEEKDAYS[day] for day in days)}"
    rule = Rule(wall, 60, zone, text)
    until = since + length
    expected = day_by_day(rule, days, weeks, since, until)
    assert list(rule.dates(since=since, until=until)) == expected


@settings(max_examples=100, deadline=None)
@given(walls, zones, st.integers(-3000, 3000), st.integers(0, 5000))
def test_what_is_held_once_is_there_when_its_start_is(
    wall: datetime, zone: ZoneInfo, minutes: int, length: int
) -> None:
    rule = Rule(wall, 60, zone)
    since = rule.on(wall).starts_at + timedelta(minutes=minutes)
    until = since + timedelta(minutes=length)
    within = minutes <= 0 < minutes + length
    assert list(rule.dates(since=since, until=until)) == ([rule.on(wall)] if within else [])


@settings(max_examples=40, deadline=None)
@given(walls, zones, weekdays, moments, st.lists(st.integers(0, 40), max_size=5))
def test_windows_side_by_side_give_each_date_once(
    wall: datetime, zone: ZoneInfo, days: set[int], since: datetime, cuts: list[int]
) -> None:
    rule = Rule(wall, 90, zone, weekly(*days))
    edges = [since, *(since + timedelta(days=cut) for cut in sorted(cuts)), since + timedelta(41)]
    pieces = [
        date_
        for low, high in itertools.pairwise(edges)
        for date_ in rule.dates(since=low, until=high)
    ]
    assert pieces == list(rule.dates(since=edges[0], until=edges[-1]))


def only(wall: datetime, zone: str, *, minutes: int = 60) -> Date:
    rule = Rule(wall, minutes, ZoneInfo(zone))
    (found,) = rule.dates(
        since=datetime(wall.year, 1, 1, tzinfo=UTC), until=datetime(wall.year + 1, 1, 1, tzinfo=UTC)
    )
    return found


@pytest.mark.parametrize(
    ("zone", "wall", "starts"),
    [
        # 2:30 does not exist: the offset before the gap, so that it is 3:30 by the new clock.
        ("America/New_York", datetime(2026, 3, 8, 2, 30), datetime(2026, 3, 8, 7, 30)),
        # 1:30 comes twice: the first.
        ("America/New_York", datetime(2026, 11, 1, 1, 30), datetime(2026, 11, 1, 5, 30)),
        # Half an hour forward, and half an hour back.
        ("Australia/Lord_Howe", datetime(2026, 10, 4, 2, 15), datetime(2026, 10, 3, 15, 45)),
        ("Australia/Lord_Howe", datetime(2026, 4, 5, 1, 45), datetime(2026, 4, 4, 14, 45)),
        # In Ireland winter is the exception.
        ("Europe/Dublin", datetime(2026, 3, 29, 1, 30), datetime(2026, 3, 29, 1, 30)),
        ("Europe/Dublin", datetime(2026, 10, 25, 1, 30), datetime(2026, 10, 25, 0, 30)),
        # Where clocks go forward at midnight.
        ("America/Havana", datetime(2026, 3, 8, 0, 30), datetime(2026, 3, 8, 5, 30)),
    ],
)
def test_clocks_that_change(zone: str, wall: datetime, starts: datetime) -> None:
    found = only(wall, zone)
    assert found.starts_at == starts.replace(tzinfo=UTC)
    assert found.recurrence_id == wall.strftime("%Y-%m-%dT%H:%M")


def test_a_week_keeps_its_wall_time_over_a_change_of_clocks() -> None:
    rule = Rule(datetime(2026, 10, 1, 18), 90, NEW_YORK, weekly(3))
    found = rule.dates(
        since=datetime(2026, 10, 25, tzinfo=UTC), until=datetime(2026, 11, 8, tzinfo=UTC)
    )
    assert [(each.recurrence_id, each.starts_at.hour) for each in found] == [
        ("2026-10-29T18:00", 22),
        ("2026-11-05T18:00", 23),
    ]


def test_minutes_are_time_that_passes_over_midnight_and_a_change_of_clocks() -> None:
    found = only(datetime(2026, 10, 31, 23), "America/New_York", minutes=240)
    assert found.ends_at.astimezone(NEW_YORK).strftime("%d %H:%M %Z") == "01 02:00 EST"


def test_a_date_late_in_the_evening_lies_on_the_next_day_in_utc() -> None:
    rule = Rule(datetime(2026, 11, 5, 21), 60, ZoneInfo("America/Los_Angeles"), weekly(3))
    day = datetime(2026, 11, 27, tzinfo=UTC)
    found = list(rule.dates(since=day, until=day + timedelta(days=1)))
    assert [each.recurrence_id for each in found] == ["2026-11-26T21:00"]


def expected_days(text: str, *days: date, first: date = date(2026, 1, 1)) -> None:
    rule = Rule(datetime.combine(first, time(18)), 60, NEW_YORK, text)
    since, until = datetime(2026, 11, 1, tzinfo=UTC), datetime(2027, 3, 1, tzinfo=UTC)
    found = [each.recurrence_id[:10] for each in rule.dates(since=since, until=until)]
    assert found == [day.isoformat() for day in days]


def test_other_rules_of_rfc_5545() -> None:
    months = [(2026, 11), (2026, 12), (2027, 1), (2027, 2)]
    expected_days(
        "FREQ=MONTHLY;BYDAY=-1FR",
        *(date(*month, day) for month, day in zip(months, (27, 25, 29, 26), strict=True)),
    )
    expected_days("FREQ=MONTHLY;BYDAY=2TU;INTERVAL=3", date(2027, 1, 12))
    expected_days("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", date(2026, 11, 26))
    expected_days("FREQ=MONTHLY;BYMONTHDAY=31", date(2026, 12, 31), date(2027, 1, 31))
    expected_days("FREQ=DAILY;BYMONTHDAY=13;BYDAY=FR", date(2026, 11, 13))
    every_eighth = "rrule:freq=weekly;wkst=su;interval=8;byday=mo"
    expected_days(every_eighth, date(2026, 11, 30), date(2027, 1, 25))
    expected_days(
        "FREQ=DAILY;COUNT=2", date(2026, 12, 30), date(2026, 12, 31), first=date(2026, 12, 30)
    )


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20261203", 3),
        ("20261203T180000", 3),
        ("20261203T175959", 2),
        # In UTC six in the evening in New York is eleven.
        ("20261203T230000Z", 3),
        ("20261203T225959Z", 2),
    ],
)
def test_a_rule_ends_at_a_day_a_wall_time_or_a_moment(until: str, last: int) -> None:
    days = [date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3)][:last]
    expected_days(f"FREQ=DAILY;UNTIL={until}", *days, first=date(2026, 12, 1))


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=MO,TH;INTERVAL=2;WKST=SU"]),
    walls,
    moments,
)
def test_years_left_out_change_nothing(text: str, wall: datetime, since: datetime) -> None:
    """With a COUNT that is never reached every date is counted from the first."""
    until = since + timedelta(days=60)
    by_count = Rule(wall, 60, NEW_YORK, f"{text};COUNT=9999").dates(since=since, until=until)
    assert list(Rule(wall, 60, NEW_YORK, text).dates(since=since, until=until)) == list(by_count)


ABSURD = [
    "FREQ=SECONDLY",
    "FREQ=MINUTELY",
    "FREQ=HOURLY",
    "FREQ=DAILY;BYMINUTE=1,2,3",
    "FREQ=DAILY;BYSECOND=1",
    "FREQ=DAILY;COUNT=1000000000",
    "FREQ=DAILY;COUNT=0",
    "FREQ=DAILY;COUNT=-1",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;INTERVAL=-1",
    "FREQ=WEEKLY;INTERVAL=99999999999999999999",
    "FREQ=DAILY;BYHOUR=25",
    "FREQ=DAILY;BYMONTH=13",
    "FREQ=WEEKLY;FREQ=DAILY",
    "FREQ=MONTHLY;BYDAY=99MO",
    "FREQ=WEEKLY;BYDAY=MO,",
    "FREQ=WEEKLY;BYDAY=",
    "FREQ=WEEKLY;BYDAY=XX",
    "FREQ=WEEKLY;UNTIL=99999999",
    "FREQ=WEEKLY;UNTIL=20260231",
    "FREQ=WEEKLY;UNTIL=20261203T180000+01:00",
    "RDATE:20261127T180000",
    "DTSTART:20200101T000000\nRRULE:FREQ=DAILY",
    "FREQ=WEEKLY\nEXRULE:FREQ=SECONDLY",
    "BYDAY=MO",
    "every other Thursday",
    ";",
    "\x00",
    "٠",
]


def some_dates(text: str, first: datetime = datetime(2026, 1, 1, 18)) -> list[Date]:
    since = datetime(2026, 11, 26, tzinfo=UTC)
    return list(Rule(first, 60, NEW_YORK, text).dates(since=since, until=since + timedelta(91)))


@pytest.mark.parametrize("text", ABSURD)
def test_absurd_rules_are_refused(text: str) -> None:
    with pytest.raises(BadRule):
        some_dates(text)


def test_a_rule_without_a_date_comes_to_an_end() -> None:
    assert some_dates("FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30") == []


@pytest.mark.parametrize("text", ["FREQ=DAILY", "FREQ=DAILY;BYMONTH=1,11,12,2", weekly(*range(7))])
def test_a_rule_from_the_year_one_is_read_from_today_on(text: str) -> None:
    assert len(some_dates(text, datetime(1, 1, 1, 18))) == 91


rule_like = st.lists(
    st.tuples(
        st.sampled_from(["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYSETPOS",
                         "BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYHOUR", "WKST", "X"]),
        st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY", "MO", "1FR,-2SU", "+5TH", "-1",
                         "0", "1", "5", "12", "31", "53", "366", "999", "20261203", "ZZ", "1,2,3",
                         "20261203T180000Z", "00010101T000000Z", "99991231T235959Z"]),
    ),
    min_size=1, max_size=4,
).map(lambda parts: ";".join(f"{name}={value}" for name, value in parts))  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(
    st.one_of(st.text(max_size=30), rule_like, rule_like.map(lambda text: f"FREQ=MONTHLY;{text}"))
)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = some_dates(text)
    except BadRule:
        return
    assert found == sorted(found, key=lambda each: each.recurrence_id)


def test_weekly_names_each_day_once_from_monday() -> None:
    assert weekly(3, 0, 3) == "FREQ=WEEKLY;BYDAY=MO,TH"
    with pytest.raises(IndexError):
        weekly(7)
