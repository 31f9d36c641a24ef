"""A coordinator makes a facilitator's link in the community room; the facilitator says whether the
date is on, from a phone, without signing in. What only follows links changes nothing."""

import re
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.journeys.checks import accessible, html_errors
from tests.serving import Site
from tests.sitemap import fetch

COMMUNITY = "nashua-hearth"


Coordinator = Callable[[Page, str], str]


def dates_link(page: Page, coordinator: Coordinator) -> str:
    """Go through the room to a gathering and make a link for its next date; then sign out."""
    page.goto(coordinator(page, COMMUNITY))
    accessible(page)
    follow(page.get_by_role("link", name="Dates to confirm"))
    accessible(page)
    follow(page.locator(".waiting h3 a").last)
    expect(page.get_by_text("What people see now:")).to_be_visible()
    accessible(page)
    follow(page.locator(".crumb a"))
    accessible(page)
    page.get_by_label("For whom?").fill("Dara")
    follow(page.get_by_role("button", name="Make a link"))
    text = page.locator("#text").inner_text()
    assert re.fullmatch(r"Hello\. Is it on, .+\? Please tell us here: http\S+/dates/\S+/", text)
    accessible(page)
    page.context.clear_cookies()
    return urlsplit(text.split()[-1]).path


def follow(link_or_button: Locator) -> None:
    """Press it, and wait until the next page stands."""
    with link_or_button.page.expect_navigation():
        link_or_button.click()


def now_seen(page: Page) -> str:
    return page.locator("main [role=status] strong").inner_text()


def test_confirm_and_call_off_by_phone(any_page: Page, coordinator: Coordinator) -> None:
    link = dates_link(any_page, coordinator)
    any_page.goto(link)
    accessible(any_page)
    follow(any_page.get_by_role("button", name="It is on"))
    expect(any_page).to_have_url(re.compile(re.escape(link)))
    assert now_seen(any_page) == "confirmed today by Dara"
    accessible(any_page)
    follow(any_page.get_by_role("button", name="Take that back"))
    assert "confirmed" not in now_seen(any_page).replace("not yet confirmed", "")
    any_page.get_by_text("It is called off", exact=True).click()
    any_page.get_by_label("The weather").check()
    accessible(any_page)
    follow(any_page.get_by_role("button", name="Call it off"))
    assert now_seen(any_page) == "cancelled: the weather"
    accessible(any_page)
    # Sent once more, as by a tap too many, it stays so.
    any_page.reload()
    assert now_seen(any_page) == "cancelled: the weather"
    follow(any_page.get_by_role("button", name="Take that back"))
    any_page.get_by_text("It is different this time", exact=True).click()
    usual = any_page.get_by_label("Day", exact=True).input_value()
    any_page.get_by_label("Day", exact=True).fill("2026-11-01")
    follow(any_page.get_by_role("button", name="Say so"))
    expect(any_page.get_by_role("alert")).to_contain_text("Something needs changing")
    accessible(any_page)
    any_page.get_by_label("Day", exact=True).fill(usual)
    any_page.get_by_label("How many minutes").fill("35")
    any_page.get_by_label("A note").fill("Short, and with cake")
    follow(any_page.get_by_role("button", name="Say so"))
    assert now_seen(any_page) == "different this time: Short, and with cake"
    follow(any_page.get_by_role("button", name="Take that back"))


def test_what_only_follows_links_changes_nothing(
    page: Page, coordinator: Coordinator, site: Site
) -> None:
    link = dates_link(page, coordinator)
    page.goto(link)
    before = page.locator("main").inner_text()
    for number in range(20):
        assert fetch(site.address, f"{link}?say=off&n={number}").status == 200
    asked = urllib.request.Request(site.address + link, method="HEAD")
    with urllib.request.urlopen(asked, timeout=20) as answer:
        assert answer.status == 200
    prefetch = urllib.request.Request(site.address + link, headers={"Sec-Purpose": "prefetch"})
    with urllib.request.urlopen(prefetch, timeout=20) as answer:
        assert answer.headers["Referrer-Policy"] == "no-referrer"
    page.reload()
    assert page.locator("main").inner_text() == before
    assert "confirmed" not in now_seen(page).replace("not yet confirmed", "")
    follow(page.get_by_role("button", name="It is on"))
    assert now_seen(page) == "confirmed today by Dara"


def test_a_link_that_opens_nothing(any_page: Page) -> None:
    any_page.goto("/dates/nothing/")
    expect(any_page.get_by_role("heading", level=1)).to_have_text(
        "This link opens nothing any more"
    )
    accessible(any_page)


def test_html_and_log(page: Page, coordinator: Coordinator, site: Site, tmp_path: Path) -> None:
    """The HTML of each of these pages is right, and no token stands in the log."""
    link = dates_link(page, coordinator)
    room = coordinator(page, COMMUNITY)
    page.goto(room)
    about = page.locator("main ul.dates a").first.get_attribute("href") or ""
    paths = [room, f"{room}dates/", f"{room}settings/", about, link, "/dates/nothing/"]
    for number, path in enumerate(paths):
        (tmp_path / f"{number}.html").write_text(page.request.get(path).text())
    assert fetch(site.address, f"{link}more/").status == 404
    assert html_errors(tmp_path) == []
    log = site.log.read_text()
    assert "/dates/…/" in log
    assert link.split("/")[2] not in log
