"""A sheet is asked for, made by the worker, opened; without an account, without JavaScript."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.checks import accessible
from tests.sitemap import ZIP


def test_print_this_week(any_page: Page, work: Callable[[], None]) -> None:
    any_page.goto("/communities/")
    any_page.locator("main h2 a").first.click()
    any_page.get_by_role("link", name="Print this week").click()
    expect(any_page.get_by_role("heading", level=1)).to_have_text("On paper")
    accessible(any_page)
    any_page.get_by_label("Large print").check()
    any_page.get_by_role("button", name="Make it").click()
    expect(any_page.get_by_role("heading", level=1)).to_have_text("Gatherings by area and day")
    accessible(any_page)
    work()
    any_page.reload()
    pdf = any_page.get_by_role("link", name="Open the PDF")
    expect(pdf).to_be_visible()
    accessible(any_page)
    answer = any_page.request.get(pdf.get_attribute("href") or "")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.body()[:5] == b"%PDF-"
    assert 20_000 < len(answer.body()) < 1_000_000


def test_it_shows_by_itself_when_it_is_made(page: Page, work: Callable[[], None]) -> None:
    page.goto("/paper/?kind=month")
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("link", name="Look again")).to_be_visible()
    work()
    expect(page.get_by_role("link", name="Open the PDF")).to_be_visible()
    accessible(page)


def test_a_flyer(any_page: Page, work: Callable[[], None]) -> None:
    any_page.goto(f"/gatherings/?near={ZIP}")
    any_page.locator(".gathering h3 a").first.click()
    any_page.get_by_role("link", name="All dates of this gathering").click()
    any_page.get_by_role("link", name="Make a flyer").click()
    accessible(any_page)
    any_page.get_by_role("button", name="Make it").click()
    work()
    any_page.reload()
    expect(any_page.get_by_role("link", name="Open the PDF")).to_be_visible()
    any_page.get_by_role("link", name="plain page").click()
    accessible(any_page)


def test_a_post(any_page: Page, work: Callable[[], None]) -> None:
    any_page.goto("/paper/?kind=post")
    any_page.get_by_role("button", name="Make it").click()
    work()
    any_page.reload()
    text = any_page.get_by_label("Words to copy")
    assert text.input_value().startswith("This week with")
    picture = any_page.locator("figure img")
    assert picture.evaluate("image => image.naturalWidth") == 1080
    accessible(any_page)


def test_plain_pages(page_320: Page) -> None:
    """Those of a week and a month, as a browser prints them and narrow."""
    for kind in ("week", "month", "post"):
        page_320.goto(f"/paper/?kind={kind}")
        page_320.get_by_role("button", name="Make it").click()
        page_320.get_by_role("link", name="plain page").click()
        accessible(page_320)
        page_320.emulate_media(media="print")
        accessible(page_320)
        page_320.emulate_media(media="screen")
