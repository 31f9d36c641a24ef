"""Without a connection: Help now is there, every other page says calmly what is the matter."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.checks import accessible
from tests.journeys.conftest import PHONE, watched
from tests.serving import Site
from tests.sitemap import ZIP

FINDER = f"/gatherings/?near={ZIP}"
# What the worker has put away, as paths; the finder, a link of one's own or a search is none.
KEPT = """async () => { const names = await caches.keys(); const found = [];
  for (const name of names) for (const one of await (await caches.open(name)).keys())
    found.push(new URL(one.url).pathname + new URL(one.url).search);
  return found.sort(); }"""
WORKERS = "async () => (await navigator.serviceWorker.getRegistrations()).length"


@pytest.fixture
def kept_page(browser: Browser, site: Site) -> Iterator[Page]:
    """A phone with its worker, which other journeys do not wait for."""
    yield from watched(browser.new_context(viewport=PHONE, base_url=site.address))


def wait_until_kept(page: Page, language: str = "") -> None:
    """All of it: the shell's files, and both pages of the language."""
    until = time.monotonic() + 15
    wanted = {f"{language}/help-now/", f"{language}/offline/"}
    while len(kept := page.evaluate(KEPT)) < 6 or not wanted <= set(kept):
        assert time.monotonic() < until, kept
        page.wait_for_timeout(50)


def go_offline(page: Page) -> None:
    page.context.set_offline(True)


def test_help_now_with_the_network_off(kept_page: Page) -> None:
    kept_page.goto("/")
    wait_until_kept(kept_page)
    go_offline(kept_page)
    kept_page.get_by_role("link", name="Help now", exact=True).first.click()
    expect(kept_page.get_by_role("heading", level=1)).to_have_text("Help now")
    dialled = {one.get_attribute("href") for one in kept_page.locator("a[href^='tel:']").all()}
    assert {"tel:988", "tel:911"} <= dialled
    # With its look, and its way out.
    expect(kept_page.get_by_role("link", name="Leave this page", exact=True)).to_be_in_viewport()
    assert kept_page.evaluate("getComputedStyle(document.body).margin") == "0px"
    accessible(kept_page)
    kept_page.reload()
    expect(kept_page.get_by_role("heading", level=1)).to_have_text("Help now")


def test_another_page_says_what_is_the_matter(kept_page: Page) -> None:
    kept_page.goto(FINDER)
    wait_until_kept(kept_page)
    go_offline(kept_page)
    kept_page.goto("/communities/")
    expect(kept_page.get_by_role("heading", level=1)).to_have_text("No connection just now")
    assert kept_page.url.endswith("/communities/")
    expect(kept_page.locator("a[href='tel:988']").first).to_be_visible()
    accessible(kept_page)
    kept_page.context.set_offline(False)
    kept_page.get_by_role("link", name="Try again").click()
    expect(kept_page.get_by_role("heading", level=1)).to_have_text("Communities")


def test_in_the_language_that_was_read(kept_page: Page) -> None:
    kept_page.goto("/es/")
    wait_until_kept(kept_page, "/es")
    go_offline(kept_page)
    for path in ("/es/help-now/", "/es/gatherings/"):
        kept_page.goto(path)
        expect(kept_page.locator("html")).to_have_attribute("lang", "es")
        expect(kept_page.locator("a[href='tel:988']").first).to_be_attached()
    # One that was never opened is not here; English always is.
    kept_page.goto("/fr/communities/")
    expect(kept_page.locator("html")).to_have_attribute("lang", "en")


def test_only_listed_addresses_are_kept(kept_page: Page) -> None:
    kept_page.goto("/")
    wait_until_kept(kept_page)
    for path in (FINDER, "/communities/", "/help-now/?from=somewhere", "/nowhere/"):
        kept_page.goto(path)
    kept = kept_page.evaluate(KEPT)
    assert [path for path in kept if not path.startswith("/static/ui/")] == [
        *("/help-now/", "/offline/"),
    ]
    assert len(kept) == 6


def test_nothing_is_left_after_leaving(kept_page: Page, site: Site, neutral: str) -> None:
    kept_page.goto(FINDER)
    wait_until_kept(kept_page)
    assert kept_page.evaluate(WORKERS) == 1
    kept_page.get_by_role("link", name="Leave this page", exact=True).click()
    kept_page.wait_for_url(neutral)
    # A page of the same site with no script of ours, to look with.
    kept_page.goto(f"{site.address}/healthz")
    assert (kept_page.evaluate(KEPT), kept_page.evaluate(WORKERS)) == ([], 0)
    go_offline(kept_page)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        kept_page.goto("/help-now/")


def test_who_comes_again_has_it_again(kept_page: Page, neutral: str) -> None:
    kept_page.goto("/")
    wait_until_kept(kept_page)
    kept_page.get_by_role("link", name="Leave this page", exact=True).click()
    kept_page.wait_for_url(neutral)
    kept_page.goto("/")
    wait_until_kept(kept_page)


def test_leaving_without_a_connection_shows_nothing_of_ours(kept_page: Page) -> None:
    kept_page.goto("/")
    wait_until_kept(kept_page)
    go_offline(kept_page)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        kept_page.goto("/leave/")
