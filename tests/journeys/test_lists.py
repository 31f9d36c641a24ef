"""A coordinator pastes a calendar link once; from then on the gatherings follow the calendar."""

import re
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.gatherings.importing.ical.making import calendar, changed, event, once
from tests.gatherings.subscribing.serving import Listed, one_list
from tests.journeys.checks import accessible, html_errors
from tests.serving import Site, run

COMMUNITY = "quaboag-common"


@pytest.fixture
def listed() -> Iterator[Listed]:
    with one_list() as listed:
        yield listed


@pytest.fixture
def room(site: Site, environment: dict[str, str]) -> str:
    """The path of Emi's room."""
    words = f"coordinator_link --community {COMMUNITY} --name Emi"
    found = re.search(r"/community-room/[^/\s]+/", run(site.log.parent, words, **environment))
    assert found
    return found[0]


def called_off(page: Page, slug: str) -> None:
    """What anybody sees of that date; asked so that no cache answers."""
    page.goto(f"/gatherings/{slug}/2026-12-03/?look={secrets.token_hex(4)}")
    expect(page.get_by_text(re.compile("^Cancelled|^Not held")).first).to_be_visible()


def circle(name: str, **facts: str) -> str:
    return event(SUMMARY=name, **facts)


def test_a_calendar_followed(
    any_page: Page,
    listed: Listed,
    room: str,
    work: Callable[[], None],
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    page, seen = any_page, []
    # Each of the three browsers brings in a calendar of its own.
    name = f"Lantern circle {request.node.callspec.id.replace('_', ' ')}"
    uid = f"{name}@river"
    listed.body = calendar(
        circle(name, UID=uid, LOCATION="Upstairs"),
        once("20261212", UID=f"{uid}-staff", SUMMARY="Staff lunch", LOCATION="Upstairs"),
    )

    def look() -> None:
        accessible(page)
        seen.append(page.content())

    page.goto(room)
    page.get_by_role("link", name="See the lists").click()
    look()
    page.get_by_role("link", name="Paste a link").click()
    look()
    page.get_by_label("The link").fill(listed.url)
    page.get_by_role("button", name="Read this list").click()
    expect(page.get_by_text("Being read for the first time.")).to_be_visible()
    look()

    work()
    page.reload()
    expect(page.get_by_text("2 gatherings were found.")).to_be_visible()
    page.get_by_role("link", name="Say what is what").click()
    look()
    page.get_by_label("Upstairs").select_option(index=3)
    page.get_by_label("Staff lunch").select_option("Leave it out")
    page.get_by_label("Peer support group", exact=True).check()
    page.get_by_role("button", name="Show these gatherings to everyone").click()
    work()
    page.reload()
    expect(page.get_by_text("is new.")).to_have_text(re.compile(f"{re.escape(name)} is new"))
    look()
    mine = page.url

    page.goto(f"/gatherings/?q={name.replace(' ', '+')}&days=30")
    page.get_by_role("link", name=name).first.click()
    page.wait_for_url(re.compile("/gatherings/[^?]+/"))
    slug = urlsplit(page.url).path.split("/")[2]

    page.goto(f"{room}gatherings/{slug}/2026-12-03/")
    page.get_by_text("It is called off").click()
    page.get_by_role("button", name="Call it off").click()
    called_off(page, slug)

    listed.body = calendar(
        circle(name, UID=uid, LOCATION="Upstairs", DESCRIPTION="Bring a lantern."),
        changed("20261203", "190000", UID=uid, SUMMARY=name, LOCATION="Upstairs"),
        changed("20261210", "190000", UID=uid, SUMMARY=name, LOCATION="Upstairs"),
    )
    page.goto(f"{mine}reading/")
    look()
    page.get_by_role("button", name="Read it now").click()
    work()
    page.reload()
    expect(page.get_by_text(f"{name} is described anew.")).to_be_visible()
    expect(page.get_by_text(f"{name} is different on Thursday 10 December.")).to_be_visible()
    expect(page.get_by_text("3 December")).to_have_count(0)
    look()
    called_off(page, slug)

    page.goto(f"{mine}end/")
    look()
    for number, html in enumerate(seen):
        (tmp_path / f"{number}.html").write_text(html)
    assert html_errors(tmp_path) == []
