"""The finder in each language: its own words, days and times; another language a step away."""

import re

import pytest
from django.utils import translation
from playwright.sync_api import Page, expect

from kithway.gatherings.wording import day_name
from tests.clock import NOON
from tests.journeys.checks import accessible
from tests.sitemap import ZIP

# How a time of day is written; and the next language to go on to, by its own name.
LANGUAGES = {
    "es": (r"\d{1,2}:\d\d\u00a0[ap]\.\u00a0m\.", "fr", "Français"),
    "fr": (r"\d\d:\d\d", "zh-hans", "简体中文"),
    "zh-hans": (r"\d\d:\d\d", "es", "Español"),
}


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_finder(any_page: Page, code: str) -> None:
    clock, other, name = LANGUAGES[code]
    any_page.goto(f"/{code}/gatherings/?near={ZIP}&from=today&within=50")
    expect(any_page.locator("html")).to_have_attribute("lang", code)
    today = NOON.date()
    with translation.override(code):
        heading = day_name(today, today)
        show = translation.gettext("Show")
        creative = translation.gettext("Creative")
    expect(any_page.locator(".day").first).to_have_text(heading)
    narrow_down(any_page, show)
    expect(any_page).to_have_url(re.compile(rf"/{code}/gatherings/\?.*kind=creative"))
    line = any_page.locator(".gathering").first
    assert re.match(clock, line.locator("time").inner_text())
    expect(line.locator(".tag", has_text=creative).first).to_be_visible()
    accessible(any_page)
    any_page.locator("#languages").get_by_role("link", name=name, exact=True).click()
    # What was asked comes along.
    expect(any_page).to_have_url(re.compile(rf"/{other}/gatherings/\?.*kind=creative"))
    expect(any_page.locator("html")).to_have_attribute("lang", other)


def narrow_down(page: Page, show: str) -> None:
    link = page.locator(".narrow-link")
    if link.is_visible():
        link.click()
    page.locator("#kind").select_option("creative")
    page.get_by_role("button", name=show, exact=True).click()
