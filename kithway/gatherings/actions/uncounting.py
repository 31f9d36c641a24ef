"""What was counted of a date goes where the date was not held."""

from collections.abc import Iterable

from kithway.gatherings.models import Attendance, Occurrence
from kithway.vault.kept import destroy_keys


def forget_counts(rows: Iterable[Occurrence]) -> None:
    """What was counted of dates that were not held goes, first names as well."""
    dates = {(row.gathering_id, row.recurrence_id) for row in rows}
    found = Attendance.objects.filter(
        gathering__in={key for key, _start in dates}, recurrence_id__in={s for _key, s in dates}
    )
    gone = [one for one in found if (one.gathering_id, one.recurrence_id) in dates]
    for one in gone:
        if one.names is not None:
            destroy_keys(owner=one.pk)
    Attendance.objects.filter(pk__in=[one.pk for one in gone]).delete()
