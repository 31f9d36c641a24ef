"""The waiting list fills itself: a place that comes free is offered, held a while, passed on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from kithway.gatherings.coming.places import hold, lock
from kithway.gatherings.coming.telling import tell_of_offer
from kithway.gatherings.models import DateSeats, Gathering, Seat

# An offer is held this long, but never so late that the place would go to nobody.
HELD_FOR = timedelta(hours=24)
LATEST = timedelta(hours=2)
# Shorter is no offer: from then on a free place is whoever's asks for it.
SHORTEST = timedelta(minutes=15)
# A date may have been moved so far.
LOOK_BACK = timedelta(days=62)
BATCH = 200
State = Seat.State


@dataclass(slots=True)
class _Date:
    """One date while its row is locked. `starts_at`: None where it is not held."""

    start: str
    taken: int
    starts_at: datetime | None
    # When an offer that is made now ends; None where it is too late for one.
    until: datetime | None


def offer_until(starts_at: datetime | None, now: datetime) -> datetime | None:
    """How long a place is held for who waits; None where it is too late to hold one, and where the
    date is not held."""
    if starts_at is None:
        return None
    until = min(now + HELD_FOR, starts_at - LATEST)
    return until if until - now >= SHORTEST else None


@transaction.atomic
def fill(gathering: Gathering, starts: Sequence[str]) -> int:
    """Pass on offers that nobody took, and offer what is free to those who wait, the longest first
    and as many as fit; returns how many seats changed."""
    now = timezone.now()
    taken = lock(gathering, starts)
    rows = list(
        gathering.seats.filter(
            recurrence_id__in=starts, state__in=(State.WAITING, State.OFFERED)
        ).order_by("queued_at", "pk")
    )
    if not rows:
        return 0
    capacity = Gathering.objects.values_list("capacity", flat=True).get(pk=gathering.pk)
    dates = _dates(gathering, taken, now)
    passed = [seat for seat in rows if seat.offered_until and seat.offered_until <= now]
    for seat in passed:
        dates[seat.recurrence_id].taken -= seat.size
    waiting = [seat for seat in rows if seat.state == State.WAITING]
    offered = [seat for seat in waiting if _offer(seat, dates[seat.recurrence_id], capacity)]
    _write(passed, offered, now)
    for start, date in dates.items():
        hold(gathering, start, taken[start], date.taken)
    tell_of_offer(
        offered, {date.start: date.starts_at for date in dates.values() if date.starts_at}
    )
    return len(passed) + len(offered)


def _dates(gathering: Gathering, taken: dict[str, int], now: datetime) -> dict[str, _Date]:
    """A date that is not held, or is not there any more, has no offers."""
    held = gathering.occurrences.filter(recurrence_id__in=taken, cancelled_at=None, closure=None)
    begins = dict(held.values_list("recurrence_id", "starts_at"))
    return {
        start: _Date(start, count, begins.get(start), offer_until(begins.get(start), now))
        for start, count in taken.items()
    }


def _offer(seat: Seat, date: _Date, capacity: int | None) -> bool:
    """Hold a place for somebody who waits, if one is free that fits."""
    if date.until is None or (capacity is not None and date.taken + seat.size > capacity):
        return False
    date.taken += seat.size
    seat.state, seat.offered_until = State.OFFERED, date.until
    return True


def _write(passed: list[Seat], offered: list[Seat], now: datetime) -> None:
    if passed:
        gone = Seat.objects.filter(pk__in=[seat.pk for seat in passed], state=State.OFFERED)
        gone.update(state=State.PASSED, offered_until=None, changed_at=now)
    for until in {seat.offered_until for seat in offered}:
        keys = [seat.pk for seat in offered if seat.offered_until == until]
        Seat.objects.filter(pk__in=keys, state=State.WAITING).update(
            state=State.OFFERED, offered_until=until, changed_at=now
        )


def pass_on(gathering: Gathering, starts: Sequence[str]) -> None:
    """Fill these dates where an offer of them is over, whether the worker has been there or not."""
    marks = ", ".join(["%s"] * len(starts))
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(_OVER() % marks, [now, gathering.pk, *starts])
        over = cursor.fetchone()
    if over:
        # All of them, so that their rows are locked in order.
        fill(gathering, starts)


# Every booking asks this, so it is written once; the state stands in it as a word, since only then
# does SQLite see that the index of offers will do.
@lru_cache(maxsize=1)
def _OVER() -> str:  # noqa: N802
    seats = connection.ops.quote_name(Seat._meta.db_table)
    return (
        f"SELECT 1 FROM {seats} WHERE state = '{State.OFFERED}' AND offered_until <= %%s "  # noqa: S608
        "AND gathering_id = %%s AND recurrence_id IN (%s) LIMIT 1"
    )


def fill_all(gathering: Gathering) -> int:
    """Every date of a gathering at which somebody waits."""
    waiting = gathering.seats.filter(state=State.WAITING).order_by()
    starts = sorted(set(waiting.values_list("recurrence_id", flat=True)))
    return fill(gathering, starts) if starts else 0


def fill_due() -> int:
    """Every coming date at which somebody waits or holds an offer; returns how many seats changed.

    Short transactions; run again, it finds nothing more to do.
    """
    by_gathering: dict[int, list[str]] = {}
    for key, start in _due(timezone.now()).values_list("gathering", "recurrence_id").distinct():
        by_gathering.setdefault(key, []).append(start)
    return sum(_fill_all(rows, by_gathering) for rows in _batches(by_gathering))


def _due(now: datetime) -> QuerySet[Seat]:
    """Offers that are over, and whoever waits where there is room."""
    over = Q(state=State.OFFERED, offered_until__lte=now)
    room = DateSeats.objects.filter(
        gathering=OuterRef("gathering"),
        recurrence_id=OuterRef("recurrence_id"),
        taken__lte=OuterRef("gathering__capacity") - OuterRef("size"),
    )
    fits = Q(state=State.WAITING) & (Q(gathering__capacity=None) | Exists(room))
    since = (now - LOOK_BACK).date().isoformat()
    return Seat.objects.filter(over | fits, recurrence_id__gt=since).order_by()


def _batches(by_gathering: dict[int, list[str]]) -> Iterable[list[Gathering]]:
    keys = sorted(by_gathering)
    for at in range(0, len(keys), BATCH):
        yield list(Gathering.objects.filter(pk__in=keys[at : at + BATCH]))


def _fill_all(rows: list[Gathering], by_gathering: dict[int, list[str]]) -> int:
    return sum(fill(row, by_gathering[row.pk]) for row in rows)
