"""What holds of every page that somebody signed in can reach by links."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from kithway.people.sessions import COOKIE
from tests.journeys.checks import accessible, html_errors
from tests.serving import Site, sign_in
from tests.sitemap import Fetched, walk

COMMUNITY = "blackstone-lantern"
# Where what is private begins. What anyone may read is walked elsewhere.
WITHIN = r"/(es/)?(mine|community-room|holding|rota|steward|start|coming)/"
STARTS = {
    # Of the demo's people no settings can be changed; hers can, so she is first.
    "Marion": ("/mine/settings/", "/es/mine/settings/"),
    "Emi": ("/mine/", f"/community-room/{COMMUNITY}/", "/start/"),
    "Dara": ("/mine/", "/holding/", "/rota/"),
    "Ana": ("/mine/", "/es/mine/"),
    "Femi": ("/mine/", "/steward/"),
}
MAIN = {
    *("mine", "settings", "community-room", "room-roles", "room-history", "room-places"),
    *("room-gatherings", "room-dates", "room-coming", "room-rota", "room-attendance-now"),
    *("room-numbers", "room-files", "holding", "rota", "start", "steward"),
    *("code-app", "passkeys", "password", "recovery-code"),
}


@pytest.fixture(scope="module")
def cookies(site: Site, environment: dict[str, str]) -> dict[str, str]:
    """A signed-in session of each, by name."""
    folder = site.log.parent
    how = dict.fromkeys(STARTS, "demo_person") | {"Marion": "coordinator"}
    return {name: sign_in(folder, name, COMMUNITY, how[name], **environment) for name in STARTS}


@pytest.fixture(scope="module")
def pages(site: Site, cookies: dict[str, str]) -> dict[tuple[str, str], Fetched]:
    """One of each kind, by who reads it and its name."""
    found = {}
    for name, starts in STARTS.items():
        for page in walk(site.address, starts, f"{COOKIE}={cookies[name]}", WITHIN):
            found.setdefault((name, page.name), page)
    return found


def html(pages: dict[tuple[str, str], Fetched]) -> dict[tuple[str, str], Fetched]:
    return {
        key: page
        for key, page in pages.items()
        if "text/html" in page.headers.get("content-type", "") and page.status == 200
    }


def test_all_are_reached(pages: dict[tuple[str, str], Fetched]) -> None:
    assert MAIN - {name for _, name in pages} == set()


def test_no_link_is_broken(pages: dict[tuple[str, str], Fetched]) -> None:
    broken = {f"{who} {page.path}": page.status for (who, _), page in pages.items()}
    assert {path: status for path, status in broken.items() if status not in {200, 302}} == {}


def test_none_is_kept(pages: dict[tuple[str, str], Fetched]) -> None:
    kept = {page.path: page.headers.get("cache-control", "") for page in pages.values()}
    assert {path: said for path, said in kept.items() if "no-store" not in said} == {}


def test_html_is_right(pages: dict[tuple[str, str], Fetched], tmp_path: Path) -> None:
    for (who, name), page in html(pages).items():
        (tmp_path / f"{who}-{name}.html").write_text(page.body)
    assert "\n".join(html_errors(tmp_path)) == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible_when_narrow(
    page_320: Page,
    site: Site,
    cookies: dict[str, str],
    pages: dict[tuple[str, str], Fetched],
    scheme: str,
) -> None:
    page_320.emulate_media(color_scheme=scheme)
    seen, wrong = set(), []
    for (who, name), fetched in html(pages).items():
        if name in seen:
            continue
        seen.add(name)
        session = {"name": COOKIE, "value": cookies[who], "url": site.address}
        page_320.context.add_cookies([session])
        page_320.goto(fetched.path)
        try:
            accessible(page_320)
        except AssertionError as found:
            # All of them are to be seen at once: to come this far takes a minute.
            wrong.append(str(found))
    assert "\n".join(wrong) == ""
