"""A community begins; people tell it things; its coordinators bring a list in, agree on a line."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kithway.people.sessions import COOKIE
from tests.journeys.checks import accessible, html_errors
from tests.serving import Site, sign_in

COMMUNITY = "quaboag-common"
ROOM = f"/community-room/{COMMUNITY}/"
# Of one person no more than three communities a day.
WHO = {"page": "Ana", "page_no_js": "Ben", "page_320": "Chidi"}
LIST = """name,day,time,end time,location,address,city,state
{name},Monday,18:00,19:00,Common Hall,1 Main Street,Worcester,MA
Tea,Someday,18:00,19:00,,,Worcester,MA
"""


class Journey:
    """One person's way through the pages, each looked at."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.seen: list[str] = []

    def go(self, path: str) -> None:
        self.page.goto(path)
        self.look()

    def look(self) -> None:
        accessible(self.page)
        self.seen.append(self.page.content())

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name).first.click()

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()

    def right(self, folder: Path) -> None:
        """What was seen is right HTML."""
        for number, html in enumerate(self.seen):
            (folder / f"{number}.html").write_text(html)
        assert html_errors(folder) == []


@pytest.fixture
def as_(site: Site, environment: dict[str, str]) -> Callable[..., None]:
    """Goes on as somebody who coordinates the community, or holds a gathering of it besides."""

    def signed_in(page: Page, name: str, slug: str = COMMUNITY, how: str = "coordinator") -> None:
        token = sign_in(site.log.parent, name, slug, how, **environment)
        page.context.add_cookies([{"name": COOKIE, "value": token, "url": site.address}])

    return signed_in


def a_gathering(page: Page) -> str:
    """The slug of one that the community holds."""
    page.goto(f"/gatherings/?community={COMMUNITY}&days=30")
    link = page.locator("main h3 a, main h2 a").first.get_attribute("href") or ""
    return link.strip("/").split("/")[1]


def brings_a_list_in(journey: Journey, room: str, name: str, work: Callable[[], None]) -> None:
    journey.page.goto(room)
    journey.follow("Bring a list in, or take a table away")
    journey.look()
    journey.fill("Or paste it", LIST.format(name=name))
    journey.press("Read this list")
    work()
    journey.page.reload()
    journey.sees("Nothing is changed yet.")
    journey.sees("“Someday” is not a day")
    journey.look()
    journey.press("Bring it in")
    work()
    journey.page.reload()
    journey.sees("It is in.")
    journey.look()
    journey.page.goto(f"{room}gatherings/")
    journey.sees(name)


def test_from_start_to_the_room(
    any_page: Page,
    as_: Callable[..., None],
    work: Callable[[], None],
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    which = request.node.callspec.id
    as_(any_page, WHO[which])
    journey = Journey(any_page)
    journey.go("/communities/")
    journey.follow("Start a community")
    journey.look()
    journey.fill("What is it called?", f"Lantern {which.replace('_', ' ')}")
    journey.fill("In which town?", "Worcester, MA")
    journey.press("Start a community")
    journey.sees("In Worcester, MA it is")
    journey.look()
    journey.press("Yes, start it")
    journey.sees("Your community is made, and you coordinate it.")
    journey.look()
    journey.follow("Community room")
    any_page.wait_for_url(re.compile("/community-room/lantern-"))
    room = any_page.url
    journey.follow("Pages in your own words")
    journey.look()
    journey.follow("First time?")
    journey.look()
    journey.fill("Who meets you, and where?", "Whoever has the lantern.")
    journey.press("Save")
    slug = room.rstrip("/").split("/")[-1]
    journey.go(f"/communities/{slug}/first-time/")
    journey.sees("Whoever has the lantern.")
    journey.go(f"/communities/{slug}/if-i-write/")
    journey.sees("No machine looks for such words here")

    brings_a_list_in(journey, room, f"Kites {which}", work)
    journey.right(tmp_path)


def test_a_suggestion_told_and_approved(
    any_page: Page, as_: Callable[..., None], tmp_path: Path
) -> None:
    journey = Journey(any_page)
    any_page.goto(f"/gatherings/{a_gathering(any_page)}/")
    journey.follow("Suggest something")
    journey.look()
    any_page.get_by_label("What is it about?").select_option("Something that is not right")
    journey.fill("What would you like to say?", "It begins at seven.")
    journey.press("Send")
    journey.sees("It is sent.")
    journey.look()
    as_(any_page, "Emi")
    journey.go(f"{ROOM}suggestions/")
    journey.follow("Something that is not right")
    journey.sees("It begins at seven.")
    journey.look()
    journey.press("We take it up")
    journey.sees("Taken up")
    journey.look()
    journey.right(tmp_path)


def test_a_concern_is_not_seen_by_the_holder(
    page_320: Page, as_: Callable[..., None], tmp_path: Path
) -> None:
    journey = Journey(page_320)
    slug = a_gathering(page_320)
    as_(page_320, "Gus")
    as_(page_320, "Emi", slug, "holder")
    page_320.context.clear_cookies()
    page_320.goto(f"/gatherings/{slug}/")
    journey.follow("Something went wrong")
    journey.sees("Those who hold it don’t see that you wrote.")
    journey.look()
    journey.fill("What would you like to say?", "I was not let in.")
    journey.press("Send")
    journey.sees("It is sent.")
    as_(page_320, "Emi")
    journey.go(f"{ROOM}concerns/")
    expect(page_320.locator("main li")).to_have_count(0)
    as_(page_320, "Gus")
    journey.go(f"{ROOM}concerns/")
    page_320.locator("main li a").first.click()
    journey.sees("I was not let in.")
    journey.look()
    journey.press("It is looked after")
    journey.right(tmp_path)


def test_a_help_line_by_two(page_no_js: Page, as_: Callable[..., None], tmp_path: Path) -> None:
    journey = Journey(page_no_js)
    as_(page_no_js, "Gus")
    as_(page_no_js, "Emi")
    journey.go(f"{ROOM}help-lines/")
    journey.follow("Add a line")
    journey.look()
    journey.fill("What is it called?", "Lantern line")
    journey.fill("Number to call", "413-555-0133")
    page_no_js.get_by_label("When did you call or text it yourself?").fill("2026-11-25")
    journey.press("Ask another coordinator")
    journey.look()
    expect(page_no_js.get_by_role("button", name="I have checked it, and agree")).to_have_count(0)
    as_(page_no_js, "Gus")
    journey.go(f"{ROOM}help-lines/")
    journey.press("I have checked it, and agree")
    journey.look()
    journey.go("/help-now/?look=anew")
    journey.sees("Lantern line")
    journey.right(tmp_path)


def test_only_who_is_known_is_paused(
    page_320: Page, as_: Callable[..., None], tmp_path: Path
) -> None:
    journey = Journey(page_320)
    as_(page_320, "Emi")
    journey.go("/mine/pauses/")
    journey.go(f"{ROOM}pauses/")
    journey.fill("Whom?", "Hana")
    journey.fill("Why?", "Let us talk first.")
    page_320.get_by_label("Until which day?").fill("2026-12-10")
    journey.press("Pause a person")
    journey.sees("Nobody of that name has a role here, or kept a place.")
    journey.look()
    journey.right(tmp_path)
