"""Leave this page: at once, from every page, and Back shows nothing."""

from playwright.sync_api import Page, expect

from tests.journeys.checks import accessible
from tests.sitemap import ZIP

FINDER = f"/gatherings/?near={ZIP}"


def leave_link(page: Page):
    return page.get_by_role("link", name="Leave this page", exact=True)


def test_leave(any_page: Page, neutral: str) -> None:
    any_page.goto("/")
    any_page.goto(FINDER)
    expect(leave_link(any_page)).to_be_in_viewport()
    accessible(any_page)
    leave_link(any_page).click()
    any_page.wait_for_url(neutral)
    expect(any_page.get_by_role("heading", name="Weather")).to_be_visible()


def test_it_stays_on_screen_uncovered(any_page: Page) -> None:
    any_page.goto(FINDER)
    any_page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    # A trial click finds out whether something lies over it.
    leave_link(any_page).click(trial=True)
    expect(leave_link(any_page)).to_be_in_viewport()
    accessible(any_page)


def test_shift_three_times(page: Page, neutral: str) -> None:
    page.goto("/")
    page.goto(FINDER)
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(neutral)


def test_back_shows_nothing(page: Page, neutral: str) -> None:
    page.goto("/")
    page.goto(FINDER)
    leave_link(page).click()
    page.wait_for_url(neutral)
    page.go_back(wait_until="commit")
    page.wait_for_url(neutral)


def test_without_javascript_it_drops_what_is_kept(page_no_js: Page) -> None:
    answer = page_no_js.request.get("/leave/", max_redirects=0)
    assert answer.status == 302
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    assert answer.headers["cache-control"] == "no-store"


def test_how_it_works_is_said(any_page: Page) -> None:
    any_page.goto("/")
    any_page.get_by_role("link", name="How “Leave this page” works").click()
    expect(any_page.get_by_text("history").first).to_be_visible()
    accessible(any_page)
