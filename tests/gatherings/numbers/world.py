"""A quarter as tests count it by hand."""

from datetime import date, timedelta

from django.utils import timezone

from kithway.community.models import Community
from kithway.gatherings.models import Attendance, Comment, Gathering, HowWasIt, Occurrence, Shift
from kithway.people.models import Person
from kithway.vault.kept import seal_kept

SAID, HIDDEN, WAITING = "They had crayons for my son.", "Only you may read this.", "Not yet chosen."


def write_quarter(gathering: Gathering, person: Person) -> None:
    """Six dates of July 2026: three counted, one held uncounted, one cancelled, one unsaid."""
    series = gathering.series()
    assert series is not None
    now = timezone.now()
    zone = gathering.zone
    from datetime import datetime

    dates = list(
        series.dates(
            since=datetime(2026, 7, 1, tzinfo=zone), until=datetime(2026, 8, 12, tzinfo=zone)
        )
    )[:6]
    rows = [Occurrence.expected(gathering, each) for each in dates]
    for row in rows[:4]:
        row.confirmed_at = row.starts_at
    rows[2].confirmed_at = None
    rows[4].cancelled_at = row.starts_at
    Occurrence.objects.bulk_create(rows)
    for row, count, first in zip(rows[:3], (7, 4, 5), (6, None, 1), strict=True):
        Attendance.objects.create(
            gathering=gathering, recurrence_id=row.recurrence_id,
            day=date.fromisoformat(row.recurrence_id[:10]), count=count, first_time=first,
            made_by=person.name,
        )  # fmt: skip
    for month, answers in ((7, {"good": 6, "not": 1}), (8, {"good": 3})):
        for answer, count in answers.items():
            HowWasIt.objects.create(
                gathering=gathering, month=date(2026, month, 1), answer=answer, count=count
            )
    for minutes in (None, 45):
        Shift.objects.create(
            community=gathering.community, kind="open", starts_at=rows[0].starts_at,
            ends_at=rows[0].starts_at + timedelta(hours=2), person=person, taken_at=now,
            minutes=minutes,
        )  # fmt: skip


def write_comments(community: Community, month: date = date(2026, 7, 1)) -> list[Comment]:
    made = []
    for text, may_show, chosen in (
        (SAID, True, True),
        (HIDDEN, False, None),
        (WAITING, True, None),
    ):
        row = Comment(community=community, month=month, may_show=may_show, chosen=chosen)
        row.content = seal_kept(text, at=row.at)
        row.save(force_insert=True)
        made.append(row)
    return made


def write_spring(gathering: Gathering) -> None:
    """A date of March, so that all of the spring was written down as well: in it, nothing was."""
    series = gathering.series()
    assert series is not None
    from datetime import datetime

    dates = series.dates(
        since=datetime(2026, 3, 20, tzinfo=gathering.zone),
        until=datetime(2026, 3, 28, tzinfo=gathering.zone),
    )
    Occurrence.objects.bulk_create([Occurrence.expected(gathering, dates[0])])
