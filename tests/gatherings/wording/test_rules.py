from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithway.gatherings.recurrence import weekly
from kithway.gatherings.wording import rule_words

FIRST = date(2026, 11, 26)
POLITE = "On set dates: see the next ones below"


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("", "Once, on Thursday 26 November 2026"),
        (weekly(3), "Every Thursday"),
        (weekly(2, 0), "Mondays and Wednesdays"),
        (weekly(0, 2, 5), "Mondays, Wednesdays and Saturdays"),
        (weekly(0, 1, 2, 3, 4), "Monday to Friday"),
        (weekly(*range(7)), "Every day"),
        ("FREQ=WEEKLY", "Every Thursday"),
        ("RRULE:FREQ=WEEKLY;BYDAY=TH;WKST=SU", "Every Thursday"),
        ("freq=weekly;byday=th", "Every Thursday"),
        ("FREQ=DAILY", "Every day"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "Every other Thursday"),
        ("FREQ=MONTHLY;BYDAY=2TH,4TH", "2nd and 4th Thursday"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "Last Friday of the month"),
        ("FREQ=MONTHLY;BYDAY=+1TH", "1st Thursday of the month"),
        ("FREQ=MONTHLY;BYDAY=TH;BYSETPOS=2", "2nd Thursday of the month"),
        ("FREQ=MONTHLY;BYDAY=1MO,3TH", "1st Monday and 3rd Thursday"),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU", "2nd Tuesday of every 3 months"),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "On day 15 of the month"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "On day 1 and 15 of the month"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "On the last day of the month"),
        ("FREQ=MONTHLY", "On day 26 of the month"),
        ("FREQ=MONTHLY;INTERVAL=2", "On day 26 of the month, every 2 months"),
        ("FREQ=DAILY;INTERVAL=3", "Every 3 days"),
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=MO", "Every 3 weeks on Monday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,MO", "Every 2 weeks on Monday and Thursday"),
        ("FREQ=WEEKLY;INTERVAL=1;BYDAY=TH", "Every Thursday"),
        ("FREQ=YEARLY", "Every year on 26 November"),
        ("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "4th Thursday of November, every year"),
        ("FREQ=WEEKLY;BYDAY=TH;COUNT=6", "Every Thursday, 6 times"),
        ("FREQ=WEEKLY;BYDAY=TH;COUNT=1", "Every Thursday, 1 time"),
        ("FREQ=WEEKLY;BYDAY=TH;UNTIL=20270312", "Every Thursday, until Friday 12 March"),
        (
            "FREQ=WEEKLY;BYDAY=TH;UNTIL=20290312T235959Z",
            "Every Thursday, until Monday 12 March 2029",
        ),
    ],
)
def test_rule_words(rule: str, words: str) -> None:
    assert rule_words(rule, FIRST) == words


def test_with_its_time_its_first_day_and_its_last() -> None:
    six = {"start": time(18), "minutes": 90}
    fourth = "FREQ=MONTHLY;BYDAY=2TH,4TH"
    assert rule_words(fourth, FIRST, **six) == "2nd and 4th Thursday, 6:00–7:30 pm"
    assert rule_words(weekly(3), FIRST, **six, today=date(2026, 11, 1)) == (
        "Every Thursday, 6:00–7:30 pm, from Thursday 26 November"
    )
    assert rule_words(weekly(3), FIRST, today=date(2027, 1, 1), last_day=date(2027, 1, 7)) == (
        "Every Thursday, until Thursday 7 January"
    )
    ends = f"{weekly(3)};UNTIL=20270301"
    assert rule_words(ends, FIRST, last_day=date(2027, 1, 7)) == (
        "Every Thursday, until Thursday 7 January"
    )


def test_chosen_dates() -> None:
    extra = ["2027-01-07T18:00", "2026-12-03T18:00"]
    six = {"start": time(18), "minutes": 90, "extra": extra}
    assert rule_words("", FIRST, **six, today=FIRST) == (
        "On Thursday 26 November and 2 more dates, 6:00–7:30 pm"
    )
    later = date(2026, 11, 30)
    assert rule_words("", FIRST, **six, today=later) == (
        "On Thursday 3 December and 1 more date, 6:00–7:30 pm"
    )
    assert rule_words("", FIRST, **six, today=date(2027, 1, 1)) == (
        "On Thursday 7 January, 6:00–7:30 pm"
    )
    # Past, they are counted from the first.
    assert rule_words("", FIRST, extra=extra, today=date(2028, 1, 1)) == (
        "On Thursday 26 November 2026 and 2 more dates"
    )
    at_ten = {**six, "extra": ["2026-12-03T10:00"]}
    assert rule_words("", FIRST, **at_ten, today=FIRST) == "On Thursday 26 November and 1 more date"


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY;BYDAY=TH;COUNT=x",
        "FREQ=WEEKLY;BYDAY=1TH",
        "FREQ=WEEKLY;BYDAY=TH;BYMONTH=11",
        "FREQ=WEEKLY;BYDAY=TH;BYHOUR=9,17",
        "FREQ=MONTHLY;BYDAY=TH",
        "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1",
        "FREQ=MONTHLY;BYMONTHDAY=-2",
        "FREQ=YEARLY;INTERVAL=2",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=YEARLY;BYDAY=20MO",
        "FREQ=WEEKLY;BYDAY=TH\nEXDATE:20261126T180000",
        "nonsense",
    ],
)
def test_what_has_no_plain_words_is_not_said_wrongly(rule: str) -> None:
    assert rule_words(rule, FIRST) == POLITE


def test_no_date_is_by_appointment() -> None:
    assert rule_words("", None) == "By appointment"


@given(st.text(), st.dates())
def test_any_text_gives_words(rule: str, first: date) -> None:
    assert rule_words(rule, first).strip()


@given(st.sets(st.integers(0, 6), min_size=1))
def test_a_weekly_rule_never_falls_back(days: set[int]) -> None:
    assert rule_words(weekly(*days), FIRST) != POLITE
