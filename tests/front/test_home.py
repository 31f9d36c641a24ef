import re

import pytest
from django.test import Client

from kithway.gatherings.finding.choices import span_choices
from kithway.gatherings.vocabulary import KINDS, PATHWAYS

pytestmark = pytest.mark.django_db


@pytest.fixture
def html(client: Client) -> str:
    return client.get("/").content.decode()


def test_the_question_goes_in_the_address(html: str) -> None:
    assert re.findall(r"<form[^>]*method=", html) == []
    assert re.findall(r'<(?:input|select)[^>]*name="([^"]+)"', html) == ["near", "from", "kind"]


def test_when_and_what_are_the_finders_own_choices(html: str) -> None:
    assert re.findall(r'<option value="([^"]*)"', html) == [
        *(code for code, _name in span_choices()),
        "",
        *KINDS,
    ]
    assert re.findall(r'<option value="([^"]*)" selected', html) == ["today", ""]


def test_nothing_must_be_filled_in(html: str) -> None:
    assert re.findall(r"<input[^>]*\srequired", html) == []


def test_there_are_many_ways_in(html: str) -> None:
    assert re.findall(r'\?pathway=([^"]+)"', html) == [code for code in PATHWAYS if code != "any"]


def test_the_first_page_loads_one_style_and_two_small_scripts(html: str) -> None:
    assert re.findall(r'<script src="[^"]*/(\w+)\.[^"]*"', html) == ["leave", "offline"]
    assert len(re.findall(r'rel="stylesheet"', html)) == 1
