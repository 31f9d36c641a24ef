"""A coordinator pastes a calendar link once; from then on the gatherings follow the calendar."""

import re
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.gatherings.importing.ical.making import calendar, changed, event, once
from tests.gatherings.subscribing.serving import Listed, one_list
from tests.journeys.checks import accessible, html_errors

COMMUNITY = "quaboag-common"


@pytest.fixture
def listed() -> Iterator[Listed]:
    with one_list() as listed:
        yield listed


@pytest.fixture
def room(any_page: Page, coordinator: Callable[[Page, str], str]) -> str:
    """The path of Emi's room."""
    return coordinator(any_page, COMMUNITY)


def called_off(page: Page, slug: str) -> None:
    """What anybody sees of that date; asked so that no cache answers."""
    page.goto(f"/gatherings/{slug}/2026-12-03/?look={secrets.token_hex(4)}")
    expect(page.get_by_text(re.compile("^Cancelled|^Not held")).first).to_be_visible()


class Journey:
    """One person's way through the pages, each looked at."""

    def __init__(self, page: Page, room: str, name: str) -> None:
        self.page, self.room, self.name = page, room, name
        self.seen: list[str] = []

    def look(self) -> None:
        accessible(self.page)
        self.seen.append(self.page.content())

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name).first.click()

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()

    def paste(self, url: str) -> None:
        self.page.goto(self.room)
        self.follow("Lists that stay up to date")
        self.look()
        self.follow("Paste a link")
        self.look()
        self.page.get_by_label("The link").fill(url)
        self.press("Read this list")
        self.sees("Being read for the first time.")
        self.look()

    def say_what_is_what(self) -> None:
        self.page.reload()
        self.sees("2 gatherings were found.")
        self.follow("Say what is what")
        self.look()
        self.page.get_by_label("Upstairs").select_option(index=3)
        self.page.get_by_label("Staff lunch").select_option("Leave it out")
        self.page.get_by_label("Peer support group", exact=True).check()
        self.press("Show these gatherings to everyone")

    def find(self) -> str:
        """The gathering's slug, found as anybody finds it."""
        self.page.goto(f"/gatherings/?q={self.name.replace(' ', '+')}&days=30")
        self.follow(self.name)
        self.page.wait_for_url(re.compile("/gatherings/[^?]+/"))
        return urlsplit(self.page.url).path.split("/")[2]

    def call_off(self, slug: str) -> None:
        self.page.goto(f"{self.room}gatherings/{slug}/2026-12-03/")
        self.page.get_by_text("It is called off").click()
        self.press("Call it off")
        called_off(self.page, slug)


def test_a_calendar_followed(
    any_page: Page,
    listed: Listed,
    room: str,
    work: Callable[[], None],
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    # Each of the three browsers brings in a calendar of its own.
    name = f"Lantern circle {request.node.callspec.id.replace('_', ' ')}"
    told = {"UID": f"{name}@river", "SUMMARY": name, "LOCATION": "Upstairs"}
    lunch = once("20261212", UID=f"{name}-staff", SUMMARY="Staff lunch", LOCATION="Upstairs")
    listed.body = calendar(event(**told), lunch)
    journey = Journey(any_page, room, name)
    journey.paste(listed.url)
    work()
    journey.say_what_is_what()
    work()
    any_page.reload()
    journey.sees(f"{name} is new.")
    journey.look()
    mine = any_page.url
    slug = journey.find()
    journey.call_off(slug)

    moved = [changed(day, "190000", **told) for day in ("20261203", "20261210")]
    listed.body = calendar(event(**told, DESCRIPTION="Bring a lantern."), *moved)
    any_page.goto(mine)
    journey.look()
    journey.press("Read it now")
    work()
    any_page.reload()
    journey.sees(f"{name} is described anew.")
    journey.sees(f"{name} is different on Thursday 10 December.")
    expect(any_page.get_by_text("3 December")).to_have_count(0)
    journey.look()
    called_off(any_page, slug)
    any_page.goto(f"{mine}end/")
    journey.look()
    for number, html in enumerate(journey.seen):
        (tmp_path / f"{number}.html").write_text(html)
    assert html_errors(tmp_path) == []
