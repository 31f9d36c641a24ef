from datetime import date

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
        ("FREQ=MONTHLY;BYDAY=2TH,4TH", "The second and fourth Thursday of the month"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "The last Friday of the month"),
    ],
)
def test_rule_words(rule: str, words: str) -> None:
    assert rule_words(rule, FIRST) == words


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;INTERVAL=3",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
        "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO",
        "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270101T000000Z",
        "FREQ=WEEKLY;BYDAY=TH;COUNT=3",
        "FREQ=WEEKLY;BYDAY=1TH",
        "FREQ=MONTHLY;BYDAY=TH",
        "FREQ=MONTHLY;BYDAY=1TH,2FR",
        "FREQ=MONTHLY;BYMONTHDAY=15",
        "FREQ=YEARLY",
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
