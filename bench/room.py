"""What each page of a community's room costs: queries and processor time, with a row of everything
and with many, which must not ask the database for more."""

import logging
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from copy import copy
from pathlib import Path
from typing import Any

import django

from bench.figure import show

MANY = 300
TIMES = 5
QUERIES = 15


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="kithway-bench-"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "kithway.config.settings"
    os.environ.update(KITHWAY_DATA=str(folder), DATABASE_URL="", KEYS_DATABASE_URL="")
    django.setup()
    logging.getLogger("django.request").setLevel(logging.ERROR)
    try:
        measure()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measure() -> None:
    from django.core.management import call_command
    from django.utils import timezone

    from kithway.people.sessions import open_session
    from tests.access.world import write_world
    from tests.clock import NOON

    timezone.now = lambda: NOON
    for database in ("default", "keys"):
        call_command("migrate", database=database, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    world = write_world()
    token = open_session(person=world.people["Emi"], strong=True)[1]
    paths = dict(_paths(world.mine))
    few = {name: _cost(path, token) for name, path in paths.items()}
    _multiply(world.mine["room"])
    for name, path in paths.items():
        queries, spent = _cost(path, token)
        show(f"room.{name}.queries", queries, "queries", limit=QUERIES)
        show(f"room.{name}.more_queries", queries - few[name][0], "queries", limit=0)
        show(f"room.{name}.processor_few", few[name][1], "ms")
        show(f"room.{name}.processor_many", spent, "ms")


def _paths(rows: dict[str, Any]) -> Iterator[tuple[str, str]]:
    from tests.access.asking import IN_ROOM, address

    for name, _path, _access, arguments in IN_ROOM:
        yield name, address(name, arguments, rows)


def _cost(path: str, token: str) -> tuple[int, float]:
    """Queries of the second request, of both databases, where a transaction begins and ends aside;
    and milliseconds of one."""
    from django.db import connections
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from kithway.people.sessions import COOKIE

    client = Client(SERVER_NAME="localhost")
    client.cookies[COOKIE] = token
    client.get(path)
    with (
        CaptureQueriesContext(connections["default"]) as asked,
        CaptureQueriesContext(connections["keys"]) as keys,
    ):
        client.get(path)
    # Each request begins its list anew.
    said = [query["sql"] for query in (*asked.captured_queries, *keys.captured_queries)]
    queries = sum(not sql.startswith(("BEGIN", "COMMIT")) for sql in said)
    began = time.process_time()
    for _ in range(TIMES):
        client.get(path)
    return queries, 1000 * (time.process_time() - began) / TIMES


def _multiply(slug: str) -> None:
    """Many of each row of this community that its pages list."""
    from kithway.community.models import Community
    from kithway.gatherings.models import Gathering, Occurrence
    from kithway.people.models import Person

    community = Community.objects.get(slug=slug)
    people = Person.objects.bulk_create(
        Person(name=f"Person {n}", name_key=f"person {n}") for n in range(MANY)
    )
    community.places.add(*_copies(community.places.get(), slug="hall-{}", name="Hall {}"))
    gathering = community.gatherings.get()
    _copies(gathering, slug="voices-{}", name="Voices {}")
    dates = list(gathering.occurrences.order_by("starts_at")[:3])
    Occurrence.objects.bulk_create(
        _like(date, gathering=other)
        for other in Gathering.objects.filter(community=community).exclude(pk=gathering.pk)
        for date in dates
    )
    member = community.roles.filter(kind="member").get()
    type(member).objects.bulk_create(_like(member, person=person) for person in people)
    booking = gathering.bookings.exclude(token_hash=None).get()
    bookings = _copies(booking, token_hash="hash {}", name="Guest {}")
    seat = booking.seats.get()
    type(seat).objects.bulk_create(_like(seat, booking=each) for each in bookings)
    for name in ("shifts", "suggestions", "concerns", "comments", "closures", "agreements"):
        _copies(getattr(community, name).first())
    for name in ("help_lines", "place_keys", "entries"):
        _copies(getattr(community, name).first())


def _copies(row: Any, **words: str) -> list[Any]:
    numbered = (
        _like(row, **{name: text.format(n) for name, text in words.items()}) for n in range(MANY)
    )
    made: list[Any] = type(row).objects.bulk_create(numbered)
    return made


def _like(row: Any, **different: Any) -> Any:
    """A new row that says the same."""
    key = row._meta.pk
    new = copy(row)
    new._state = copy(row._state)
    new._state.adding = True
    new.pk = key.get_default() if key.has_default() else None
    for name, value in different.items():
        setattr(new, name, value)
    return new


if __name__ == "__main__":
    main()
