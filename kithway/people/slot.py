"""One slot for slow work in a process, and a budget of its time; framework-free.

A worker answers one request at a time: while it works on a password, everyone else waits. So of
two at once the second is told to come back, and all together take at most a share of the time.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil


class Busy(Exception):
    """There is no room for it now. `seconds`: when to ask again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"again in {seconds} s")
        self.seconds = seconds


class Slot:
    """`share`: of this process's time that the work may take in the long run, from 0 to 1.
    `burst`: seconds of work that are done at once after a quiet time. `clock`: seconds."""

    def __init__(
        self, *, share: float, burst: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._share, self._burst, self._clock = share, burst, clock
        self._held = threading.Lock()
        self._owed, self._at = 0.0, clock()

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Work within; its time is counted. Raises Busy, at once, where there is no room."""
        if not self._held.acquire(blocking=False):
            raise Busy(1)
        try:
            began = self._clock()
            self._owed = max(0.0, self._owed - (began - self._at) * self._share)
            self._at = began
            if self._owed >= self._burst:
                raise Busy(ceil((self._owed - self._burst) / self._share) or 1)
            try:
                yield
            finally:
                self._owed += self._clock() - began
        finally:
            self._held.release()

    def rest(self) -> None:
        """As after a quiet time."""
        self._owed = 0.0
