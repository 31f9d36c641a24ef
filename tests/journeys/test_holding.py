"""A facilitator, signed in, confirms a date, hands it over and counts who came; a coordinator types
a month of paper counts; a guest says how it was, and makes a letter that is then verified."""

import json
import subprocess
import sys
import uuid
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from kithway.people.sessions import COOKIE
from tests.journeys.checks import accessible
from tests.journeys.holding_world import TOKEN
from tests.journeys.test_keeping_dates_true import follow, now_seen
from tests.parts import ROOT
from tests.serving import Site, _environment

COMMUNITY = "nashua-hearth"


@dataclass
class World:
    slug: str
    said: dict[str, str]
    address: str

    @property
    def over(self) -> str:
        return f"/holding/{self.slug}/{self.said['over']}/"

    @property
    def coming(self) -> str:
        return f"/holding/{self.slug}/{self.said['coming']}/"

    @property
    def token(self) -> str:
        return TOKEN.format(self.slug)

    def sign_in(self, page: Page, name: str) -> None:
        page.context.clear_cookies()
        cookie = {"name": COOKIE, "value": self.said[name], "url": self.address}
        page.context.add_cookies([cookie])


@pytest.fixture
def world(site: Site, environment: dict[str, str]) -> World:
    slug = f"tea-{uuid.uuid4().hex[:8]}"
    words = [sys.executable, "-m", "tests.journeys.holding_world", slug, COMMUNITY]
    # With the server's own clock: what was begun before a role was taken up is not held.
    env = _environment(site.log.parent, environment)
    done = subprocess.run(words, cwd=ROOT, env=env, stdout=subprocess.PIPE, check=True)
    return World(slug, json.loads(done.stdout), site.address)


def test_confirm_hand_over_and_count(any_page: Page, world: World) -> None:
    world.sign_in(any_page, "Dara")
    any_page.goto("/holding/")
    accessible(any_page)
    any_page.goto(world.coming)
    follow(any_page.get_by_role("button", name="It is on"))
    assert now_seen(any_page) == "confirmed today by Dara"
    accessible(any_page)
    follow(any_page.get_by_role("link", name="Hand it over"))
    any_page.get_by_label("Who?").select_option(label="Ben")
    accessible(any_page)
    follow(any_page.get_by_role("button", name="Ask them"))
    expect(any_page.get_by_text("Ben was asked and has not answered yet.")).to_be_visible()
    world.sign_in(any_page, "Ben")
    any_page.goto("/holding/")
    accessible(any_page)
    follow(any_page.locator("li", has_text=world.slug).get_by_role("button", name="Yes, I hold it"))
    any_page.goto(world.coming)
    expect(any_page.get_by_text("Ben holds this date.")).to_be_visible()
    world.sign_in(any_page, "Dara")
    any_page.goto(world.over)
    follow(any_page.get_by_role("link", name="Count who came"))
    any_page.get_by_label("How many came?").fill("7")
    any_page.get_by_label("How many of them for the first time?").fill("9")
    follow(any_page.get_by_role("button", name="Save"))
    expect(any_page.get_by_role("alert")).to_contain_text("Something needs changing")
    accessible(any_page)
    any_page.get_by_label("How many of them for the first time?").fill("2")
    any_page.get_by_label("Mia").check()
    follow(any_page.get_by_role("button", name="Save"))
    expect(any_page.get_by_text("7 came.")).to_be_visible()
    accessible(any_page)


def test_a_letter_made_and_verified(any_page: Page, world: World) -> None:
    world.sign_in(any_page, "Dara")
    any_page.goto(f"{world.over}who-came/")
    any_page.get_by_label("How many came?").fill("1")
    any_page.get_by_label("Mia").check()
    follow(any_page.get_by_role("button", name="Save"))
    any_page.context.clear_cookies()
    any_page.goto(f"/coming/{world.token}/")
    accessible(any_page)
    follow(any_page.get_by_role("link", name="How was it?"))
    accessible(any_page)
    follow(any_page.get_by_role("button", name="It did me good"))
    expect(any_page.get_by_text("Thank you.")).to_be_visible()
    any_page.goto(f"/coming/{world.token}/")
    expect(any_page.get_by_role("link", name="How was it?")).to_have_count(0)
    follow(any_page.get_by_role("link", name="A letter that says when you came"))
    accessible(any_page)
    any_page.get_by_label("The name it should bear").fill("Maria M.")
    follow(any_page.get_by_role("button", name="Make the letter"))
    expect(any_page.get_by_text("Maria M. came to us on these days:")).to_be_visible()
    code = any_page.locator(".letter .dial").inner_text()
    accessible(any_page)
    for hours, answer in (("2", "No."), ("1", "Yes.")):
        any_page.goto("/verify/")
        any_page.get_by_label("The code on the letter").fill(code.lower())
        any_page.get_by_label("How many hours the letter says").fill(hours)
        follow(any_page.get_by_role("button", name="Check"))
        expect(any_page.locator("main [role=status]")).to_contain_text(answer)
    accessible(any_page)


