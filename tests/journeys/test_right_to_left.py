"""A language written from right to left turns the page and breaks nothing. None is offered yet."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.checks import accessible
from tests.journeys.conftest import NARROW, PHONE, watched
from tests.serving import Site, serving
from tests.sitemap import ZIP

DESKTOP = {"width": 1280, "height": 900}
SETTINGS = "tests.journeys.right_to_left"


@pytest.fixture(scope="module")
def turned(site: Site, neutral: str) -> Iterator[Site]:
    """The same region, served with Arabic too."""
    environment = {"DJANGO_SETTINGS_MODULE": SETTINGS, "NEUTRAL_PAGE": neutral}
    with serving(site.log.parent, **environment) as turned:
        yield turned


@pytest.fixture(params=[PHONE, NARROW, DESKTOP], ids=["phone", "narrow", "desktop"])
def turned_page(request: pytest.FixtureRequest, browser: Browser, turned: Site) -> Iterator[Page]:
    yield from watched(browser.new_context(viewport=request.param, base_url=turned.address))


def test_pages_stand_right_to_left(turned_page: Page) -> None:
    for path in ("/ar/", f"/ar/gatherings/?near={ZIP}", "/ar/help-now/", "/ar/nowhere/"):
        turned_page.goto(path)
        expect(turned_page.locator("html")).to_have_attribute("dir", "rtl")
        leave = turned_page.locator("#leave")
        expect(leave).to_be_in_viewport()
        leave.click(trial=True)
        accessible(turned_page)
    # The mark stands at the right, and a number still reads from the left.
    box = turned_page.locator(".mark").bounding_box()
    assert box is not None
    assert turned_page.viewport_size is not None
    assert box["x"] + box["width"] > turned_page.viewport_size["width"] * 0.8


def test_numbers_still_read_from_the_left(turned_page: Page) -> None:
    turned_page.goto("/ar/help-now/")
    directions = turned_page.evaluate(
        "[...document.querySelectorAll('.dial bdi')].map(one => getComputedStyle(one).direction)"
    )
    assert set(directions) == {"ltr"}
    assert len(directions) == turned_page.locator(".dial:not(.text)").count()
