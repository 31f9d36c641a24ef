"""A coordinator runs a community from a phone: a place, a gathering, closed days, people, undo."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.checks import accessible, html_errors
from tests.serving import Site, sign_in

COMMUNITY = "nashua-hearth"
Coordinator = Callable[[Page, str], str]


@pytest.fixture
def room(any_page: Page, coordinator: Coordinator) -> str:
    return coordinator(any_page, COMMUNITY)


def press(button: Locator) -> None:
    """Press it, and wait until the next page stands."""
    with button.page.expect_navigation():
        button.click()


class Journey:
    def __init__(self, page: Page, room: str) -> None:
        self.page, self.room = page, room
        self.seen: list[str] = []

    def look(self) -> None:
        accessible(self.page)
        self.seen.append(self.page.content())

    def link(self, name: str) -> None:
        press(self.page.get_by_role("link", name=name, exact=True).first)
        self.look()

    def button(self, name: str) -> None:
        press(self.page.get_by_role("button", name=name, exact=True).first)
        self.look()

    def fill(self, **boxes: str) -> None:
        for label, words in boxes.items():
            self.page.get_by_label(label.replace("_", " "), exact=True).fill(words)

    def place(self, name: str) -> None:
        self.link("Places")
        self.link("Add a place")
        self.fill(Name=name, Street_and_number="1 Main Street", Town="Nashua")
        self.page.get_by_label("ZIP or postcode").fill("03060")
        self.button("Save")
        self.link("Add a room")
        self.fill(Name="Room 2")
        self.button("Save")
        expect(self.page.get_by_role("link", name="Room 2")).to_be_visible()

    def closed(self, first: str, last: str) -> None:
        self.link("Close this place for some days")
        self.fill(First_day=first, Last_day=last)
        self.button("See which dates are closed")
        expect(self.page.get_by_text("Nothing is saved yet.")).to_be_visible()
        self.button("Close these days")

    def gathering(self, name: str, place: str) -> None:
        self.link("Gatherings")
        self.page.goto(f"{self.room}gatherings/")
        self.link("Add a gathering")
        self.fill(Name=name, First_day="2026-12-10", Time="18:30")
        self.page.get_by_label("Place and room").select_option(label=f"{place} · Room 2")
        self.page.get_by_label("Every month").check()
        self.button("See the next dates")


def test_a_place_closed_days_and_a_monthly_gathering(
    any_page: Page, room: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    name = request.node.callspec.params["any_page"].replace("_", " ")
    any_page.goto(room)
    journey = Journey(any_page, room)
    journey.look()
    journey.place(f"Mill of {name}")
    journey.closed("2027-01-14", "2027-01-14")
    journey.gathering(f"Quilting by {name}", f"Mill of {name}")
    expect(any_page.get_by_text("2nd Thursday of the month").first).to_be_visible()
    expect(any_page.locator("main ul.dates li")).to_have_count(8)
    expect(any_page.locator("main ul.dates li s")).to_have_count(1)
    journey.button("Change something")
    journey.button("See the next dates")
    journey.button("Save")
    expect(any_page.get_by_role("heading", level=1)).to_have_text(f"Quilting by {name}")
    # Published: anyone finds it.
    press(any_page.get_by_role("link", name="What everyone sees"))
    expect(any_page.get_by_text("Room 2").first).to_be_visible()
    any_page.goto(room)
    journey.link("History")
    expect(any_page.get_by_text(f"Added: Quilting by {name}").first).to_be_visible()
    for number, html in enumerate(journey.seen):
        (tmp_path / f"{number}.html").write_text(html)
    assert html_errors(tmp_path) == []


def test_a_change_undone(any_page: Page, room: str) -> None:
    journey = Journey(any_page, room)
    any_page.goto(room)
    journey.link("Settings")
    box = any_page.locator("input[name=days]")
    was = box.input_value()
    box.fill("33" if was != "33" else "34")
    press(any_page.locator("form:has(input[name=days]) button"))
    journey.link("History")
    press(any_page.get_by_role("link", name=re.compile("^Undo")).first)
    journey.look()
    journey.button("Undo")
    journey.link("Settings")
    assert any_page.locator("input[name=days]").input_value() == was


def test_a_role_offered_accepted_and_taken_back(
    any_page: Page, room: str, site: Site, environment: dict[str, str], request
) -> None:
    name = request.node.callspec.params["any_page"].replace("_", " ").title()
    # Somebody who has an account, and coordinates elsewhere.
    theirs = sign_in(site.log.parent, name, "quaboag-common", **environment)
    journey = Journey(any_page, room)
    any_page.goto(room)
    journey.link("People")
    journey.fill(Their_name="Nobody of this name")
    any_page.get_by_label("Coordinator").check()
    journey.button("Offer it")
    expect(any_page.get_by_role("alert")).to_contain_text("Nobody signs in with this name yet.")
    journey.fill(Their_name=name)
    journey.button("Offer it")
    expect(any_page.get_by_role("heading", name="Waiting for their answer")).to_be_visible()
    # What their own page does when they say yes.
    assert opened(any_page, site, room, theirs) == 404
    sign_in(site.log.parent, name, COMMUNITY, **environment)
    assert opened(any_page, site, room, theirs) == 200
    any_page.reload()
    press(any_page.get_by_role("link", name=name, exact=True).first)
    journey.look()
    journey.button("Take this role back")
    assert opened(any_page, site, room, theirs) == 404


def opened(page: Page, site: Site, room: str, token: str) -> int:
    """What the room answers to whoever has this session."""
    asked = page.context.browser.new_context(base_url=site.address)  # type: ignore[union-attr]
    asked.add_cookies([{"name": "kithway", "value": token, "url": site.address}])
    status = asked.request.get(room, max_redirects=0).status
    asked.close()
    return status
