from collections.abc import Iterator
from typing import Any

import pytest

from tests.mail_server import Post, post_office


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:
    """A mail server, and an installation that hands its mail to it."""
    with post_office() as served:
        settings.MAIL_URL = served.url
        settings.MAIL_FROM = "hello@notes.example"
        yield served
