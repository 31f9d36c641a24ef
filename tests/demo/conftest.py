from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction

from kithway.demo.actions import load_demo

# A Monday, two in the afternoon where the region lies, with no holiday within a week.
NOW = datetime(2026, 9, 14, 18, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def region(django_db_setup: None, django_db_blocker) -> Iterator[datetime]:
    """The demo region, loaded once for all tests of a module."""
    keys = transaction.atomic(using="keys")
    # As a test's own transaction, which Django lets a durable one stand within.
    keys._from_testcase = True
    with django_db_blocker.unblock(), transaction.atomic(), keys:
        load_demo(now=NOW)
        yield NOW
        transaction.set_rollback(True)
        transaction.set_rollback(True, using="keys")
