"""What the worker does, and how often it looks whether there is something to do."""

from collections.abc import Callable
from dataclasses import dataclass

from kithway.gatherings.actions import extend_horizon
from kithway.gatherings.models import Gathering
from kithway.gatherings.subscribing import refresh_due


@dataclass(frozen=True, slots=True)
class Job:
    """`every`: seconds between two looks. `do` returns how many things it did; `said` names them
    for the log, which learns of nothing else."""

    said: str
    every: float
    do: Callable[[], int]


def make_dates_ahead() -> int:
    return extend_horizon(Gathering.objects.all())


JOBS = (
    Job("dates made", 3600, make_dates_ahead),
    Job("lists read", 20, refresh_due),
)
