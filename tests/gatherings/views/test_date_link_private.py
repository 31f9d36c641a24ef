"""A private link is private: no cache, no log, no table and no other page learns it."""

import hashlib
import importlib
import io
import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from kithway.gatherings.models import DateLink
from tests.clock import NOON
from tests.gatherings.views.rooms import everything

pytestmark = pytest.mark.usefixtures("thursday")
ENDS = NOON + timedelta(hours=7, minutes=30)


def test_headers_keep_the_link_private(client: Client, date_page: str) -> None:
    for answer in (
        client.get(date_page),
        client.post(date_page, {"say": "on"}),
        client.get("/dates/x/"),
    ):
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex"
        assert set(answer["Cache-Control"].split(", ")) == {"no-store", "private"}


def test_nothing_on_the_page_leads_away(client: Client, date_page: str) -> None:
    links = client.get(date_page).content.decode().split('href="')[1:]
    away = [to for to in links if not to.startswith(("/", "#", "http://testserver/"))]
    assert away == []


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the installation's own handler writes."""
    (handler,) = [each for each in logging.getLogger().handlers if each.filters]
    written = io.StringIO()
    stream = handler.setStream(written)  # type: ignore[attr-defined]
    yield written
    handler.setStream(stream)  # type: ignore[attr-defined]


def test_the_token_is_kept_nowhere(
    date_page: str, token: str, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(raise_request_exception=False)
    client.post(date_page, {"say": "on"})
    client.put(date_page)
    client.get(f"{date_page}more/")
    module = importlib.import_module("kithway.gatherings.views.date_link")
    monkeypatch.setattr(module, "render", lambda *words: 1 / 0)
    assert client.get(date_page).status_code == 500
    said = log.getvalue()
    assert "/dates/…/" in said
    assert "ZeroDivisionError" in said
    assert token not in said
    assert token not in str(everything())
    assert DateLink.objects.get().token_hash == hashlib.sha256(token.encode()).hexdigest()
