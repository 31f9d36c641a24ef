"""What can be run or set is in the documents, and what they point to is there."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.management import get_commands

from tests.house.files import ROOT, modules

README = ROOT / "README.md"
SETTING = re.compile(r"\"(KITHWAY_[A-Z_]+|DATABASE_URL)\"")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
GOOD = re.compile(r"^Good: `([^`]+)`\n+```\w+\n(.*?)^```", re.MULTILINE | re.DOTALL)


def written() -> list[Path]:
    return sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")})


@pytest.fixture(scope="module")
def documents() -> str:
    return "\n".join(path.read_text() for path in written())


def test_every_command(documents: str) -> None:
    ours = {name for name, app in get_commands().items() if app.startswith("kithway")}
    assert {name for name in ours if f"kithway {name}" not in documents} == set()


def test_every_make_target(documents: str) -> None:
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert phony is not None
    assert {word for word in phony[1].split() if f"make {word}" not in documents} == set()


def test_every_setting(documents: str) -> None:
    read = {word for path in modules("kithway") for word in SETTING.findall(path.read_text())}
    assert {word for word in read if f"`{word}" not in documents} == set()


def test_every_link_leads_somewhere() -> None:
    lost = [
        f"{path.relative_to(ROOT)}: {link}"
        for path in written()
        for link in LINK.findall(FENCED.sub("", path.read_text()))
        if "://" not in link and not leads(path, link)
    ]
    assert lost == []


def test_every_good_example_still_stands() -> None:
    """Line by line: an example may leave out what it is not about."""
    examples = GOOD.findall((ROOT / "STYLE.md").read_text())
    assert len(examples) > 9
    gone = [
        f"{name}: {line}"
        for name, example in examples
        for line in map(str.strip, example.splitlines())
        if line not in lines_of(ROOT / name)
    ]
    assert gone == []


def leads(path: Path, link: str) -> bool:
    """To a file, and to a heading where one is named."""
    name, _, heading = unquote(link).partition("#")
    target = (path.parent / name).resolve() if name else path
    return target.exists() and (not heading or heading in headings(target))


def headings(path: Path) -> set[str]:
    """Each heading as a link names it: small letters, hyphens for spaces, no marks."""
    found = re.findall(r"^#+ (.+)$", FENCED.sub("", path.read_text()), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in found}


def lines_of(path: Path) -> set[str]:
    return {line.strip() for line in path.read_text().splitlines()} | {""}
