"""Help now: one step from every page, lines dialled as written, and on paper."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.checks import accessible
from tests.sitemap import ZIP


@pytest.mark.parametrize("start", ["/", f"/gatherings/?near={ZIP}", "/privacy/", "/nowhere/"])
def test_one_step_away(any_page: Page, start: str) -> None:
    any_page.goto(start)
    any_page.get_by_role("link", name="Help now", exact=True).first.click()
    any_page.wait_for_url("**/help-now/")
    expect(any_page.get_by_role("heading", level=1)).to_have_text("Help now")


def test_lines_are_dialled_as_written(any_page: Page) -> None:
    any_page.goto("/help-now/")
    dialled = {link.get_attribute("href") for link in any_page.locator("a[href^='tel:']").all()}
    assert {"tel:988", "tel:911"} <= dialled
    accessible(any_page)


def test_is_told_whether_police_may_come(any_page: Page) -> None:
    any_page.goto("/help-now/")
    lines = any_page.locator(".call").count()
    assert lines > 0
    assert any_page.locator(".call .police").count() == lines
