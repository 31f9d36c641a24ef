from datetime import date

import pytest

from kithway.demo.holidays import next_holiday


@pytest.mark.parametrize(
    ("after", "day", "name"),
    [
        (date(2026, 11, 22), date(2026, 11, 26), "Thanksgiving"),
        (date(2026, 11, 26), date(2026, 12, 25), "Christmas Day"),
        (date(2026, 12, 25), date(2027, 1, 1), "New Year's Day"),
        (date(2027, 1, 1), date(2027, 1, 18), "Martin Luther King Jr. Day"),
        (date(2026, 5, 1), date(2026, 5, 25), "Memorial Day"),
        (date(2027, 5, 1), date(2027, 5, 31), "Memorial Day"),
        (date(2026, 9, 1), date(2026, 9, 7), "Labor Day"),
    ],
)
def test_next_holiday(after: date, day: date, name: str) -> None:
    assert next_holiday(after) == (day, name)
