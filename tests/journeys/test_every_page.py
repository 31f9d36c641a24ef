"""What holds of every page that can be reached by links."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page

from tests.journeys.checks import accessible, html_errors
from tests.serving import Site
from tests.sitemap import Fetched, language_of, walk

MAIN = {
    *("home", "gatherings", "gathering", "occurrence", "communities", "community", "place"),
    *("help-now", "privacy", "leaving", "not-found"),
}


@pytest.fixture(scope="module")
def pages(site: Site) -> list[Fetched]:
    return walk(site.address)


@pytest.fixture(scope="module")
def one_of_each_in_all_languages(pages: list[Fetched]) -> dict[str, Fetched]:
    html = [page for page in pages if "text/html" in page.headers.get("content-type", "")]
    return {page.name: page for page in reversed(html) if page.status in {200, 404}}


@pytest.fixture(scope="module")
def one_of_each(one_of_each_in_all_languages: dict[str, Fetched]) -> dict[str, Fetched]:
    each = one_of_each_in_all_languages.items()
    return {name: page for name, page in each if not language_of(page.path)}


def test_all_are_reached(one_of_each: dict[str, Fetched]) -> None:
    assert MAIN - one_of_each.keys() == set()


def test_all_are_reached_in_every_language(
    one_of_each_in_all_languages: dict[str, Fetched],
) -> None:
    wanted = {f"{code} {name}" for code, _ in settings.LANGUAGES[1:] for name in MAIN}
    assert wanted - one_of_each_in_all_languages.keys() == set()


def test_no_link_is_broken(pages: list[Fetched]) -> None:
    broken = {page.path: page.status for page in pages if page.status not in {200, 302}}
    nowhere = ["/nowhere/", *(f"/{code}/nowhere/" for code, _ in settings.LANGUAGES[1:])]
    assert broken == dict.fromkeys(nowhere, 404)


def test_none_sets_a_cookie(pages: list[Fetched]) -> None:
    assert [page.path for page in pages if "set-cookie" in page.headers] == []
    assert [page.path for page in pages if "cookie" in page.headers.get("vary", "").lower()] == []


def test_all_are_under_the_strict_policy(pages: list[Fetched]) -> None:
    policies = {page.headers.get("content-security-policy") for page in pages}
    assert len(policies) == 1
    assert "unsafe" not in (policies.pop() or "unsafe")


def test_html_is_right(pages: list[Fetched], tmp_path: Path) -> None:
    for number, page in enumerate(pages):
        if "text/html" in page.headers.get("content-type", "") and page.body:
            (tmp_path / f"{page.name}-{number}.html").write_text(page.body)
    assert html_errors(tmp_path) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(page: Page, one_of_each: dict[str, Fetched], scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    for fetched in one_of_each.values():
        page.goto(fetched.path)
        accessible(page)


def test_accessible_when_narrow_in_every_language(
    page_320: Page, one_of_each_in_all_languages: dict[str, Fetched]
) -> None:
    for fetched in one_of_each_in_all_languages.values():
        page_320.goto(fetched.path)
        accessible(page_320)


def test_forced_colours(page: Page, one_of_each: dict[str, Fetched]) -> None:
    page.emulate_media(forced_colors="active")
    for fetched in one_of_each.values():
        page.goto(fetched.path)
        accessible(page)


def test_the_log_keeps_nobody(site: Site, pages: list[Fetched]) -> None:
    """After all these requests, some with a query and one not found, the log holds none of it."""
    log = site.log.read_text()
    assert [word for word in ("near=", "?", "Mozilla", "urllib") if word in log] == []
