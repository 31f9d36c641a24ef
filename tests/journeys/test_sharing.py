"""A list that leaves the site: in a frame on another's page, and into a calendar."""

import http.server
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.checks import accessible
from tests.serving import Site
from tests.sitemap import ZIP

FRAME = """<!doctype html><html lang="en"><title>Our own site</title><h1>Our own site</h1>
<iframe src="%s" title="Gatherings" width="100%%" height="700" loading="lazy"></iframe>"""


@pytest.fixture
def other_site(site: Site) -> Iterator[str]:
    """A page of another origin, with the lines that /feeds/ gives."""
    body = (FRAME % f"{site.address}/embed/gatherings/?near={ZIP}").encode()

    class OwnSite(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/" else 204)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            if self.path == "/":
                self.wfile.write(body)

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), OwnSite)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_frame_on_another_site(any_page: Page, other_site: str) -> None:
    any_page.goto(other_site)
    frame = any_page.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=1)).to_have_text("Gatherings near Worcester, MA")
    assert frame.locator(".gathering").count() > 5
    with any_page.context.expect_page() as opened:
        frame.locator(".gathering a").first.click()
    opened.value.wait_for_url("**/gatherings/*/**")
    assert opened.value.evaluate("window.opener") is None
    assert any_page.url == other_site
    assert any_page.context.cookies() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_frame_by_itself(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(f"/embed/gatherings/?near={ZIP}")
    accessible(page)


def test_no_other_page_can_be_framed(page: Page, site: Site) -> None:
    answer = page.request.get(f"{site.address}/gatherings/")
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_from_a_gathering_into_a_calendar(any_page: Page) -> None:
    any_page.goto(f"/gatherings/?near={ZIP}")
    any_page.locator(".gathering a").first.click()
    any_page.wait_for_url("**/gatherings/*/*/")
    any_page.locator(".crumb a").click()
    any_page.get_by_role("link", name="Put it in your calendar").click()
    neutral = any_page.get_by_role("link", name="Download the file").nth(1)
    answer = any_page.request.get(neutral.get_attribute("href") or "")
    lines = answer.text().splitlines()
    assert {line for line in lines if line.startswith("SUMMARY")} <= {
        "SUMMARY:Appointment",
        "SUMMARY:Cancelled: Appointment",
    }
    accessible(any_page)
