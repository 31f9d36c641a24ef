"""The gallery shows every component, from its own file."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import RequestFactory

from kithway.ui.gallery import Example, examples, gallery

FILES = {path.stem for path in Path("kithway/ui/components").glob("*.html")}
# Parts of others, the button that every page has already, and htmx, which has no look.
ELSEWHERE = {"exit", "htmx", "field_notes"}
VOID = {"input", "br", "hr", "img", "meta", "link"}


class Balance(HTMLParser):
    """Counts what is opened and not closed, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_each_component_stands_in_the_gallery() -> None:
    assert {example.component for example in examples()} == FILES - ELSEWHERE


@pytest.mark.parametrize("example", examples(), ids=lambda e: f"{e.component}: {e.state}")
def test_a_component_is_whole(example: Example) -> None:
    page = Balance()
    page.feed(example.html())
    assert (page.open, len(page.ids)) == ([], len(set(page.ids)))


@pytest.mark.django_db
def test_the_gallery_shows_each_state(rf: RequestFactory) -> None:
    html = gallery(rf.get("/gallery/")).content.decode()
    assert [example.state for example in examples() if example.html() not in html] == []


def test_a_fact_without_a_value_is_left_out() -> None:
    example = Example("facts", "", {"facts": [("When", "Tonight"), ("Where", "")]})
    assert example.html().strip() == '<dl class="facts"><dt>When</dt><dd>Tonight</dd></dl>'


def test_words_from_people_are_escaped() -> None:
    html = Example("tag", "", {"label": "<b>tea</b>"}).html().strip()
    assert html == '<span class="tag">&lt;b&gt;tea&lt;/b&gt;</span>'
