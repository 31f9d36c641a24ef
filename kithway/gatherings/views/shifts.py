"""A shift as pages tell it: what, when, and of which gathering."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

from kithway.gatherings.date_code import date_code
from kithway.gatherings.models import Shift
from kithway.gatherings.wording import day_and_time, plain_day, soon_name, time_range


@dataclass(frozen=True, slots=True)
class ToldShift:
    """`name`: 'Greet at the door', or its own words; `on`: day and time, where it is."""

    row: Shift
    name: str
    on: str
    starts: datetime
    time: str
    over: bool
    code: str


def told_shift(shift: Shift) -> ToldShift:
    """Reads `community`, and where there is one, `gathering` with its place and community."""
    zone = shift.gathering.zone if shift.gathering else shift.community.zone
    now = timezone.now().astimezone(zone)
    starts, ends = shift.starts_at.astimezone(zone), shift.ends_at.astimezone(zone)
    over = shift.ends_at <= now
    day = plain_day(starts.date(), now.date()) if over else soon_name(starts, now.date())
    time = time_range(starts, ends)
    own = shift.about if shift.kind == Shift.Kind.OTHER else ""
    return ToldShift(
        row=shift,
        name=own or shift.get_kind_display(),
        on=day_and_time(day, time),
        starts=starts,
        time=time,
        over=over,
        code=date_code(shift.recurrence_id),
    )


def uuid_of(request: HttpRequest, name: str) -> uuid.UUID | None:
    """The id that a form sends; None where it is none."""
    try:
        return uuid.UUID(request.POST.get(name, ""))
    except ValueError:
        return None
