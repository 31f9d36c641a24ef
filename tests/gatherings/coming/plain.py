"""What seats and the waiting list do, once more, in plain Python without a database.

A date has `capacity` places. A seat is kept, waits, is offered a place until a moment, was passed
by, or is given up. Moments are minutes.
"""

from dataclasses import dataclass, field

HELD_FOR, LATEST, SHORTEST = 24 * 60, 2 * 60, 15


@dataclass
class PlainSeat:
    size: int
    state: str
    queued: int
    until: int | None = None


@dataclass
class PlainDate:
    starts: int
    seats: dict[int, PlainSeat] = field(default_factory=dict)

    @property
    def taken(self) -> int:
        return sum(s.size for s in self.seats.values() if s.state in {"kept", "offered"})


class PlainGathering:
    """`dates`: the moment each starts, by its name."""

    def __init__(self, capacity: int, starts: dict[str, int]) -> None:
        self.capacity, self.now, self.turn = capacity, 0, 0
        self.dates = {name: PlainDate(at) for name, at in starts.items()}

    def keep(self, who: int, dates: list[str], size: int) -> None:
        turn = self._turn()
        for name in dates:
            date = self.dates[name]
            state = "kept" if self._fits(date, size) else "waiting"
            date.seats[who] = PlainSeat(size, state, turn)

    def fill(self, name: str) -> None:
        date = self.dates[name]
        line = sorted(
            (seat for seat in date.seats.values() if seat.state in {"waiting", "offered"}),
            key=lambda seat: seat.queued,
        )
        for seat in line:
            if seat.state == "offered" and (seat.until or 0) <= self.now:
                seat.state, seat.until = "over", None
        until = min(self.now + HELD_FOR, date.starts - LATEST)
        for seat in line:
            in_time = until - self.now >= SHORTEST
            if seat.state == "waiting" and in_time and self._fits(date, seat.size):
                seat.state, seat.until = "offered", until
        for seat in line:
            if seat.state == "over":
                seat.state = "passed"

    def want(self, who: int, name: str) -> None:
        self.fill(name)
        seat = self.dates[name].seats[who]
        if seat.state == "kept":
            return
        if seat.state == "offered" or self._fits(self.dates[name], seat.size):
            seat.state, seat.until = "kept", None
        elif seat.state in {"passed", "cancelled"}:
            seat.state, seat.queued = "waiting", self._turn()

    def give_up(self, who: int, names: list[str]) -> None:
        for name in names:
            seat = self.dates[name].seats[who]
            if seat.state in {"kept", "waiting"}:
                seat.state = "cancelled"
            elif seat.state == "offered":
                seat.state, seat.until = "passed", None
            self.fill(name)

    def resize(self, who: int, names: list[str], size: int) -> bool:
        """False where there is no room at one of the dates; then nothing has changed."""
        taking = [self.dates[n].seats[who] for n in names]
        for name, seat in zip(names, taking, strict=True):
            more = size - seat.size if seat.state in {"kept", "offered"} else 0
            if more > 0 and self.dates[name].taken + more > self.capacity:
                return False
        for name, seat in zip(names, taking, strict=True):
            seat.size = size
            self.fill(name)
        return True

    def set_capacity(self, capacity: int) -> None:
        self.capacity = capacity
        for name, date in self.dates.items():
            if any(seat.state == "waiting" for seat in date.seats.values()):
                self.fill(name)

    def _fits(self, date: PlainDate, size: int) -> bool:
        return date.taken + size <= self.capacity

    def _turn(self) -> int:
        self.turn += 1
        return self.turn
