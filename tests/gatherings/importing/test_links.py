"""A pasted link becomes the feed's address, or a sentence that says where that is."""

import base64

import pytest

from kithway.gatherings.importing.links import feed_link
from kithway.gatherings.importing.problems import ListRefused

ID = "river.rlc@group.calendar.google.com"
CID = base64.b64encode(ID.encode()).decode().rstrip("=")
PUBLIC = (
    "https://calendar.google.com/calendar/ical/river.rlc%40group.calendar.google.com/public/"
    "basic.ics"
)


@pytest.mark.parametrize(
    ("pasted", "feed"),
    [
        ("webcal://a.example/x.ics", "https://a.example/x.ics"),
        ("  https://a.example/list.json ", "https://a.example/list.json"),
        (f"https://calendar.google.com/calendar/u/0?cid={CID}", PUBLIC),
        (f"https://calendar.google.com/calendar/u/0/r?cid={CID}", PUBLIC),
        (f"https://calendar.google.com/calendar/r?cid={ID}", PUBLIC),
        (f"https://calendar.google.com/calendar/embed?src={ID}&ctz=America%2FNew_York", PUBLIC),
        (
            f'<iframe src="https://calendar.google.com/calendar/embed?src={ID}&amp;ctz=U"></iframe>',
            PUBLIC,
        ),
        (
            "https://calendar.google.com/calendar/ical/x/private-abc/basic.ics",
            "https://calendar.google.com/calendar/ical/x/private-abc/basic.ics",
        ),
        (
            "https://outlook.live.com/owa/calendar/a/b/c/calendar.html",
            "https://outlook.live.com/owa/calendar/a/b/c/calendar.ics",
        ),
    ],
)
def test_a_link(pasted: str, feed: str) -> None:
    assert feed_link(pasted) == feed


@pytest.mark.parametrize(
    ("pasted", "why"),
    [
        ("https://calendar.google.com/calendar/u/0/r/settings", "Integrate calendar"),
        (f"https://calendar.google.com/calendar/embed?src={ID}&src=b@x.example", "several"),
        ("our calendar", "begins with https"),
        ("a.example/x.ics", "begins with https"),
        ("javascript:alert(1)", "begins with https"),
        ("https://" + "a" * 2100, "begins with https"),
    ],
)
def test_no_link(pasted: str, why: str) -> None:
    with pytest.raises(ListRefused, match=why):
        feed_link(pasted)
