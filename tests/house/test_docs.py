"""What can be run or set is in the documents."""

import re

import pytest
from django.core.management import get_commands

from tests.house.files import ROOT, modules

README = ROOT / "README.md"
SETTING = re.compile(r"\"(KITHWAY_[A-Z_]+|DATABASE_URL)\"")

pytestmark = pytest.mark.skipif(not README.exists(), reason="README.md is not written yet")


@pytest.fixture(scope="module")
def documents() -> str:
    paths = [README, ROOT / "DEVELOPING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return "\n".join(path.read_text() for path in paths if path.exists())


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
