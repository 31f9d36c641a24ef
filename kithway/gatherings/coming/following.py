"""When a date is called off, moved, closed or no longer there, those who come to it are told, and
their places go where the date goes.

    with followed([gathering.pk]):
        …whatever changes dates

What was is compared with what is, so that no way of changing a date is forgotten. Nobody loses a
booking by it: a date that comes back has everyone it had.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import wraps
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Greatest
from django.utils import timezone

from kithway.gatherings.coming.keeping import LIVE
from kithway.gatherings.coming.telling import tell_of_change
from kithway.gatherings.models import Booking, DateSeats, Gathering, Occurrence, Seat

F = TypeVar("F", bound=Callable[..., Any])
# Dates that began before are over, however far they were moved.
LOOK_BACK = timedelta(days=62)
# A gathering and the recurrence id of a date of it.
Key = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody who comes to a date must know."""

    starts_at: datetime
    place: int | None
    held: bool


def those_coming_are_told(action: F) -> F:
    """An action on a `gathering`'s dates, with everyone followed. Put it under the transaction."""

    @wraps(action)
    def followed_action(*, gathering: Gathering, **words: Any) -> Any:
        with followed([gathering.pk]):
            return action(gathering=gathering, **words)

    return followed_action  # type: ignore[return-value]


@contextmanager
def followed(gatherings: Iterable[int]) -> Iterator[None]:
    """Whatever happens within to the dates of these gatherings, those who come to them follow."""
    keys = _with_people(gatherings)
    before = _standings(keys)
    yield
    if not keys:
        return
    after = _standings(keys)
    for key in sorted(keys):
        was, now = before.get(key), after.get(key)
        if was and now is None and (new := _same_day(key)):
            _move(key, new.recurrence_id)
            key, now = (key[0], new.recurrence_id), _standing(new)
        if was != now:
            _tell(key, was, now)


def _with_people(gatherings: Iterable[int]) -> set[Key]:
    """Dates that somebody comes to or waits for."""
    since = (timezone.now() - LOOK_BACK).date().isoformat()
    live = Seat.objects.filter(gathering__in=list(gatherings), state__in=LIVE)
    rows = live.filter(recurrence_id__gte=since).order_by()
    return set(rows.values_list("gathering", "recurrence_id").distinct())


def _standings(keys: set[Key]) -> dict[Key, Standing]:
    if not keys:
        return {}
    rows = Occurrence.objects.filter(
        gathering__in={key[0] for key in keys},
        recurrence_id__in={key[1] for key in keys},
        ends_at__gt=timezone.now(),
    ).order_by()
    found = {(row.gathering_id, row.recurrence_id): _standing(row) for row in rows}
    return {key: found[key] for key in keys if key in found}


def _standing(row: Occurrence) -> Standing:
    held = row.cancelled_at is None and row.closure_id is None
    return Standing(row.starts_at, row.place_id, held)


def _same_day(key: Key) -> Occurrence | None:
    """The only date that the gathering now has on the day of one that is gone, with nobody on it
    yet."""
    gathering, start = key
    taken = Seat.objects.filter(
        gathering=OuterRef("gathering"), recurrence_id=OuterRef("recurrence_id")
    )
    day = Occurrence.objects.filter(gathering=gathering, recurrence_id__startswith=start[:10])
    rows = list(day.exclude(Exists(taken))[:2])
    return rows[0] if len(rows) == 1 and day.count() == 1 else None


def _move(key: Key, start: str) -> None:
    gathering, old = key
    DateSeats.objects.filter(gathering=gathering, recurrence_id=start).delete()
    for model in (DateSeats, Seat, Booking):
        rows = model._default_manager.filter(gathering=gathering, recurrence_id=old)
        rows.update(recurrence_id=start)


def carry_on(*, gathering: Gathering, successor: Gathering, from_day: date) -> None:
    """Let those who come to a series from a day on come to the one that goes on in its stead."""
    since = from_day.isoformat()
    theirs = gathering.bookings.filter(forgotten_at=None)
    series = Q(recurrence_id="", cancelled_at=None)
    for rows in (
        theirs.filter(series | Q(recurrence_id__gte=since)),
        gathering.seats.filter(recurrence_id__gte=since),
        gathering.date_seats.filter(recurrence_id__gte=since),
    ):
        rows.update(gathering=successor)
    keys = _with_people([successor.pk])
    for key in sorted(keys - _standings(keys).keys()):
        if new := _same_day(key):
            _move(key, new.recurrence_id)
            key = (key[0], new.recurrence_id)
        _tell(key, None, _standing(new) if new else None)


def _tell(key: Key, was: Standing | None, now: Standing | None) -> None:
    gathering, start = key
    at = now or was
    if at is None:
        return
    if now:
        row = Occurrence.objects.get(gathering=gathering, recurrence_id=start)
        coming = Booking.objects.filter(seats__gathering=gathering, seats__recurrence_id=start)
        Booking.objects.filter(pk__in=coming.values("pk")).update(
            last_at=Greatest("last_at", row.ends_at)
        )
    rows = Seat.objects.filter(gathering=gathering, recurrence_id=start, state__in=LIVE)
    tell_of_change(list(rows.order_by()), at.starts_at, held=bool(now and now.held))
