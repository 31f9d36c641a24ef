"""What the strict content policy would refuse is not written, nor what would let words run."""

import re
from html.parser import HTMLParser
from pathlib import Path

from tests.house.files import name, scripts, stylesheets, templates

# Names of XML languages are addresses that nobody calls.
NAMES_ONLY = ("http://www.w3.org/", "https://www.w3.org/")
# Code of our template language may hold < and >, which are not the page's.
TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
OUTSIDE = re.compile(r"https?://[^\s\"'<>)]+")
UNSAFE = re.compile(r"\|\s*safe\b|autoescape\s+off")
SET = re.compile(r"\bas (\w+) %}")


class Refused(HTMLParser):
    """What of a page's source the policy refuses."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {key for key, _ in attrs}
        if tag == "style" or (tag == "script" and "src" not in names):
            self.found.append(f"<{tag}>")
        self.found += [key for key in names if key == "style" or key.startswith("on")]
        self.found += [v for _, v in attrs if v and v.strip().lower().startswith("javascript:")]


def test_nothing_inline() -> None:
    assert {name(path): found for path in templates() if (found := refused(path))} == {}


def test_nothing_unescaped() -> None:
    found = {name(path) for path in templates() if UNSAFE.search(path.read_text())}
    assert found == set()


def test_no_other_host() -> None:
    sources = [*templates(), *stylesheets(), *scripts()]
    found = [f"{name(path)}: {to}" for path in sources for to in OUTSIDE.findall(path.read_text())]
    assert [line for line in found if not line.split(": ", 1)[1].startswith(NAMES_ONLY)] == []


def refused(path: Path) -> list[str]:
    page = Refused()
    page.feed(TAGS.sub("", path.read_text()))
    return page.found


def test_a_page_names_its_own_so() -> None:
    """What stands outside the blocks of a frame would silently take a view's word of that name."""
    frames = [path for path in templates() if "<!doctype" in path.read_text()]
    taken = {name(path): [*SET.findall(path.read_text())] for path in frames}
    assert {at for at, names in taken.items() if names} >= {"kithway/ui/templates/ui/page.html"}
    assert [one for names in taken.values() for one in names if not one.startswith("page_")] == []
