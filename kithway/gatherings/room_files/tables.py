"""What stands in a table that leaves the room. What is hidden of a place is not in it: a file is
soon passed on."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from kithway.community.models import Community
from kithway.gatherings.feeds.chosen import carried
from kithway.gatherings.feeds.table import HEADINGS, safe_cell, values_of
from kithway.gatherings.models import Attendance, Occurrence, RoomFile
from kithway.gatherings.showing import place_named, place_shown

Values = Iterator[Iterable[object]]
Kind = RoomFile.Kind
DATES = ("gathering", "slug", "date", "start", "end", "time zone", "status", "place", "came")
PLACES = ("name", "address", "city", "state", "postal code", "country", "access", "transport")
ROLES = ("name", "role", "since")
MOST_ROWS = 50_000


def table_file(one: RoomFile) -> bytes:
    """The whole table, with its headings, as CSV or XLSX."""
    headings, values = {
        Kind.GATHERINGS: lambda: (HEADINGS, _gatherings(one.community)),
        Kind.DATES: lambda: (DATES, _dates(one)),
        Kind.PLACES: lambda: (PLACES, _places(one.community)),
        Kind.ROLES: lambda: (ROLES, _roles(one.community)),
    }[Kind(one.kind)]()
    lines = ([safe_cell(value) for value in line] for line in values)
    return _xlsx(headings, lines) if one.format == RoomFile.Format.XLSX else _csv(headings, lines)


def _csv(headings: Iterable[str], lines: Iterable[list[str]]) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(headings)
    writer.writerows(lines)
    return file.getvalue().encode("utf-8-sig")


def _xlsx(headings: Iterable[str], lines: Iterable[list[str]]) -> bytes:
    # It takes a third of a second to load, which the rest of the worker need not wait for.
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book, file = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    sheet.append(list(headings))
    for line in lines:
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("", text) for text in line])
    book.save(file)
    return file.getvalue()


def _gatherings(community: Community) -> Values:
    now = timezone.now()
    keys = community.gatherings.values_list("pk", flat=True)[:MOST_ROWS]
    for each in carried(keys, base=settings.SITE_URL, now=now):
        yield values_of(each, now)


def _dates(one: RoomFile) -> Values:
    """With how many came, where somebody counted."""
    if one.first_day is None or one.last_day is None:
        return
    zone = one.community.zone
    first = datetime.combine(one.first_day, datetime.min.time(), zone)
    last = datetime.combine(one.last_day + timedelta(days=1), datetime.min.time(), zone)
    rows = Occurrence.objects.filter(
        gathering__community=one.community, starts_at__gte=first.astimezone(UTC), starts_at__lt=last
    )
    came = dict(_came(one))
    rows = rows.select_related("gathering__community", "gathering__place", "place", "closure")
    for row in rows.order_by("starts_at", "pk")[:MOST_ROWS]:
        here = row.gathering.zone
        starts, ends = row.starts_at.astimezone(here), row.ends_at.astimezone(here)
        off = row.cancelled_at or row.closure_id
        yield (
            row.gathering.name,
            row.gathering.slug,
            f"{starts:%Y-%m-%d}",
            f"{starts:%H:%M}",
            f"{ends:%H:%M}",
            str(here),
            row.status,
            _named(row),
            None if off else came.get((row.gathering_id, row.recurrence_id)),
        )


def _named(row: Occurrence) -> str:
    place, told_to = row.place, row.gathering.address_shown_to
    if place is None:
        return ""
    return place_named(place.name, place.city, place.address_shown_to, told_to)


def _came(one: RoomFile) -> Iterator[tuple[tuple[int, str], int]]:
    rows = Attendance.objects.filter(
        gathering__community=one.community, day__gte=one.first_day, day__lte=one.last_day
    )
    for gathering, recurrence_id, count in rows.values_list("gathering", "recurrence_id", "count"):
        yield (gathering, recurrence_id), count


def _places(community: Community) -> Values:
    for place in community.places.order_by("name", "pk")[:MOST_ROWS]:
        told = place_shown(place)
        yield (
            place.name,
            told.street,
            place.city,
            place.region,
            told.postal_code,
            place.country,
            ", ".join(place.access),
            place.transport if told.street else "",
        )


def _roles(community: Community) -> Values:
    rows = community.roles.held().select_related("person").order_by("person__name", "kind")
    for role in rows[:MOST_ROWS]:
        yield role.person.name, role.kind, f"{role.accepted_at:%Y-%m-%d}"
