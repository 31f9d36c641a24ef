"""A served demo region and three browsers: a phone, one without JavaScript, one 320 px wide."""

import http.server
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Response,
    Route,
    sync_playwright,
)

from kithway.people.sessions import COOKIE
from tests.gazetteer import cached_gazetteer
from tests.parts import CHROMIUM
from tests.serving import Site, prepare, run, serving, sign_in

pytest.register_assert_rewrite("tests.journeys.checks")
# The first keeps names from being looked up; the others, the browser's own errands.
FLAGS = [
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 568}


@pytest.fixture(scope="session")
def neutral() -> Iterator[str]:
    """Where 'Leave this page' goes in these journeys: a page of nobody's, on another origin."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Weather)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://localhost:{server.server_port}/weather"
    server.shutdown()
    server.server_close()


class Weather(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Weather</title><h1>Weather</h1>")

    def log_message(self, *words: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def environment(neutral: str) -> dict[str, str]:
    """What the server and the worker of these journeys are told."""
    settings = {"DJANGO_SETTINGS_MODULE": "tests.journeys.settings"}
    return {**settings, "NEUTRAL_PAGE": neutral, "BEGAN": str(time.monotonic())}


@pytest.fixture(scope="session")
def site(
    tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str], gazetteer: Path
) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    shutil.copy(cached_gazetteer(), folder / "gazetteer.sqlite3")
    prepare(folder, **environment)
    with serving(folder, **environment) as site:
        yield site


@pytest.fixture
def work(site: Site, environment: dict[str, str]) -> Callable[[], None]:
    """Let the worker do what is due."""
    return lambda: run(site.log.parent, "work --once", **environment)


@pytest.fixture
def coordinator(site: Site, environment: dict[str, str]) -> Callable[[Page, str], str]:
    """Signs the page in as Emi, who coordinates that community; gives the path of her room."""

    def signed_in(page: Page, community: str, name: str = "Emi") -> str:
        token = sign_in(site.log.parent, name, community, **environment)
        page.context.add_cookies([{"name": COOKIE, "value": token, "url": site.address}])
        return f"/community-room/{community}/"

    return signed_in


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> object:
    """What the server said stands beside a journey that failed."""
    report = yield
    site = getattr(item, "funcargs", {}).get("site")
    if report.failed and site and (said := site.log.read_text()[-3000:]):
        report.sections.append(("the server's log", said))
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = CHROMIUM.find()
    if program is None:
        pytest.skip(f"Chromium is not here: {CHROMIUM.get}")
    # Playwright's loop lives in this thread; nothing here asks the database.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A phone."""
    yield from watched(browser.new_context(viewport=PHONE, base_url=site.address))


@pytest.fixture
def page_no_js(browser: Browser, site: Site) -> Iterator[Page]:
    """The same phone with JavaScript off."""
    context = browser.new_context(viewport=PHONE, base_url=site.address, java_script_enabled=False)
    yield from watched(context)


@pytest.fixture
def page_320(browser: Browser, site: Site) -> Iterator[Page]:
    """The narrowest phone; also what 400% zoom on a desktop comes to."""
    yield from watched(browser.new_context(viewport=NARROW, base_url=site.address))


@pytest.fixture(params=["page", "page_no_js", "page_320"])
def any_page(request: pytest.FixtureRequest) -> Page:
    """Each in turn: every journey works in all three."""
    return request.getfixturevalue(request.param)


def watched(context: BrowserContext) -> Iterator[Page]:
    """A page whose every step is looked at: a call elsewhere, an error or a cookie fails it."""
    wrong: list[str] = []
    private: list[str] = []

    def look(route: Route) -> None:
        host = urlsplit(route.request.url).hostname
        if host in {"127.0.0.1", "localhost"}:
            route.continue_()
        else:
            wrong.append(f"called {route.request.url}")
            route.abort()

    def loaded(response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            wrong.append(f"{response.status} for {response.url}")
        if response.status == 200 and "no-store" in response.headers.get("cache-control", ""):
            private.append(response.url)

    def said(message: ConsoleMessage) -> None:
        # A page that is not found says so here too; `loaded` looks at what pages load.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            wrong.append(message.text)

    context.route("**/*", look)
    context.on("response", loaded)
    context.on("console", said)
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.set_default_timeout(10_000)
    yield context.new_page()
    cookies = {cookie["name"] for cookie in context.cookies()}
    # Whoever is signed in has two, and whoever was at the door may have the form's own.
    ours = {COOKIE, "csrftoken"} if private or COOKIE in cookies else set()
    wrong += sorted(cookies - ours)
    context.close()
    assert wrong == []
