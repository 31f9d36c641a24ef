"""Find tonight’s gathering by ZIP, narrow it down, open it; also without JavaScript, and narrow."""

import json
import re

from playwright.sync_api import Page, Route, expect

from tests.journeys.checks import accessible
from tests.sitemap import ZIP

RESULT = ".gathering h3 a"


def test_tonight_by_zip(any_page: Page) -> None:
    any_page.goto("/")
    any_page.get_by_label("Where are you?").fill(ZIP)
    any_page.get_by_role("button", name="Find people").click()
    expect(any_page).to_have_url(re.compile(rf"/gatherings/\?.*near={ZIP}"))
    narrow(any_page, {"When": "tonight"})
    expect(any_page.get_by_role("heading", level=1)).to_contain_text("Gatherings near")
    found = any_page.locator(RESULT).all_inner_texts()
    assert found == found_by_json(any_page)
    assert found != []
    accessible(any_page)


def test_by_kind_and_access(any_page: Page) -> None:
    any_page.goto(f"/gatherings/?near={ZIP}")
    every = found_by_json(any_page)
    narrow(any_page, {"Kind": "creative", "What do you need?": "step-free"})
    found = any_page.locator(RESULT).all_inner_texts()
    assert found == found_by_json(any_page)
    assert 0 < len(found) < len(every)
    accessible(any_page)


def test_a_choice_made_while_another_is_on_its_way(page: Page) -> None:
    """On a slow connection the next choice comes before the answer to the one before."""
    page.goto(f"/gatherings/?near={ZIP}")
    page.get_by_role("link", name="Narrow it down").click()
    held: list[Route] = []
    page.route(re.compile("kind=creative.*access=(&|$)"), lambda route: held.append(route))
    page.get_by_label("Kind", exact=True).select_option("creative")
    page.get_by_label("What do you need?", exact=True).select_option("step-free")
    held[0].continue_()
    expect(page).to_have_url(re.compile("kind=creative.*access=step-free"))
    expect(page.locator("[name=access]")).to_have_value("step-free")


def test_open_it(any_page: Page) -> None:
    any_page.goto(f"/gatherings/?near={ZIP}&from=tonight")
    first = any_page.locator(RESULT).first
    name = first.inner_text()
    first.click()
    expect(any_page.get_by_role("heading", level=1)).to_have_text(name)
    expect(any_page.get_by_text("When", exact=True).first).to_be_visible()
    accessible(any_page)


def test_nothing_found(any_page: Page) -> None:
    any_page.goto(f"/gatherings/?near={ZIP}&within=2&q=zzzzzz")
    expect(any_page.get_by_role("heading", name="Nothing found this time")).to_be_visible()
    accessible(any_page)


def test_a_place_nobody_knows(any_page: Page) -> None:
    any_page.goto("/gatherings/?near=Nowhereville+Xyz")
    expect(any_page.get_by_role("alert")).to_contain_text("Nowhereville Xyz")
    accessible(any_page)


def test_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the main part")).to_be_focused()
    tab_to(page, "[name=near]")
    page.keyboard.type(ZIP)
    page.keyboard.press("Enter")
    page.wait_for_url("**/gatherings/?**")
    tab_to(page, RESULT)
    name = page.locator(RESULT).first.inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    accessible(page)


def tab_to(page: Page, selector: str) -> None:
    """Tab until something of the selector has the focus; on the way it is seen where one is."""
    for _ in range(60):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "() => { const s = getComputedStyle(document.activeElement);"
            " return s.outlineStyle + s.boxShadow; }"
        )
        assert style != "nonenone"
        if page.evaluate("css => document.activeElement.matches(css)", selector):
            return
    raise AssertionError(f"{selector} is not reached by Tab")


def narrow(page: Page, choices: dict[str, str]) -> None:
    """Choose, press Show, and wait until the address says all of it."""
    for label, code in choices.items():
        box = page.get_by_label(label, exact=True)
        opens = page.get_by_role("link", name="Narrow it down")
        # While the form comes anew, neither is there.
        expect(box.locator("visible=true").or_(opens).first).to_be_visible()
        if not box.is_visible():
            opens.click()
        box.select_option(code)
        # With JavaScript a choice is asked at once, and the form comes anew.
        page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Show", exact=True).click()
    for code in choices.values():
        expect(page).to_have_url(re.compile(rf"={code}(&|$)"))
    page.wait_for_load_state("networkidle")


def found_by_json(page: Page) -> list[str]:
    """The names that the same question gets as JSON, as many as the page shows."""
    query = page.url.partition("?")[2]
    answer = page.request.get(f"/gatherings.json?{query}")
    assert answer.status == 200
    names = [result["name"] for result in json.loads(answer.text())["results"]]
    return names[: page.locator(RESULT).count()]
