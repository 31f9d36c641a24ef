"""How many places of a date are taken. One conditional statement gives them, on either database
and across processes; whoever asks for one too many gets none.

Every row here is locked before any seat of its date is touched, and rows of several dates in the
order of their dates: so two who meet wait for each other, and never both.
"""

from collections.abc import Sequence
from functools import lru_cache

from django.db import connection
from django.db.models import F

from kithway.gatherings.models import DateSeats, Gathering


def take(gathering: Gathering, starts: Sequence[str], size: int) -> set[str]:
    """Take `size` places at each of these dates (recurrence ids); returns at which there were as
    many left. Locks the row of each, also of those where there were not."""
    if not starts:
        return set()
    given: list[str | int] = [size, *starts, gathering.pk, size]
    with connection.cursor() as cursor:
        cursor.execute(_TAKE() % ", ".join(["(%s)"] * len(starts)), given)
        return {row[0] for row in cursor.fetchall()}


def lock(gathering: Gathering, starts: Sequence[str]) -> dict[str, int]:
    """How many are taken at each of these dates, held still until the transaction ends."""
    if not starts:
        return {}
    given: list[str | int] = [*starts, gathering.pk]
    with connection.cursor() as cursor:
        cursor.execute(_LOCK() % ", ".join(["(%s)"] * len(starts)), given)
        return dict(cursor.fetchall())


def is_full(gathering: Gathering, start: str) -> bool:
    """Whether whoever asks now would wait."""
    if gathering.capacity is None:
        return False
    rows = DateSeats.objects.filter(gathering=gathering, recurrence_id=start)
    return rows.filter(taken__gte=gathering.capacity).exists()


def give_back(gathering: Gathering, start: str, size: int) -> None:
    """Places that are free again. Raises RuntimeError where more would be given than were taken."""
    row = DateSeats.objects.filter(gathering=gathering, recurrence_id=start, taken__gte=size)
    if not row.update(taken=F("taken") - size):
        raise RuntimeError("more places given back than were taken")


def hold(gathering: Gathering, start: str, before: int, now: int) -> None:
    """Write what a locked row holds now. Raises RuntimeError where it was not as it was read."""
    row = DateSeats.objects.filter(gathering=gathering, recurrence_id=start, taken=before)
    if before != now and not row.update(taken=now):
        raise RuntimeError("places changed while they were held")


# `column1` is what both databases call the only column of VALUES. An insert that meets its row
# locks it, whether it then changes it or not.
@lru_cache(maxsize=1)
def _TAKE() -> str:  # noqa: N802
    seats, gatherings = _tables()
    return (
        f"INSERT INTO {seats} AS held (gathering_id, recurrence_id, taken) "  # noqa: S608
        f"SELECT g.id, v.column1, %%s FROM {gatherings} g, (VALUES %s) v "
        "WHERE g.id = %%s AND (g.capacity IS NULL OR g.capacity >= %%s) ORDER BY v.column1 "
        "ON CONFLICT (gathering_id, recurrence_id) DO UPDATE "
        "SET taken = held.taken + excluded.taken WHERE held.taken + excluded.taken <= "
        f"(SELECT coalesce(g.capacity, 1000000) FROM {gatherings} g "
        "WHERE g.id = excluded.gathering_id) RETURNING recurrence_id"
    )


@lru_cache(maxsize=1)
def _LOCK() -> str:  # noqa: N802
    seats, gatherings = _tables()
    return (
        f"INSERT INTO {seats} AS held (gathering_id, recurrence_id, taken) "  # noqa: S608
        f"SELECT g.id, v.column1, 0 FROM {gatherings} g, (VALUES %s) v "
        "WHERE g.id = %%s ORDER BY v.column1 "
        "ON CONFLICT (gathering_id, recurrence_id) DO UPDATE SET taken = held.taken "
        "RETURNING recurrence_id, taken"
    )


def _tables() -> tuple[str, str]:
    quote = connection.ops.quote_name
    return quote(DateSeats._meta.db_table), quote(Gathering._meta.db_table)
