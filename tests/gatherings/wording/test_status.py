from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithway.gatherings.recurrence import weekly
from kithway.gatherings.wording import TONES, Status, StatusFacts, status_words

NOW = datetime(2026, 11, 26, 12, tzinfo=ZoneInfo("America/New_York"))
WEEKLY = weekly(3)


def ago(days: int) -> datetime:
    return (NOW - timedelta(days=days)).astimezone(UTC)


@pytest.mark.parametrize(
    ("facts", "text", "tone"),
    [
        (StatusFacts(WEEKLY, confirmed_at=ago(0)), "confirmed today", "sure"),
        (StatusFacts(WEEKLY, ago(2), "Dara"), "confirmed 2 days ago by Dara", "sure"),
        (StatusFacts(WEEKLY, last_held_at=ago(6)), "weekly, last held 6 days ago", "plain"),
        (StatusFacts(WEEKLY, last_held_at=ago(35)), "weekly, last held 5 weeks ago", "unsure"),
        (StatusFacts(WEEKLY), "weekly, not yet confirmed", "plain"),
        (StatusFacts(""), "not yet confirmed", "plain"),
        (StatusFacts(f"{WEEKLY};INTERVAL=2", last_held_at=ago(6)), "last held 6 days ago", "plain"),
        (
            StatusFacts(f"{WEEKLY};INTERVAL=1", last_held_at=ago(6)),
            "weekly, last held 6 days ago",
            "plain",
        ),
        (StatusFacts("FREQ=MONTHLY", last_held_at=ago(35)), "last held 5 weeks ago", "plain"),
        (StatusFacts(WEEKLY, cancelled_at=ago(1)), "cancelled", "off"),
        (
            StatusFacts(WEEKLY, ago(2), cancelled_at=ago(1), cancelled_because="Dara is unwell"),
            "cancelled: Dara is unwell",
            "off",
        ),
        (
            StatusFacts(WEEKLY, closed=True, closed_because="Thanksgiving"),
            "closed that day: Thanksgiving",
            "off",
        ),
        (StatusFacts(WEEKLY, closed=True), "closed that day", "off"),
        (StatusFacts(WEEKLY, shut_since=ago(9)), "the place is closed for now", "off"),
        (StatusFacts(WEEKLY, ago(2), shut_since=ago(9)), "confirmed 2 days ago", "sure"),
        (StatusFacts(WEEKLY, ago(9), shut_since=ago(2)), "the place is closed for now", "off"),
        (
            StatusFacts(WEEKLY, missing_since=ago(2)),
            "no longer on the list it came from; call or ask before you go",
            "unsure",
        ),
        (StatusFacts(WEEKLY, ago(1), missing_since=ago(2)), "confirmed yesterday", "sure"),
        (
            StatusFacts(WEEKLY, last_held_at=ago(130), silent_since=ago(130)),
            "nobody has confirmed this for 4 months; call or ask before you go",
            "faded",
        ),
        (
            StatusFacts("", silent_since=ago(1)),
            "nobody has confirmed this for 1 day; call or ask before you go",
            "faded",
        ),
        (StatusFacts(WEEKLY, ago(2), silent_since=ago(99)), "confirmed 2 days ago", "sure"),
        (StatusFacts(WEEKLY, cancelled_at=ago(1), silent_since=ago(99)), "cancelled", "off"),
        (
            StatusFacts(
                WEEKLY, changed_at=ago(1), changed_because="in the park", silent_since=ago(9)
            ),
            "different this time: in the park",
            "changed",
        ),
        (StatusFacts(WEEKLY, changed_at=ago(1)), "different this time", "changed"),
        (StatusFacts(WEEKLY, ended_at=ago(2)), "no longer held", "off"),
        (StatusFacts(WEEKLY, ago(9), over=True), "this date is past", "plain"),
        (StatusFacts(WEEKLY, cancelled_at=ago(9), over=True), "cancelled", "off"),
    ],
)
def test_status_words(facts: StatusFacts, text: str, tone: str) -> None:
    assert status_words(facts, NOW) == Status(text, tone)


def test_today_is_the_day_where_the_gathering_is() -> None:
    late = datetime(2026, 11, 27, 4, 30, tzinfo=UTC)  # 11:30 pm on the 26th in New York
    facts = StatusFacts(confirmed_at=datetime(2026, 11, 26, 13, tzinfo=UTC))
    assert status_words(facts, late.astimezone(NOW.tzinfo)).text == "confirmed today"
    assert status_words(facts, late).text == "confirmed yesterday"


moments = st.none() | st.datetimes(
    datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)
)


@given(
    st.builds(
        StatusFacts,
        rule=st.sampled_from(["", WEEKLY, "FREQ=MONTHLY"]),
        confirmed_at=moments,
        confirmed_by=st.sampled_from(["", "Dara"]),
        cancelled_at=moments,
        cancelled_because=st.sampled_from(["", "ill"]),
        closed=st.booleans(),
        closed_because=st.sampled_from(["", "holiday"]),
        last_held_at=moments,
        shut_since=moments,
        missing_since=moments,
        ended_at=moments,
        over=st.booleans(),
        changed_at=moments,
        changed_because=st.sampled_from(["", "in the park"]),
        usual=st.just("2026-11-26T18:00"),
        moved_to=st.sampled_from(["", "2026-11-26T19:00", "2026-11-27T18:00"]),
        elsewhere=st.booleans(),
        silent_since=moments,
    )
)
def test_nothing_cancelled_is_said_to_be_held(facts: StatusFacts) -> None:
    status = status_words(facts, NOW)
    assert status.tone in TONES
    assert status.text
    if facts.cancelled_at or facts.closed:
        assert status.tone == "off"
    if status.tone == "faded":
        assert facts.silent_since is not None
        assert (facts.confirmed_at, facts.changed_at) == (None, None)
    if status.tone == "sure":
        assert facts.confirmed_at is not None
        assert not any((facts.cancelled_at, facts.closed, facts.ended_at, facts.over))
