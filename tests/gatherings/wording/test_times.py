from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithway.gatherings.wording import (
    clock_time,
    day_name,
    days_ago,
    soon_name,
    time_range,
)
from kithway.ui import clock

THURSDAY = date(2026, 11, 26)


def at(hour: int, minute: int = 0, day: int = 26) -> datetime:
    return datetime(2026, 11, day, hour, minute)


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        (at(18), at(19, 30), "6:00–7:30 pm"),
        (at(9, 15), at(10), "9:15–10:00 am"),
        (at(11), at(13), "11:00 am – 1:00 pm"),
        (at(0), at(0, 30), "12:00–12:30 am"),
        (at(12), at(13), "12:00–1:00 pm"),
        (at(23), at(1, 0, 27), "11:00 pm – 1:00 am"),
        (at(18), at(18, 0, 27), "6:00 pm – 6:00 pm the next day"),
    ],
)
def test_time_range(starts: datetime, ends: datetime, words: str) -> None:
    assert time_range(starts, ends) == words


def test_a_language_of_the_24_hour_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_clock", lambda language: "24")
    assert time_range(at(18), at(19, 30)) == "18:00–19:30"
    assert time_range(at(9), at(13)) == "09:00–13:00"
    assert clock_time(time(7, 5)) == "07:05"


@pytest.mark.parametrize(
    ("day", "evening", "words"),
    [
        (THURSDAY, False, "Today, Thursday 26 November"),
        (THURSDAY, True, "Tonight, Thursday 26 November"),
        (date(2026, 11, 27), True, "Tomorrow, Friday 27 November"),
        (date(2026, 11, 25), False, "Yesterday, Wednesday 25 November"),
        (date(2026, 12, 3), False, "Thursday 3 December"),
        (date(2027, 1, 1), False, "Friday 1 January"),
        (date(2027, 6, 1), False, "Tuesday 1 June 2027"),
        (date(2026, 3, 5), False, "Thursday 5 March 2026"),
    ],
)
def test_day_name(day: date, evening: bool, words: str) -> None:
    assert day_name(day, THURSDAY, evening=evening) == words


def test_soon_name() -> None:
    assert soon_name(at(18), THURSDAY) == "Tonight"
    assert soon_name(at(16, 59), THURSDAY) == "Today"
    assert soon_name(at(9, 0, 27), THURSDAY) == "Tomorrow"
    assert soon_name(at(9, 0, 28), THURSDAY) == "Saturday 28 November"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-1, "today"),
        (0, "today"),
        (1, "yesterday"),
        (2, "2 days ago"),
        (13, "13 days ago"),
        (14, "2 weeks ago"),
        (62, "8 weeks ago"),
        (63, "2 months ago"),
        (364, "12 months ago"),
        (365, "over a year ago"),
    ],
)
def test_days_ago(days: int, words: str) -> None:
    assert days_ago(THURSDAY - timedelta(days=days), THURSDAY) == words


@given(st.datetimes(), st.integers(1, 1440))
def test_a_range_tells_both_times_and_half_of_day(starts: datetime, minutes: int) -> None:
    if starts.year > 9000:
        starts = starts.replace(year=9000)
    ends = starts + timedelta(minutes=minutes)
    words = time_range(starts, ends)
    start = words.replace(" the next day", "").split("–")[0].strip()
    last = words.split("–")[1].strip().removesuffix(" the next day")
    assert last == clock_time(ends)
    assert start in (clock_time(starts), clock_time(starts)[:-3])
    if start != clock_time(starts):
        assert clock_time(starts)[-2:] == last[-2:]
    assert words.endswith("the next day") == (minutes == 1440)


@given(st.dates(), st.dates())
def test_a_day_is_never_said_without_its_number_and_weekday(day: date, today: date) -> None:
    words = day_name(day, today)
    assert f"{day:%A} {day.day} {day:%B}" in words
    assert words.endswith(str(day.year)) == (abs(day - today) >= timedelta(days=180))
