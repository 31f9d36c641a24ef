"""The cache before the real pages: what they say of themselves is what it goes by."""

import json
from collections.abc import Iterator

import pytest
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import RequestFactory

from kithway.gatherings.models import Gathering
from tests.ui.behind_a_cache import Site

pytestmark = pytest.mark.usefixtures("thursday")


@pytest.fixture
def connection_kept() -> Iterator[None]:
    """Django drops a connection that is in a transaction, as a test's is, between requests."""
    between = (signals.request_started, signals.request_finished)
    for signal in between:
        signal.disconnect(close_old_connections)
    yield
    for signal in between:
        signal.connect(close_old_connections)


@pytest.fixture
def site(db: None, connection_kept: None) -> Site:
    application = get_wsgi_application()
    environ = RequestFactory()._base_environ()

    def app(given: dict, start_response: object) -> object:
        return application({**environ, **given}, start_response)

    return Site(app)


@pytest.mark.parametrize("path", ["/gatherings/", "/gatherings.json"])
def test_the_finder_is_kept_and_recognised(
    site: Site, hearing_voices: Gathering, path: str
) -> None:
    status, headers, body = site.ask(path)
    assert (status, headers["Cache-Control"]) == ("200 OK", "public, max-age=60")
    assert b"Hearing Voices group" in body
    assert "Set-Cookie" not in headers
    hearing_voices.delete()
    assert site.ask(path)[2] == body
    again = site.ask(path, HTTP_IF_NONE_MATCH=headers["ETag"])
    assert (again[0], again[2]) == ("304 Not Modified", b"")
    assert "Access-Control-Allow-Origin" in again[1] or path == "/gatherings/"


def test_a_refused_question_and_a_way_in_are_not_kept(
    site: Site, hearing_voices: Gathering
) -> None:
    _, headers, body = site.ask("/gatherings.json", QUERY_STRING="days=x")
    assert json.loads(body)["errors"][0]["field"] == "days"
    assert "ETag" not in headers
    way_in = site.ask(f"/gatherings/{hearing_voices.slug}/2026-11-26/way-in/")[1]
    assert "no-store" in way_in["Cache-Control"]
    assert "Age" not in way_in
