from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from kithway.demo.actions import load_demo
from tests.undone import undone

# A Monday, two in the afternoon where the region lies, with no holiday within a week.
NOW = datetime(2026, 9, 14, 18, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def region(django_db_setup: None, django_db_blocker) -> Iterator[datetime]:
    """The demo region, loaded once for all tests of a module."""
    with django_db_blocker.unblock(), undone():
        load_demo(now=NOW)
        yield NOW
