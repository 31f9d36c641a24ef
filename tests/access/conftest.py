"""The world that the matrix asks about, written once for each of its files."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from kithway.people.sessions import open_session
from tests.access.asking import WEAK
from tests.access.world import World, write_world
from tests.clock import NOON
from tests.undone import undone


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Written once for all, at a held hour."""
    patch = pytest.MonkeyPatch()
    patch.setattr(timezone, "now", lambda: NOON)
    with django_db_blocker.unblock(), undone():
        yield write_world()
    patch.undo()


@pytest.fixture(scope="module")
def tokens(world: World) -> dict[str, str]:
    """The cookie of each of the cast, signed in with two factors, and of Emi with one."""
    found = {name: open_session(person=who, strong=True)[1] for name, who in world.people.items()}
    return {**found, WEAK: open_session(person=world.people["Emi"])[1]}
