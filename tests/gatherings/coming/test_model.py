"""Thousands of random steps, after each of which the rows say what a plain model says."""

import os
import random
from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings
from django.core.exceptions import ValidationError
from django.utils import timezone

from kithway.gatherings.actions import change_gathering
from kithway.gatherings.coming.filling import fill_due
from kithway.gatherings.coming.keeping import cancel, give_up, resize, want
from kithway.gatherings.models import Booking, DateSeats, Gathering, Seat
from tests.gatherings.coming.plain import PlainGathering
from tests.gatherings.coming.seats import keep

# Ten thousand in all where all is tested, as in CI.
STEPS, WORLDS = (1000, 10) if os.environ.get("KITHWAY_TEST_ALL") else (100, 3)
# Where the random walk looks: a few dates, so that they fill and empty again and again.
DATES, MOST = 3, 14


OTHER = ("keep", "cancel", "resize", "later", "work", "capacity")


class Both:
    """The database and the model, taken through the same steps."""

    def __init__(
        self, gathering: Gathering, dice: random.Random, patch: pytest.MonkeyPatch
    ) -> None:
        self.gathering, self.dice, self.patch = gathering, dice, patch
        self.begin = timezone.now()
        Booking.objects.all().delete()
        DateSeats.objects.all().delete()
        rows = list(gathering.occurrences.order_by("starts_at")[:DATES])
        gathering.occurrences.exclude(pk__in=[row.pk for row in rows]).delete()
        self.starts = [row.recurrence_id for row in rows]
        minutes = {row.recurrence_id: self._minute(row.starts_at) for row in rows}
        self.model = PlainGathering(gathering.capacity or 0, minutes)
        self.bookings: list[Booking] = []
        # A tick, so that no two stand at the same place in the line.
        self.ticks = 0

    def _minute(self, moment: datetime) -> int:
        return int((moment - self.begin).total_seconds() // 60)

    def step(self) -> None:
        self._tick()
        what = self.dice.choice(
            ("keep", "keep", "series", "want", "want", "give_up", "cancel", *OTHER)
        )
        if what in {"keep", "series"}:
            self._keep(what)
        elif what == "later":
            first = min(date.starts for date in self.model.dates.values())
            later = self.model.now + self.dice.choice((7, 60, 600))
            self.model.now = later if later < first - 30 else self.model.now
        elif what == "work":
            fill_due()
            self._work()
        elif what == "capacity":
            capacity = self.dice.randint(1, 6)
            change_gathering(gathering=self.gathering, by=None, capacity=capacity)
            self.model.set_capacity(capacity)
        elif self.bookings:
            self._someone(what)
        self._tick()

    def _keep(self, what: str) -> None:
        if len(self.bookings) >= MOST:
            return
        size = self.dice.randint(1, min(3, self.gathering.capacity or 1))
        start = "" if what == "series" else self.dice.choice(self.starts)
        booking = keep(self.gathering, "Robin", start, size=size, queue=False)
        self.bookings.append(booking)
        self.model.keep(len(self.bookings) - 1, [start] if start else self.starts, size)

    def _work(self) -> None:
        """The worker looks only where something is due."""
        for name, date in self.model.dates.items():
            line = date.seats.values()
            over = any(s.state == "offered" and (s.until or 0) <= self.model.now for s in line)
            fits = any(
                s.state == "waiting" and date.taken + s.size <= self.model.capacity for s in line
            )
            if over or fits:
                self.model.fill(name)

    def _someone(self, what: str) -> None:
        who = self.dice.randrange(len(self.bookings))
        booking = self.bookings[who]
        theirs = [name for name, date in self.model.dates.items() if who in date.seats]
        name = self.dice.choice(theirs)
        if what == "want":
            want(booking=booking, starts=[name])
            self.model.want(who, name)
        elif what == "give_up":
            give_up(booking=booking, starts=[name])
            self.model.give_up(who, [name])
        elif what == "cancel":
            cancel(booking=booking)
            self.model.give_up(who, theirs)
        else:
            self._resize(who, booking, theirs)

    def _resize(self, who: int, booking: Booking, theirs: list[str]) -> None:
        size = self.dice.randint(1, min(3, self.gathering.capacity or 1))
        try:
            resize(booking=booking, size=size, children=0)
            done = True
        except ValidationError:
            booking.refresh_from_db()
            done = False
        assert done == self.model.resize(who, theirs, size)

    def _tick(self) -> None:
        self.ticks += 1
        now = self.begin + timedelta(minutes=self.model.now, microseconds=self.ticks)
        self.patch.setattr(timezone, "now", lambda: now)

    def rows(self) -> dict[tuple[str, int], tuple[str, int, int | None]]:
        number = {booking.pk: at for at, booking in enumerate(self.bookings)}
        return {
            (seat.recurrence_id, number[seat.booking_id]): (
                seat.state,
                seat.size,
                seat.offered_until and self._minute(seat.offered_until),
            )
            for seat in Seat.objects.all()
        }

    def expected(self) -> dict[tuple[str, int], tuple[str, int, int | None]]:
        return {
            (name, who): (seat.state, seat.size, seat.until)
            for name, date in self.model.dates.items()
            for who, seat in date.seats.items()
        }

    def taken(self) -> dict[str, int]:
        held = {row.recurrence_id: row.taken for row in DateSeats.objects.all()}
        return {name: held.get(name, 0) for name in self.starts}


@pytest.mark.parametrize("world", range(WORLDS))
def test_rows_and_model_agree_after_each_step(
    pottery: Gathering, monkeypatch: pytest.MonkeyPatch, settings: LazySettings, world: int
) -> None:
    # How many guests may ask in an hour is no part of the model.
    settings.GUESTS_UNLIMITED = True
    dice = random.Random(world)
    both = Both(pottery, dice, monkeypatch)
    for number in range(STEPS):
        if number % 100 == 0:
            # New people, or the walk would soon only ask those who are there.
            monkeypatch.undo()
            monkeypatch.setattr(timezone, "now", lambda begin=both.begin: begin)
            change_gathering(gathering=pottery, by=None, capacity=3)
            both = Both(pottery, dice, monkeypatch)
        both.step()
        assert both.rows() == both.expected(), number
        sums = {name: date.taken for name, date in both.model.dates.items()}
        assert both.taken() == sums, number
