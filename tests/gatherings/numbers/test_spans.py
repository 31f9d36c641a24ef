"""Spans of the calendar: they follow each other without a gap, and each has a year before."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithway.gatherings.numbers.spans import (
    FEWEST,
    MONTHS,
    Span,
    difference,
    guarded,
    half_hours,
    read_span,
    span_of,
)

DAYS = st.dates(date(2001, 1, 1), date(2199, 12, 31))
UNITS = st.sampled_from(sorted(MONTHS))


@given(DAYS, UNITS, st.integers(-30, 30))
def test_spans_lie_end_to_end(day: date, unit: str, by: int) -> None:
    span = span_of(unit, day)
    assert span.first <= day < span.until
    assert span.moved(1).first == span.until
    assert span.moved(by).moved(-by) == span
    assert span.moved(12 // MONTHS[unit] * -1) == span.a_year_before()
    assert (span.until.year * 12 + span.until.month) - (
        span.first.year * 12 + span.first.month
    ) == MONTHS[unit]


@given(DAYS, UNITS)
def test_a_code_names_its_span(day: date, unit: str) -> None:
    span = span_of(unit, day)
    assert read_span(span.code) == span


@given(DAYS, UNITS, UNITS)
def test_another_width_has_the_last_day(day: date, unit: str, other: str) -> None:
    span = span_of(unit, day)
    last = span.until - timedelta(days=1)
    assert span.widened(other) == span_of(other, last)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "2026-q5",
        "2026-q0",
        "2026-13",
        "2026-00",
        "1999",
        "2201",
        "26",
        "2026-Q3",
        "2026-7",
        "٢٠٢٦",
    ],
)
def test_other_codes_name_nothing(code: str) -> None:
    assert read_span(code) is None


def test_spans_by_name() -> None:
    assert read_span("2026-q3") == Span("quarter", 2026, 3)
    assert Span("quarter", 2026, 1).moved(-1).code == "2025-q4"
    assert Span("month", 2026, 12).until == date(2027, 1, 1)


@given(st.none() | st.integers(0, 9999), st.none() | st.integers(0, 9999))
def test_nothing_is_guessed(now: int | None, before: int | None) -> None:
    more = difference(now, before)
    assert (more is None) == (now is None or before is None)
    assert more is None or before + more == now


@given(st.lists(st.integers(0, 40), max_size=12))
def test_no_two_sums_differ_by_what_may_not_be_shown(months: list[int]) -> None:
    whole = guarded(months)
    parts = [shown for month in months if (shown := guarded([month])) is not None]
    assert whole == (sum(parts) if parts else None)
    assert all(part >= FEWEST for part in parts)


def test_hours_to_the_half() -> None:
    assert [half_hours(minutes) for minutes in (0, 14, 16, 95, 600)] == [0, 0, 0.5, 1.5, 10]
