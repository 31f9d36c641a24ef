"""Lists read again and again: only what is newer, nothing by halves, the last good one kept."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from kithway.community.models import Community
from kithway.gatherings.actions import cancel_date
from kithway.gatherings.importing.problems import ListRefused
from kithway.gatherings.models import Gathering, Refresh, Source, Subscription
from kithway.gatherings.subscribing import (
    end_subscription,
    list_title,
    map_list,
    read_now,
    refresh_due,
    refresh_words,
    state_words,
    subscribe,
)
from tests.gatherings.importing.ical.making import calendar, changed, event, once
from tests.gatherings.subscribing.serving import Listed, one_list

pytestmark = pytest.mark.usefixtures("thursday")
READY = {"otherwise": "new"}
NEXT = "2026-12-03T18:00"


@pytest.fixture
def listed(settings: Settings) -> Iterator[Listed]:
    settings.LISTS_FROM_HERE = True
    with one_list() as listed:
        listed.body = calendar(event())
        yield listed


@pytest.fixture
def subscription(community: Community, listed: Listed) -> Subscription:
    return subscribe(community=community, url=listed.url, mapping=READY, by=None)


def again(subscription: Subscription) -> list[str]:
    """Read now; what it changed, in words."""
    read_now(subscription=subscription, by=None)
    assert refresh_due() == 1
    subscription.refresh_from_db()
    return refresh_words(subscription.refreshes.first())


def test_the_first_reading(subscription: Subscription) -> None:
    assert again(subscription) == ["Evening Circle is new."]
    assert Gathering.objects.get().name == "Evening Circle"
    assert (subscription.problem, subscription.attempts, subscription.leased_until) == ("", 0, None)
    assert subscription.due_at == timezone.now() + timedelta(hours=6)
    assert refresh_due() == 0


def test_nothing_is_shown_before_somebody_said_what_is_what(
    community: Community, listed: Listed
) -> None:
    listed.body = calendar(event(), once("20261212", UID="x", SUMMARY="Party", LOCATION="Barn"))
    subscription = subscribe(community=community, url=listed.url, by=None)
    assert again(subscription) == [
        "2 gatherings were found. They wait for you to say what is what."
    ]
    assert Gathering.objects.count() == 0
    found = Source.objects.get().mapping["found"]
    assert (found["format"], found["count"]) == ("ical", 2)
    assert found["titles"] == {"Evening Circle": 1, "Party": 1}
    assert set(found["locations"]) == {"Mill House, 12 Weir St, Worcester, MA 01608", "Barn"}
    said = {"otherwise": "none", "events": {"Party": {"left_out": True}}}
    map_list(source=subscription.source, mapping=said, master="here", by=None)
    assert refresh_due() == 1
    assert Gathering.objects.get().name == "Evening Circle"
    assert Source.objects.get().mapping["found"]["unmapped"] == [
        "Mill House, 12 Weir St, Worcester, MA 01608"
    ]


def test_asks_only_for_what_is_newer(subscription: Subscription, listed: Listed) -> None:
    listed.headers = {"ETag": '"one"', "Last-Modified": "Thu, 26 Nov 2026 10:00:00 GMT"}
    again(subscription)
    assert again(subscription) == ["As it was before."]
    assert "if-none-match" not in listed.asked[0]
    assert listed.asked[1]["if-none-match"] == '"one"'
    assert listed.asked[1]["if-modified-since"] == "Thu, 26 Nov 2026 10:00:00 GMT"


def test_the_moment_of_asking_is_no_change(subscription: Subscription, listed: Listed) -> None:
    listed.body = calendar(event(DTSTAMP="20261126T100000Z"))
    again(subscription)
    digest = subscription.digest
    listed.body = calendar(event(DTSTAMP="20261126T110000Z"))
    assert again(subscription) == ["As it was before."]
    assert subscription.digest == digest


def test_what_changed_is_said_in_words(subscription: Subscription, listed: Listed) -> None:
    again(subscription)
    listed.body = calendar(
        event(LOCATION="Barn"),
        changed("20261203", "190000", LOCATION="Barn"),
        once("20261212", UID="x", SUMMARY="Party"),
    )
    assert again(subscription) == [
        "Evening Circle is held elsewhere, or in another way.",
        "Party is new.",
        "Evening Circle is different on Thursday 3 December.",
    ]
    listed.body = calendar(event(LOCATION="Barn"))
    assert again(subscription) == [
        "Evening Circle is as usual again on Thursday 3 December.",
        "Party is no longer on the list. It stays until you look at it.",
    ]


def test_a_date_cancelled_here_stays_cancelled(subscription: Subscription, listed: Listed) -> None:
    again(subscription)
    gathering = Gathering.objects.get()
    cancel_date(gathering=gathering, recurrence_id=NEXT, because="Snow.", by=None)
    for body in (
        calendar(event(), changed("20261203", "190000")),
        calendar(event(SUMMARY="Circle")),
        calendar(event()),
    ):
        listed.body = body
        again(subscription)
        assert gathering.occurrences.get(recurrence_id=NEXT).status == "cancelled"


@pytest.mark.parametrize(
    ("body", "status", "why"),
    [
        (b"<html>Sign in</html>", 200, "This is a web page"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", 200, "The calendar breaks off"),
        (b"\x00\x01\x02", 200, "This is not a list"),
        (b"", 404, "The address answers 404"),
        (b"", 403, "it is not shared"),
        (b"", 500, "The address answers 500"),
    ],
)
def test_the_last_good_one_is_kept(
    subscription: Subscription, listed: Listed, body: bytes, status: int, why: str
) -> None:
    again(subscription)
    listed.body, listed.status = body, status
    said, reason = again(subscription)
    assert said == "Not read. Nothing was changed."
    assert why in reason
    assert Gathering.objects.get().missing_since is None
    assert subscription.due_at == timezone.now() + timedelta(minutes=5)
    now = timezone.now().astimezone(subscription.source.community.zone)
    assert "What was read before stays as it was" in state_words(subscription, now)
    listed.body, listed.status = calendar(event()), 200
    again(subscription)
    assert subscription.problem == ""


def test_a_shrunken_list_changes_nothing(subscription: Subscription, listed: Listed) -> None:
    listed.body = calendar(*(event(UID=f"u{n}", SUMMARY=f"Circle {n}") for n in range(12)))
    again(subscription)
    listed.body = calendar(event(UID="u0", SUMMARY="Circle 0"))
    _said, reason = again(subscription)
    assert "11 of the 12 gatherings" in reason
    assert Gathering.objects.exclude(missing_since=None).count() == 0


def test_failures_are_tried_again_ever_later(subscription: Subscription, listed: Listed) -> None:
    listed.status = 500
    waits = []
    for _ in range(10):
        again(subscription)
        waits.append((subscription.due_at - timezone.now()) // timedelta(minutes=1))
    assert waits == [5, 10, 20, 40, 80, 160, 320, 640, 1280, 1440]
    assert subscription.refreshes.count() == 1


def test_a_server_that_asks_for_time_gets_it(subscription: Subscription, listed: Listed) -> None:
    listed.status, listed.headers = 503, {"Retry-After": "7200"}
    again(subscription)
    assert subscription.due_at == timezone.now() + timedelta(hours=2)
    listed.headers = {"Retry-After": "99999999999"}
    again(subscription)
    assert subscription.due_at == timezone.now() + timedelta(days=1)


def test_a_worker_that_dies_is_followed_by_another(
    subscription: Subscription, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kithway.gatherings.subscribing import refreshing

    def dies(*args: object) -> None:
        raise KeyboardInterrupt

    real = refreshing._settle
    monkeypatch.setattr(refreshing, "_settle", dies)
    with pytest.raises(KeyboardInterrupt):
        refresh_due()
    monkeypatch.setattr(refreshing, "_settle", real)
    assert (refresh_due(), Gathering.objects.count()) == (0, 1)
    later = timezone.now() + timedelta(minutes=16)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert (refresh_due(), Gathering.objects.count()) == (1, 1)


def test_a_fault_of_ours_stops_nobody(
    subscription: Subscription, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from kithway.gatherings.subscribing import refreshing

    def breaks(*args: object) -> None:
        raise KeyError("s3cret")

    monkeypatch.setattr(refreshing, "read_list", breaks)
    with caplog.at_level(logging.DEBUG):
        assert again(subscription) == [
            "Not read. Nothing was changed.",
            "It could not be read, by a fault of ours.",
        ]
    assert "s3cret" not in caplog.text


def test_an_ended_one_is_read_no_more(subscription: Subscription, listed: Listed) -> None:
    again(subscription)
    end_subscription(subscription=subscription, by=None)
    read_now(subscription=subscription, by=None)
    assert (refresh_due(), Gathering.objects.count()) == (0, 1)
    subscribe(community=subscription.source.community, url=listed.url, by=None)
    assert (refresh_due(), Subscription.objects.count(), Source.objects.count()) == (1, 1, 1)


def test_the_address_is_a_secret(
    subscription: Subscription, listed: Listed, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        again(subscription)
        listed.status = 500
        again(subscription)
    source = Source.objects.get()
    assert source.name == list_title(source) == "127.0.0.1: River calendar"
    told = [source.name, str(source.mapping), caplog.text, subscription.problem]
    told += [str(refresh.report) for refresh in Refresh.objects.all()]
    assert [text for text in told if "s3cret" in text] == []


def test_a_list_that_was_brought_in_by_its_address_before(
    community: Community, listed: Listed
) -> None:
    source = Source.objects.create(community=community, name=listed.url)
    subscription = subscribe(community=community, url=listed.url, mapping=READY, by=None)
    assert (subscription.source, list_title(source)) == (source, "127.0.0.1/…")
    again(subscription)
    assert Refresh.objects.get().report["source"] == "127.0.0.1/…"


def test_slow_lists_let_the_worker_look_at_other_things(
    community: Community, listed: Listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kithway.gatherings.subscribing import refreshing

    for number in range(3):
        subscribe(community=community, url=f"{listed.url}?{number}", by=None)
    monkeypatch.setattr(refreshing, "LONG_ENOUGH", 0.0)
    assert [refresh_due() for _ in range(4)] == [1, 1, 1, 0]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x.ics", "http://2130706433/x.ics", "http://0x7f.1/", "http://10.0.0.1/",
        "http://169.254.169.254/latest", "http://[::1]/", "http://[::ffff:10.0.0.1]/",
        "http://localhost/x", "http://intranet/x", "webcal://192.168.1.1/x.ics",
        "file:///etc/passwd", "http://me:pw@lists.example/", "http://lists.example:22/",
    ],
)  # fmt: skip
def test_no_address_inside(community: Community, url: str) -> None:
    with pytest.raises(ListRefused):
        subscribe(community=community, url=url, by=None)
    assert Subscription.objects.count() == 0


def test_only_the_last_readings_are_kept(
    subscription: Subscription, listed: Listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kithway.gatherings.subscribing import refreshing

    monkeypatch.setattr(refreshing, "KEPT", 3)
    for number in range(5):
        listed.body = calendar(event(SUMMARY=f"Circle {number}"))
        again(subscription)
    assert subscription.refreshes.count() == 3
    assert isinstance(subscription.read_at, datetime)
