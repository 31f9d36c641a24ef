"""What every page must pass: axe, the HTML checker, and the narrowest screen."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.parts import AXE, JAVA, VNU

# Reads the page as it stands; gives a line for each thing found.
RUN = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations.flatMap(
  found => found.nodes.map(node => `${found.id}: ${node.target} ${node.failureSummary}`))"""
# Where scripts are off, a browser reads what stands in <noscript>.
SCRIPTS_OFF = """() => { const box = document.createElement("div");
  box.innerHTML = "<noscript><b></b></noscript>"; return box.querySelector("b") !== null; }"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def accessible(page: Page) -> None:
    """No violation of any of axe's rules, and no sideways scrolling."""
    # A page without its style yet is wider than a narrow phone.
    page.wait_for_load_state()
    assert (page.url, page.evaluate(OVERFLOW)) == (page.url, 0)
    if page.evaluate(SCRIPTS_OFF):
        with _copied(page) as copy:
            assert (page.url, _violations(copy)) == (page.url, [])
    else:
        assert (page.url, _violations(page)) == (page.url, [])


def _violations(page: Page) -> list[str]:
    page.evaluate(_axe())
    return page.evaluate(RUN)


@contextmanager
def _copied(page: Page) -> Iterator[Page]:
    """The same page where axe can run, which needs scripts; the page's own stay off."""
    assert page.context.browser is not None
    with page.context.browser.new_context(viewport=page.viewport_size) as context:
        context.route(lambda url: url.endswith(".js"), lambda route: route.abort())
        source = page.content()
        context.route(page.url, lambda route: route.fulfill(body=source, content_type="text/html"))
        copy = context.new_page()
        copy.goto(page.url)
        yield copy


@cache
def _axe() -> str:
    path = AXE.find()
    if path is None:
        pytest.skip(f"axe-core is not here: {AXE.get}")
    return path.read_text()


def html_errors(folder: Path) -> list[str]:
    """What the HTML checker says of every file in a folder, read in one go."""
    java, checker = JAVA.find(), VNU.find()
    if java is None or checker is None:
        missing = JAVA if java is None else VNU
        pytest.skip(f"{missing.name} is not here: {missing.get}")
    done = subprocess.run(
        [java, "-jar", checker, "--format", "json", "--exit-zero-always", folder],
        capture_output=True,
        check=True,
    )
    found = json.loads(done.stderr)["messages"]
    # It guesses the language by the words; what a community wrote stays in its own.
    found = [said for said in found if "appears to be written in" not in said["message"]]
    return [
        f"{Path(said['url']).name}: {said['message']} {said.get('extract', '')}" for said in found
    ]
