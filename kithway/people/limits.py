"""How often something may be tried: counted in a table that all workers share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from kithway.people.marks import mark
from kithway.people.models import Attempt

# Longer than any span that is counted in.
KEPT_FOR = timedelta(days=7)


class TooOften(Exception):
    """It was tried too often for now."""


def count(what: str, of: str, *, most: int, within: timedelta) -> None:
    """Count one try of this thing. Raises TooOften from the one after `most` in a span of `within`.

    Never of anybody's address. Known and unknown things are counted alike. Call it outside a
    transaction: what is refused afterwards has been tried all the same.
    """
    now = timezone.now()
    tries = Attempt.objects.filter(what=what, mark=attempt_mark(what, of))
    # Each is one conditional update: of two at once, both count.
    if tries.filter(began_at__gt=now - within, count__lt=most).update(count=F("count") + 1):
        return
    if tries.filter(began_at__lte=now - within).update(began_at=now, count=1):
        return
    try:
        with transaction.atomic():
            Attempt.objects.create(what=what, mark=attempt_mark(what, of), began_at=now, count=1)
    except IntegrityError:
        # It is there: full, or another process made it this moment.
        if not tries.filter(began_at__gt=now - within, count__lt=most).update(count=F("count") + 1):
            raise TooOften from None


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` in a span, of this thing."""

    what: str
    of: str
    most: int


def count_within(limits: Sequence[Limit], *, within: timedelta) -> None:
    """Count one of each, as part of a transaction that does what is counted: what is undone has not
    been counted. One statement. Raises TooOften, upon which the transaction must be undone.

    Give them in one order everywhere: their rows stay locked until the transaction ends.
    """
    now = timezone.now()
    moment = connection.ops.adapt_datetimefield_value
    most = {limit.what: limit.most for limit in limits}
    rows = [(one.what, attempt_mark(one.what, one.of), moment(now)) for one in limits]
    since = moment(now - within)
    with connection.cursor() as cursor:
        marks = ", ".join(["(%s, %s, %s, 1)"] * len(rows))
        cursor.execute(_COUNT() % marks, [*(value for row in rows for value in row), since, since])
        if any(count > most[what] for what, count in cursor.fetchall()):
            raise TooOften


@lru_cache(maxsize=1)
def _COUNT() -> str:  # noqa: N802
    table = connection.ops.quote_name(Attempt._meta.db_table)
    return (
        f"INSERT INTO {table} AS held (what, mark, began_at, count) VALUES %s "  # noqa: S608
        "ON CONFLICT (what, mark) DO UPDATE SET "
        "count = CASE WHEN held.began_at <= %%s THEN 1 ELSE held.count + 1 END, "
        "began_at = CASE WHEN held.began_at <= %%s THEN excluded.began_at ELSE held.began_at END "
        "RETURNING what, count"
    )


def forgive(what: str, of: str) -> None:
    """It went well: begin anew."""
    Attempt.objects.filter(what=what, mark=attempt_mark(what, of)).delete()


def attempt_mark(what: str, of: str) -> str:
    return mark("attempt", what, of)


def forget_attempts() -> int:
    """Delete what was tried too long ago to matter."""
    return Attempt.objects.filter(began_at__lt=timezone.now() - KEPT_FOR).delete()[0]