def test_a_month_of_paper_counts(any_page: Page, world: World) -> None:
    world.sign_in(any_page, "Emi")
    any_page.goto(f"/community-room/{COMMUNITY}/attendance/{world.said['month']}/")
    accessible(any_page)
    ours = any_page.get_by_role("group", name=f"Tea {world.slug}")
    while not ours.count():
        follow(any_page.get_by_role("button", name="Save and show more"))
    boxes = ours.get_by_role("textbox")
    boxes.first.focus()
    # One after the other, by keyboard alone.
    typed = [str(number) for number in range(boxes.count())]
    for number in typed:
        any_page.keyboard.type(number)
        any_page.keyboard.press("Tab")
    boxes.last.fill("lots")
    follow(any_page.get_by_role("button", name="Save", exact=True).first)
    expect(any_page.get_by_role("alert")).to_contain_text("Nothing was saved yet.")
    accessible(any_page)
    assert [box.input_value() for box in boxes.all()] == [*typed[:-1], "lots"]
    boxes.last.fill("")
    ours.get_by_text("Not held").first.click()
    ours.get_by_role("checkbox").last.check()
    follow(any_page.get_by_role("button", name="Save", exact=True).first)
    expect(any_page.get_by_text("Saved.")).to_be_visible()
    assert [box.input_value() for box in boxes.all()] == [*typed[:-1], ""]
    expect(ours).to_contain_text("not held")
    accessible(any_page)


def test_the_rota(any_page: Page, world: World) -> None:
    rota = f"/community-room/{COMMUNITY}/rota/"
    world.sign_in(any_page, "Emi")
    any_page.goto(rota)
    accessible(any_page)
    follow(any_page.get_by_role("link", name="Add a shift"))
    accessible(any_page)
    form = any_page.locator("form", has=any_page.get_by_label("At which gathering?"))
    form.get_by_label("What?").select_option(label="Greet at the door")
    form.get_by_label("At which gathering?").select_option(value=world.slug)
    form.get_by_label("At how many of its next dates?").fill("2")
    follow(form.get_by_role("button", name="Add"))
    accessible(any_page)
    world.sign_in(any_page, "Dara")
    any_page.goto("/rota/")
    accessible(any_page)
    ours = any_page.locator("li", has_text=f"Tea {world.slug}")
    expect(ours).to_have_count(2)
    follow(ours.first.get_by_role("button", name="I take it"))
    follow(ours.first.get_by_role("button", name="Ask someone else"))
    expect(ours.first).to_contain_text("You asked whether someone else can")
    accessible(any_page)
    world.sign_in(any_page, "Ben")
    any_page.goto("/rota/")
    follow(ours.first.get_by_role("button", name="I take it"))
    accessible(any_page)
    world.sign_in(any_page, "Emi")
    any_page.goto(rota)
    while not ours.count():
        follow(any_page.get_by_role("link", name="Later"))
    follow(ours.first.get_by_role("link"))
    accessible(any_page)


def test_who_holds_it(any_page: Page, world: World) -> None:
    world.sign_in(any_page, "Emi")
    any_page.goto(f"/community-room/{COMMUNITY}/gatherings/{world.slug}/")
    follow(any_page.get_by_role("link", name="Who holds it"))
    accessible(any_page)
    any_page.get_by_label("Who?").select_option(label="Ben")
    follow(any_page.get_by_role("button", name="Add"))
    expect(any_page.get_by_role("heading", name="Ben")).to_be_visible()
    theirs = any_page.get_by_role("listitem").filter(has_text="Ben")
    follow(theirs.get_by_role("button", name="Holds it no more"))
    expect(any_page.get_by_role("heading", name="Ben")).to_have_count(0)
    accessible(any_page)
    any_page.goto(f"/community-room/{COMMUNITY}/settings/")
    accessible(any_page)
