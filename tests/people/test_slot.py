from contextlib import suppress

import pytest

from kithway.people.slot import Busy, Slot


class Clock:
    """Moves only when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def work(slot: Slot, clock: Clock, seconds: float) -> int:
    """Do so much work; 0, or the seconds one is told to wait."""
    try:
        with slot.hold():
            clock.now += seconds
    except Busy as busy:
        return busy.seconds
    return 0


def test_a_burst_then_a_share() -> None:
    clock = Clock()
    slot = Slot(share=0.25, burst=0.3, clock=clock)
    assert [work(slot, clock, 0.1) for _ in range(6)] == [0, 0, 0, 0, 1, 1]


def test_in_the_long_run_it_takes_its_share() -> None:
    clock = Clock()
    slot = Slot(share=0.25, burst=0.3, clock=clock)
    worked = 0.0
    while clock.now < 1000:
        before = clock.now
        if work(slot, clock, 0.1):
            clock.now += 0.01
        else:
            worked += clock.now - before
    assert 0.24 < worked / clock.now < 0.26


def test_one_at_a_time() -> None:
    slot = Slot(share=0.25, burst=0.3, clock=Clock())
    with slot.hold(), pytest.raises(Busy), slot.hold():
        pass


def test_what_broke_within_is_counted_and_lets_go() -> None:
    clock = Clock()
    slot = Slot(share=0.25, burst=0.3, clock=clock)
    with suppress(ValueError), slot.hold():
        clock.now += 2
        raise ValueError
    assert work(slot, clock, 0.1) == 5


def test_wait_as_long_as_is_said_and_there_is_room() -> None:
    clock = Clock()
    slot = Slot(share=0.25, burst=0.3, clock=clock)
    work(slot, clock, 5)
    clock.now += work(slot, clock, 0.1)
    assert work(slot, clock, 0.1) == 0
