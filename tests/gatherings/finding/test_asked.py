"""Whatever stands in an address is read or put aside, and spans go by the clocks of the place."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithway.gatherings.finding.asked import (
    CODE,
    DAYS,
    FACETS,
    MOST_CODES,
    SPANS,
    Asked,
    Problem,
    read,
    span,
)
from kithway.gatherings.views.finder import problem_words

NAMES = ("near", "within", "unit", "from", "days", "q", "sort", "page", *FACETS)
awkward = st.sampled_from(
    ["nan", "inf", "-inf", "-1", "0", "1e999", "1_000", "٣", "9" * 400, "9999-12-31", "0001-01-01",
     "2026-02-30", "2026-W48-4", "20261126", "\x00", "a\x00b", "<script>", "%(given)s", "{}", "'",
     ",,,", "This Week", "TONIGHT", "a" * 5000, "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}"]
)  # fmt: skip
values = st.lists(st.one_of(awkward, st.text(max_size=20)), max_size=4)
questions = st.dictionaries(st.sampled_from(NAMES), values)
NOW = datetime(2026, 11, 26, 17, tzinfo=UTC)


def asked(**given: str) -> Asked:
    return read(lambda name: [given[name]] if name in given else [])


@settings(max_examples=100, deadline=None)
@given(questions, st.sampled_from(["America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago"]))
def test_anything_is_read_and_what_is_put_aside_is_said(
    question: dict[str, list[str]], zone: str
) -> None:
    found = read(lambda name: question.get(name, []))
    for problem in found.problems:
        words = problem_words(problem)
        assert problem.given in words
        assert len(problem.given) <= 80
    measured = found.measured("mi")
    assert 0 < measured.within_km < 161
    assert 0 <= found.days <= 91
    assert 1 <= found.page <= 1000
    for codes in found.facets.values():
        assert 0 < len(codes) <= MOST_CODES
        assert all(CODE.fullmatch(code) for code in codes)
    when = span(found, ZoneInfo(zone), NOW)
    assert when.since <= when.until
    assert when.since >= NOW - timedelta(hours=3)
    assert when.ending_after == NOW


@pytest.mark.parametrize("reason", ["unknown", "number", "day", "choice"])
def test_every_reason_has_words(reason: str) -> None:
    assert "“100%(d)s”" in problem_words(Problem("days", "100%(d)s", reason))


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"within": "near"}, Problem("within", "near", "number")),
        ({"within": "nan"}, Problem("within", "nan", "number")),
        ({"within": "0"}, Problem("within", "0", "number")),
        ({"days": "92"}, Problem("days", "92", "number")),
        ({"page": "-1"}, Problem("page", "-1", "number")),
        ({"unit": "leagues"}, Problem("unit", "leagues", "choice")),
        ({"sort": "best"}, Problem("sort", "best", "choice")),
        ({"from": "someday"}, Problem("from", "someday", "day")),
        ({"from": "9999-12-31"}, Problem("from", "9999-12-31", "day")),
        ({"from": "0001-01-01"}, Problem("from", "0001-01-01", "day")),
        ({"kind": "Two words"}, Problem("kind", "two words", "choice")),
    ],
)
def test_what_cannot_be_read_is_put_aside(given: dict[str, str], problem: Problem) -> None:
    assert asked(**given) == Asked(problems=(problem,))


def test_a_question_is_read() -> None:
    question = {
        "near": ["  Worcester,   MA "],
        "within": ["2.5"],
        "unit": ["KM"],
        "from": ["This week"],
        "days": ["3"],
        "kind": ["creative,movement", "creative"],
        "q": ["drum"],
        "sort": ["nearest"],
        "page": ["2"],
    }
    assert read(lambda name: question.get(name, [])) == Asked(
        near="Worcester, MA", within=2.5, unit="km", start="this-week", days=3,
        facets={"kind": ("creative", "movement")}, words="drum", sort="nearest", page=2,
    )  # fmt: skip


def test_the_circle_that_is_said_is_the_circle_that_is_searched() -> None:
    assert asked(within="200", unit="mi").measured("km").within_text == "100"
    assert asked(within="100", unit="mi").measured("km").within_km == pytest.approx(160.9344)
    assert asked(within="200").measured("km").within_km == 160
    assert (asked().measured("mi").within, asked().measured("km").within) == (10, 15)


NY = "America/New_York"


@pytest.mark.parametrize(
    ("zone", "local", "given", "since", "until"),
    [
        # Thursday noon; "now" reaches back to what is under way.
        (NY, "2026-11-26T12:00", {"from": "now"}, "2026-11-26T09:00", "2026-11-26T14:00"),
        (NY, "2026-11-26T12:00", {"from": "today"}, "2026-11-26T09:00", "2026-11-27T00:00"),
        (NY, "2026-11-26T01:00", {"from": "today"}, "2026-11-26T00:00", "2026-11-27T00:00"),
        (NY, "2026-11-26T12:00", {"from": "tonight"}, "2026-11-26T17:00", "2026-11-27T04:00"),
        (NY, "2026-11-26T23:30", {"from": "tonight"}, "2026-11-26T20:30", "2026-11-27T04:00"),
        (NY, "2026-11-26T01:00", {"from": "tonight"}, "2026-11-26T17:00", "2026-11-27T04:00"),
        (NY, "2026-11-26T12:00", {"from": "tomorrow"}, "2026-11-27T00:00", "2026-11-28T00:00"),
        (NY, "2026-11-26T12:00", {"from": "thursday"}, "2026-11-26T09:00", "2026-11-27T00:00"),
        (NY, "2026-11-26T12:00", {"from": "friday"}, "2026-11-27T00:00", "2026-11-28T00:00"),
        (NY, "2026-11-26T12:00", {"from": "wednesday"}, "2026-12-02T00:00", "2026-12-03T00:00"),
        (NY, "2026-11-26T12:00", {}, "2026-11-26T09:00", "2026-12-03T00:00"),
        (NY, "2026-11-26T12:00", {"from": "this-week"}, "2026-11-26T09:00", "2026-12-03T00:00"),
        (NY, "2026-11-26T12:00", {"days": "2"}, "2026-11-26T09:00", "2026-11-28T00:00"),
        (NY, "2026-11-26T12:00", {"from": "friday", "days": "2"}, "2026-11-27T00:00",
         "2026-11-29T00:00"),
        (NY, "2026-11-26T12:00", {"from": "2026-12-24"}, "2026-12-24T00:00",
         "2026-12-31T00:00"),
        # It is still Thursday in Pago Pago, and Friday already in Kiritimati.
        ("Pacific/Pago_Pago", "2026-11-26T23:00", {"from": "tomorrow"}, "2026-11-27T00:00",
         "2026-11-28T00:00"),
        ("Pacific/Kiritimati", "2026-11-27T23:00", {"from": "tomorrow"}, "2026-11-28T00:00",
         "2026-11-29T00:00"),
        # A day of 23 hours, one of 25, and one that begins at one o'clock.
        (NY, "2026-03-07T12:00", {"from": "tomorrow"}, "2026-03-08T00:00", "2026-03-09T00:00"),
        (NY, "2026-10-31T12:00", {"from": "sunday"}, "2026-11-01T00:00", "2026-11-02T00:00"),
        ("America/Havana", "2026-03-07T12:00", {"from": "sunday"}, "2026-03-08T01:00",
         "2026-03-09T00:00"),
    ],
)  # fmt: skip
def test_spans_go_by_the_clocks_of_the_place(
    zone: str, local: str, given: dict[str, str], since: str, until: str
) -> None:
    there = ZoneInfo(zone)
    found = span(asked(**given), there, datetime.fromisoformat(local).replace(tzinfo=there))
    shown = [
        each.astimezone(there).strftime("%Y-%m-%dT%H:%M") for each in (found.since, found.until)
    ]
    assert shown == [since, until]


@pytest.mark.parametrize("name", SPANS)
def test_each_span_has_a_length_in_every_season(name: str) -> None:
    zone = ZoneInfo("Australia/Lord_Howe")
    for day in range(0, 366, 5):
        now = NOW + timedelta(days=day)
        found = span(Asked(start=name), zone, now)
        local = now.astimezone(zone)
        hours = (found.until - found.since) / timedelta(hours=1)
        days = {"this-week": 7, "four-weeks": 28}.get(name, 1)
        # The clocks may go back an hour.
        assert 0 < hours <= 24 * days + 1
        if name in DAYS:
            assert found.since.astimezone(zone).strftime("%A").lower() == name
            assert (found.since.astimezone(zone).date() - local.date()).days in range(7)


def test_a_day_long_past_is_an_empty_span() -> None:
    found = span(Asked(start="1900-01-01"), ZoneInfo(NY), NOW)
    assert found.since == found.until
