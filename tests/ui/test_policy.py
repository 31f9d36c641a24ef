"""Nothing inline, nothing from another host."""

import re
from pathlib import Path

import pytest
from django.test import Client

from kithway.ui.policy import STRICT

TEMPLATES = sorted(Path("kithway").rglob("*.html"))
# What stands within our template language is not the page's.
TAGS = re.compile(r"\{%.*?%\}", re.DOTALL)
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


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_no_template_has_inline_style_or_script(template: Path) -> None:
    assert INLINE.findall(TAGS.sub("", template.read_text())) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_no_template_loads_from_another_host(template: Path) -> None:
    assert ELSEWHERE.findall(template.read_text()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/help-now/", "/leaving/", "/privacy/"])
def test_public_pages_set_no_cookie(client: Client, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, dict(response.cookies)) == (200, {})
    assert response["Cache-Control"] == "public, max-age=60"
