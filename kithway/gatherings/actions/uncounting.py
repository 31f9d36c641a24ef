"""What was counted of a date goes where the date was not held."""

from collections.abc import Iterable

from django.db.models import QuerySet

from kithway.community.history import Values
from kithway.gatherings.models import Attendance, Occurrence
from kithway.vault.kept import destroy_keys

Dates = set[tuple[int, str]]
NUMBERS = ("count", "first_time")


def counts_of(rows: Iterable[Occurrence]) -> dict[int, Values]:
    """The numbers that were counted of dates, by the key of each; never the names."""
    dates = {(row.gathering_id, row.recurrence_id): row.pk for row in rows}
    found = _near({*dates}).values("gathering_id", "recurrence_id", *NUMBERS)
    return {
        dates[at]: {name: one[name] for name in NUMBERS}
        for one in found
        if (at := (one["gathering_id"], one["recurrence_id"])) in dates
    }


def forget_counts(rows: Iterable[Occurrence]) -> None:
    """What was counted of dates that were not held goes, first names as well."""
    dates = {(row.gathering_id, row.recurrence_id) for row in rows}
    gone = [one for one in _near(dates) if (one.gathering_id, one.recurrence_id) in dates]
    for one in gone:
        if one.names is not None:
            destroy_keys(owner=one.pk)
    Attendance.objects.filter(pk__in=[one.pk for one in gone]).delete()


def _near(dates: Dates) -> QuerySet[Attendance]:
    """Those of the dates, and perhaps of others of the same gatherings."""
    return Attendance.objects.filter(
        gathering__in={key for key, _start in dates}, recurrence_id__in={s for _key, s in dates}
    )
