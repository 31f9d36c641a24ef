"""What the worker does, and how often it looks whether there is something to do."""

from collections.abc import Callable
from dataclasses import dataclass

from kithway.gatherings.actions import (
    count_held,
    end_what_is_over,
    extend_horizon,
    forget_links,
    forget_names,
)
from kithway.gatherings.coming.ahead import seat_series
from kithway.gatherings.coming.filling import fill_due
from kithway.gatherings.coming.forgetting import forget_bookings
from kithway.gatherings.coming.reminding import remind_due
from kithway.gatherings.models import Gathering
from kithway.gatherings.paper.making import drop_old_sheets, make_due_sheets
from kithway.gatherings.room_files import drop_room_files, handle_due_files
from kithway.gatherings.subscribing import refresh_due
from kithway.host.heartbeat import beat
from kithway.people.actions import answer_asked
from kithway.people.limits import forget_attempts
from kithway.people.sessions import forget_sessions
from kithway.people.telling import forget_told, send_due
from kithway.people.tickets import forget_tickets


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
    Job("places passed on", 60, fill_due),
    Job("seats of series made", 300, seat_series),
    Job("reminders made", 60, remind_due),
    Job("bookings forgotten", 3600, forget_bookings),
    Job("series ended", 3600, end_what_is_over),
    Job("gatherings held", 600, count_held),
    Job("old links forgotten", 86_400, forget_links),
    Job("first names forgotten", 3600, forget_names),
    # Somebody looks at a page and waits.
    Job("sheets made", 1, make_due_sheets),
    Job("files of rooms read or made", 1, handle_due_files),
    Job("files of rooms dropped", 600, drop_room_files),
    Job("old sheets dropped", 3600, drop_old_sheets),
    Job("lists read", 20, refresh_due),
    Job("requests by mail begun", 10, answer_asked),
    Job("messages sent", 3, send_due),
    Job("old sessions forgotten", 600, forget_sessions),
    Job("old tries forgotten", 3600, forget_attempts),
    Job("used tickets forgotten", 600, forget_tickets),
    Job("old messages forgotten", 3600, forget_told),
    Job("signs of life", 60, beat),
)
