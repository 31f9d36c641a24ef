"""Nothing inline, nothing from another host."""

import re
from pathlib import Path

import pytest
from django.test import Client

from kithway.ui.policy import STRICT
from tests.house.test_templates import TAGS

TEMPLATES = sorted(Path("kithway").rglob("*.html"))
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)|hx-on", re.I)
ELSEWHERE = re.compile(r"(?:src|href|action)=[\"'](?:https?:)?//", re.I)


def test_the_policy_lets_nothing_inline_and_no_other_host() -> None:
    allowed = {word for part in STRICT.split("; ") for word in part.split()[1:]}
    assert allowed == {"'none'", "'self'", "data:"}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/help-now/", "/nowhere/", "/healthz"])
def test_every_answer_carries_the_policy(client: Client, path: str) -> None:
    assert client.get(path)["Content-Security-Policy"] == STRICT


def test_there_are_templates_to_look_at() -> None:
    assert len(TEMPLATES) > 20


def test_no_template_has_inline_style_or_script() -> None:
    # `one=` within a template's own tag is nothing that a page shows.
    found = {str(path): INLINE.findall(TAGS.sub("", path.read_text())) for path in TEMPLATES}
    assert {path: words for path, words in found.items() if words} == {}


def test_no_template_loads_from_another_host() -> None:
    found = {str(path): ELSEWHERE.findall(path.read_text()) for path in TEMPLATES}
    assert {path: words for path, words in found.items() if words} == {}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/help-now/", "/leaving/", "/privacy/"])
def test_public_pages_set_no_cookie(client: Client, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, dict(response.cookies)) == (200, {})
    assert response["Cache-Control"] == "public, max-age=60"
