from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithway.gatherings.importing.problems import RowRefused
from kithway.gatherings.importing.reading.month_days import month_rule
from kithway.gatherings.importing.reading.times import (
    length,
    minutes_of_day,
    start_and_length,
    weekdays,
)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("19:00", 1140), ("19:00:00", 1140), ("7:00 PM", 1140), ("7:00pm", 1140), ("7 pm", 1140),
        ("7 p.m.", 1140), ("11:00 AM", 660), ("12:15 pm", 735), ("12:15 AM", 15), ("12 pm", 720),
        ("19.30", 1170), ("19h30", 1170), ("noon", 720), ("Midnight", 0), ("00:00", 0),
        ("24:00", 1440), ("9:05", 545), ("19:00 PM", 1140), ("", None), (None, None), ("TBA", None),
        (time(18, 30), 1110), (datetime(2026, 1, 1, 6, 0), 360), (0.75, 1080),
        (timedelta(hours=8), 480),
    ],
)  # fmt: skip
def test_times_as_people_write_them(text: object, minutes: int | None) -> None:
    assert minutes_of_day(text, "time") == minutes


@pytest.mark.parametrize("text", ["25:00", "19:75", "13 am", "soon", "24:01", "7", "-3:00", "0 pm"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(RowRefused) as refusal:
        minutes_of_day(text, "time")
    assert refusal.value.field == "time"


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("19:00", "20:30", (1140, 90)), ("23:30", "00:30", (1410, 60)),
        ("09:30", "22:30", (570, 780)),
        ("22:30", "09:30", (1350, 660)), ("20:00", "20:00", (1200, 60)),
        ("20:00", None, (1200, 60)),
        ("7:00 PM - 8:30 PM", "", (1140, 90)), ("7 - 8:30 pm", None, (1140, 90)),
        ("23:00", "24:00", (1380, 60)), (None, "20:00", (None, 60)),
    ],
)  # fmt: skip
def test_an_end_before_the_start_is_past_midnight(
    start: str, end: str, found: tuple[int | None, int]
) -> None:
    assert start_and_length(start, end) == found


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (0, (6,)), (6, (5,)), ("0", (6,)), ("1", (0,)), ([6], (5,)), ([1, 3], (0, 2)),
        ("Monday", (0,)), ("Mon, Wed", (0, 2)), ("lunes", (0,)), ("miércoles", (2,)),
        ("lundi et jeudi", (0, 3)), ("Mon-Fri", (0, 1, 2, 3, 4)), ("Fri to Sun", (4, 5, 6)),
        ("Sat-Mon", (0, 5, 6)), ("Daily", (0, 1, 2, 3, 4, 5, 6)), ("TUES & THURS", (1, 3)),
        ("Sundays", (6,)), (None, ()), ("", ()), ([], ()), ("by appointment", ()), (1.0, (0,)),
        ("Every Thursday", (3,)), ("every Wed", (2,)), ("Each Mon and every Wed", (0, 2)),
        ("on Fridays", (4,)), ("Weekly on Tuesday", (1,)), ("every Mon-Fri", (0, 1, 2, 3, 4)),
        ("todos los jueves", (3,)), ("cada miércoles", (2,)), ("chaque lundi", (0,)),
        ("tous les mardis", (1,)),
    ],
)  # fmt: skip
def test_days_as_people_write_them(days: object, found: tuple[int, ...]) -> None:
    assert weekdays(days) == found


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1st Saturday", "1SA"), ("First Monday", "1MO"), ("2nd and 4th Tuesday", "2TU,4TU"),
        ("2nd & 4th Tuesdays of the month", "2TU,4TU"), ("Last Friday of each month", "-1FR"),
        ("1st, 3rd, 5th Wed", "1WE,3WE,5WE"), ("every first Monday", "1MO"),
        ("every 2nd Thursday of the month", "2TH"), ("Every 1st and 3rd Sunday", "1SU,3SU"),
        ("1st Mon and 3rd Thu", "1MO,3TH"), ("first Monday and Tuesday", "1MO,1TU"),
        ("Monthly on the third Saturday", "3SA"), ("primer lunes del mes", "1MO"),
        ("último viernes", "-1FR"), ("2e et 4e mardi", "2TU,4TU"),
        ("dernier jeudi du mois", "-1TH"),
    ],
)  # fmt: skip
def test_days_of_the_month_as_people_write_them(text: str, days: str) -> None:
    assert month_rule(text) == f"FREQ=MONTHLY;BYDAY={days}"


@pytest.mark.parametrize(
    "text", ["", "Every Thursday", "Mon, Wed", "1", "2nd", "Monday 1st", "1st Funday", "3rd and"]
)
def test_what_names_no_day_of_the_month(text: str) -> None:
    assert month_rule(text) == ""


@pytest.mark.parametrize("text", ["every 2nd Thursday", "Every third Friday"])
def test_every_second_may_mean_two_things(text: str) -> None:
    with pytest.raises(RowRefused, match="may be every few weeks, or once a month"):
        month_rule(text)


@pytest.mark.parametrize(
    "text", ["Every other Thursday", "biweekly Monday", "cada dos jueves", "un lundi sur deux"]
)
def test_every_other_week_is_to_be_added_by_hand(text: str) -> None:
    with pytest.raises(RowRefused) as refusal:
        weekdays(text)
    assert refusal.value.reason == (
        f"“{text}”: a list does not say with which week it begins. "
        "Add this one by hand, as “Every two weeks”."
    )


def test_the_number_of_sunday_is_said() -> None:
    assert weekdays("1", 1) == (6,)
    assert weekdays("7", 1) == (5,)
    with pytest.raises(RowRefused):
        weekdays("7", 0)
    with pytest.raises(RowRefused):
        weekdays("0", 1)


@pytest.mark.parametrize("day", [7, -1, "Funday", "Mon, Someday", [9], "1.5"])
def test_what_is_no_day_is_refused(day: object) -> None:
    with pytest.raises(RowRefused):
        weekdays(day)


@given(st.integers(0, 1439), st.integers(0, 1439))
def test_lengths_stay_within_a_day(start: int, end: int) -> None:
    begun, minutes = start_and_length(
        f"{start // 60:02}:{start % 60:02}", f"{end // 60:02}:{end % 60:02}"
    )
    assert begun == start
    assert 1 <= minutes < 1440
    assert (start + minutes) % 1440 == (end if end != start else (start + 60) % 1440)


def test_lengths_written_out() -> None:
    assert [length(text) for text in ("01:30:00", "1:15", "90", "00:00:00", "", "99:00:00")] == [
        90, 75, 90, 60, 60, 1440,
    ]  # fmt: skip


@pytest.mark.parametrize("day", [datetime(2026, 12, 24), datetime(2026, 12, 24).date()])
def test_a_date_is_no_day_of_every_week(day: object) -> None:
    with pytest.raises(RowRefused) as refusal:
        weekdays(day)
    assert (refusal.value.field, "2026-12-24 is a date" in refusal.value.reason) == ("day", True)
