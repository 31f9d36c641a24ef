"""One after the other, where the database does not keep a line itself."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection


@contextmanager
def my_turn() -> Iterator[None]:
    """Hold this around a short transaction that many may want at once.

    SQLite's writers do not queue: each sleeps between its tries, longer and longer, and whoever
    just came may be first. A file's lock wakes the next one at once. It only spares waiting: what
    keeps the last seat safe is the database, with it or without.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with (settings.DATA / "booking.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
