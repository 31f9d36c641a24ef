"""Somebody without an account begins a community, and three minutes later its first gathering
stands on the site, with closed days: on the narrowest phone."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.cast import PASSWORD
from tests.clock import NOON
from tests.journeys.checks import accessible, html_errors
from tests.journeys.conftest import NARROW, watched
from tests.journeys.passkeys import with_passkeys
from tests.people.views.pages import code_at
from tests.serving import Site

# A keystroke-level estimate (Card, Moran and Newell 1980), on a phone: seconds for a letter by
# thumb (38 words a minute), for a tap, and to make up one's mind before each box and button.
LETTER, TAP, MIND = 0.32, 1.3, 1.35
THREE_MINUTES = 180


@dataclass
class Hand:
    """A coordinator's thumb: what it does is counted, and each page looked at."""

    page: Page
    letters: int = 0
    taps: int = 0
    boxes: int = 0
    waited: float = 0.0

    def __post_init__(self) -> None:
        self.seen: list[str] = []

    def look(self) -> None:
        accessible(self.page)
        self.seen.append(self.page.content())

    def press(self, button: Locator) -> None:
        """Press it, and wait until the next page stands."""
        self.taps += 1
        began = time.monotonic()
        with self.page.expect_navigation():
            button.click()
        self.waited += time.monotonic() - began
        self.look()

    def link(self, name: str) -> None:
        self.press(self.page.locator("main, nav").get_by_role("link", name=name).first)

    def room(self, name: str) -> None:
        """One of the room's own ways: the site has one to all gatherings as well."""
        ways = self.page.get_by_role("navigation", name="Community room")
        self.press(ways.get_by_role("link", name=name, exact=True))

    def button(self, name: str) -> None:
        self.press(self.page.get_by_role("button", name=name, exact=True).first)

    def write(self, label: str, words: str) -> None:
        self.boxes += 1
        self.letters += len(words.replace("-", "").replace(":", ""))
        self.page.get_by_label(label, exact=True).fill(words)

    def choose(self, label: str, option: str = "") -> None:
        self.boxes += 1
        box = self.page.get_by_label(label, exact=True)
        if option:
            self.taps += 1
            box.select_option(label=option)
        else:
            box.check()

    @property
    def estimate(self) -> float:
        """Seconds at a human pace: the fingers, the mind, and the waiting that was measured."""
        steps = self.boxes + self.taps
        return self.letters * LETTER + steps * (TAP + MIND) + self.waited


@pytest.fixture(params=["a passkey", "a code app, without JavaScript", "a code app"])
def way(
    request: pytest.FixtureRequest, browser: Browser, site: Site
) -> Iterator[tuple[Hand, str, str]]:
    """With the second factor to be used, and the site's address."""
    scripts = "without" not in request.param
    context = browser.new_context(
        viewport=NARROW, base_url=site.address, java_script_enabled=scripts
    )
    for page in watched(context):
        passkey = request.param == "a passkey"
        host = with_passkeys(page, site) if passkey else site.address
        yield Hand(page), request.param, host


@pytest.fixture
def now(environment: dict[str, str]) -> Callable[[], datetime]:
    """What the server's clock says."""
    began = float(environment["BEGAN"])
    return lambda: NOON + timedelta(seconds=time.monotonic() - began)


def signs_up(hand: Hand, name: str) -> None:
    hand.link("Make an account")
    hand.write("Name", name)
    hand.write("Password", PASSWORD)
    hand.button("Make an account")
    hand.link("I have kept it")


def second_factor(hand: Hand, factor: str, now: Callable[[], datetime]) -> None:
    if factor == "a passkey":
        hand.link("Add a passkey")
        hand.write("What you call it", "phone")
        hand.button("Add a passkey")
        return
    hand.link("Set up a code app")
    letters = hand.page.locator(".code").inner_text()
    hand.write("Code", code_at(letters, now()))
    hand.button("Go on")
    hand.link("I have kept them")


def a_place(hand: Hand, name: str) -> None:
    hand.room("Places")
    hand.link("Add a place")
    hand.write("Name", name)
    hand.write("Street and number", "1 Main Street")
    hand.write("Town", "Worcester")
    hand.button("Save")


def closed_days(hand: Hand, day: str) -> None:
    hand.link("Close this place for some days")
    hand.write("First day", day)
    hand.write("Last day", day)
    hand.button("See which dates are closed")
    hand.button("Close these days")


def a_monthly_gathering(hand: Hand, name: str, place: str) -> None:
    hand.room("Gatherings")
    hand.link("Add a gathering")
    hand.write("Name", name)
    hand.choose("Place and room", place)
    hand.choose("Every month")
    hand.write("First day", "2026-12-10")
    hand.write("Time", "18:30")
    hand.button("See the next dates")
    expect(hand.page.get_by_text("2nd Thursday of the month").first).to_be_visible()
    expect(hand.page.locator("main ul.dates li")).to_have_count(8)
    expect(hand.page.locator("main ul.dates li s")).to_have_count(1)
    hand.button("Save")


def test_from_nothing_to_a_gathering(
    way: tuple[Hand, str, str],
    now: Callable[[], datetime],
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    hand, factor, host = way
    page, mark = hand.page, str(len(factor))
    page.goto(f"{host}/communities/")
    hand.look()
    hand.link("Start a community")
    signs_up(hand, f"Lin {mark}")
    hand.write("What is it called?", f"Lamp {mark}")
    hand.write("In which town?", "Worcester, MA")
    hand.button("Start a community")
    hand.button("Yes, start it")
    hand.link("Community room")
    expect(page.get_by_role("heading", level=1)).to_have_text("Second factor")
    second_factor(hand, factor, now)
    page.wait_for_url(re.compile("/community-room/lamp-"))
    hand.look()
    a_place(hand, f"Mill {mark}")
    closed_days(hand, "2027-01-14")
    a_monthly_gathering(hand, f"Quilting {mark}", f"Mill {mark}")
    counted: dict[str, float] = {
        "pages": len(hand.seen),
        "letters": hand.letters,
        "taps": hand.taps,
    }
    counted |= {"boxes": hand.boxes, "waited": hand.waited, "seconds": hand.estimate}
    record_property("counted", counted)
    # Published: whoever is not signed in finds it.
    hand.link("What everyone sees")
    public = page.url
    page.context.clear_cookies()
    page.goto(public)
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Quilting {mark}")
    assert hand.estimate < THREE_MINUTES, counted
    for number, html in enumerate(hand.seen):
        (tmp_path / f"{number}.html").write_text(html)
    assert html_errors(tmp_path) == []
