"""The stylesheet and scripts: contrast, size, and what old phones can read."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

CSS = Path("kithway/ui/static/ui/kithway.css").read_text()
SCRIPTS = sorted(Path("kithway/ui/static/ui").glob("*.js"))

GROUNDS = ("paper", "sheet", "pine-wash", "amber-wash")
TEXT = [
    *((text, ground) for text in ("ink", "soft", "pine") for ground in GROUNDS),
    ("amber", "paper"),
    ("amber", "sheet"),
    ("on-pine", "pine"),
    ("on-amber", "amber"),
    ("on-bar", "bar"),
    ("bar", "on-bar"),
]
SHAPES = [(shape, ground) for shape in ("edge", "focus") for ground in ("paper", "sheet")]
SHAPES += [(corner, "sheet") for corner in ("health", "home", "purpose", "community")]


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))


LIGHT, DARK = (tokens(block) for block in re.findall(r":root \{(.*?)\}", CSS, re.S)[:2])


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_of_contrast_is_right() -> None:
    assert round(contrast("#ffffff", "#000000"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


def test_dark_has_every_token_of_light() -> None:
    assert sorted(DARK) == sorted(LIGHT)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_text_stands_out_seven_to_one(look: dict[str, str]) -> None:
    weak = {pair: contrast(look[pair[0]], look[pair[1]]) for pair in TEXT}
    assert {pair: found for pair, found in weak.items() if found < 7} == {}


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_and_focus_stand_out_three_to_one(look: dict[str, str]) -> None:
    weak = {pair: contrast(look[pair[0]], look[pair[1]]) for pair in SHAPES}
    assert {pair: found for pair, found in weak.items() if found < 3} == {}


def test_focus_in_the_bar_stands_out() -> None:
    (focus,) = re.findall(r"\.bar \{[^}]*--focus: (#[0-9a-f]{6})", CSS)
    assert [contrast(focus, look["bar"]) >= 3 for look in (LIGHT, DARK)] == [True, True]


def test_no_colour_stands_outside_the_tokens() -> None:
    rest = re.sub(r":root \{.*?\}", "", CSS, flags=re.S).split("@media print")[0]
    assert re.findall(r"(?<!--focus: )#[0-9a-f]{3,6}\b", rest) == []


NEW_CSS = r":is\(|:where\(|:has\(|\bclamp\(|\bmin\(|\bmax\(|[\s;{]inset|aspect-ratio|[^-]gap:"


def test_old_phones_can_read_the_stylesheet() -> None:
    assert re.findall(NEW_CSS, CSS) == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_old_phones_can_run_the_script(script: Path) -> None:
    assert re.findall(r"=>|\b(?:let|const|async|class)\s|`|\?\.|\?\?", script.read_text()) == []


def test_the_stylesheet_is_small() -> None:
    assert len(CSS.encode()) <= 25_000


def test_all_scripts_together_are_small() -> None:
    htmx = Path(finders.find("django_htmx/htmx-2.min.js"))
    assert sum(len(gzip.compress(path.read_bytes())) for path in (htmx, *SCRIPTS)) <= 25 * 1024
