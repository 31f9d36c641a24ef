"""An error is logged with its type and place, and with nothing of who asked or for what."""

import importlib
import io
import logging
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client

ASKED = {"near": "Hidden Lane", "q": "voices"}
VISITOR = "203.0.113.9"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the installation's own handler would write."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.Formatter(settings.LOGGING["formatters"]["plain"]["format"]))
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/nowhere/", "/help-now/"])
def test_no_query_and_no_address(
    path: str, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = importlib.import_module("kithway.front.views.help_now")
    monkeypatch.setattr(module, "render", _broken)
    client = Client(raise_request_exception=False, REMOTE_ADDR=VISITOR)
    client.get(path, ASKED, headers={"user-agent": "Telltale/1.0"})
    said = log.getvalue()
    assert path in said
    words = [*ASKED.values(), "Hidden", VISITOR, "Telltale", "?"]
    assert [word for word in words if word in said] == []


def _broken(*words: object) -> None:
    raise RuntimeError("broken on purpose")
