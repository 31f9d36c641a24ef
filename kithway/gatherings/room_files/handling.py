"""The worker reads a list or makes a table; what it leaves behind is gone in an hour."""

import logging
from datetime import datetime, time, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction
from django.utils import timezone

from kithway.community.history import record
from kithway.gatherings.importing.actions import import_list
from kithway.gatherings.importing.options import Options
from kithway.gatherings.importing.ours import VOCABULARY
from kithway.gatherings.importing.problems import ListRefused, ListShrank
from kithway.gatherings.importing.reading import read_list
from kithway.gatherings.importing.report import LISTED
from kithway.gatherings.importing.row import Row
from kithway.gatherings.models import RoomFile
from kithway.gatherings.models.room_file import room_files
from kithway.gatherings.recurrence import weekly
from kithway.gatherings.room_files.tables import table_file

log = logging.getLogger("kithway.work")
LEASE = timedelta(minutes=15)
AT_ONCE = 5
MOST_ATTEMPTS = 2
# The file, and then what is known of it.
KEPT_FOR, KNOWN_FOR = timedelta(hours=1), timedelta(days=1)
# Not in words, which `views.room_files` has.
FAILED = "failed"
ROWS_SHOWN = 200
KEPT_LISTS = ("refused", "local_edits")


def handle_due_files() -> int:
    """Read or make what is asked for, the longest waiting first; returns how many."""
    for done in range(AT_ONCE):
        one = RoomFile.objects.claim(timezone.now(), LEASE)
        if one is None:
            return done
        _look_after(one)
    return AT_ONCE


def _look_after(one: RoomFile) -> None:
    """Never raises for what a list may hold; the log learns the row and the type alone."""
    if one.attempts > MOST_ATTEMPTS:
        # Each time the worker itself died over it.
        _let_go(one, problem=FAILED)
        return
    try:
        if one.kind == RoomFile.Kind.LIST:
            _read(one)
        else:
            name = room_files().save(f"{one.pk}.{one.format}", ContentFile(table_file(one)))
            if not _let_go(one, file=name, done_at=timezone.now()):
                room_files().delete(name)
    except ListShrank as refusal:
        _let_go(one, problem=str(refusal)[:400], report={"shrank": True})
    except ListRefused as refusal:
        _let_go(one, problem=str(refusal)[:400])
    except DatabaseError:
        raise
    except Exception as fault:
        log.warning("room file %s: %s", one.pk, type(fault).__name__)
        _let_go(one, problem=FAILED)


def _read(one: RoomFile) -> None:
    """Look at a list, or bring it in where somebody who looked at it said so."""
    now, community = timezone.now(), one.community
    with room_files().open(one.file.name or "") as file:
        data = file.read()
    listing = read_list(data, Options(vocabulary=VOCABULARY, now=now, home=community.timezone))
    rows = [_told(row) for row in listing.rows[:ROWS_SHOWN]]
    report = import_list(
        source=one.name,
        community=community,
        listing=listing,
        by=one.person,
        dry_run=one.wanted_at is None,
        accept_shrinking=one.shorter_at is not None,
        now=now,
    )
    said: dict[str, Any] = {**report.as_json(), "rows": rows}
    said["refused"] = [
        {**words, "name": refusal.name}
        for words, refusal in zip(said["refused"], report.refused, strict=True)
    ]
    # How many there are is kept apart from the first few.
    said["refused_count"] = len(said["refused"])
    for name in KEPT_LISTS:
        said[name] = said[name][:LISTED]
    if one.wanted_at is None:
        _let_go(one, report=said, read_at=now)
    elif _brought_in(one, said, now):
        room_files().delete(one.file.name or "")


@transaction.atomic
def _brought_in(one: RoomFile, said: dict[str, Any], now: datetime) -> bool:
    """Done with, and in the history; False where another worker has it now."""
    done = _let_go(one, report=said, done_at=now, file="")
    if done:
        record(community=one.community, by=one.person, verb="added", name=one.name)
    return done


def _told(row: Row) -> dict[str, Any]:
    """What somebody looks at before a row comes in; its words are the page's, in its language."""
    where = row.where
    return {
        "name": row.name,
        "rule": weekly(*row.days) if row.days else row.rule,
        "first_day": row.first_day,
        "extra_dates": list(row.extra_dates[:LISTED]),
        "start": None if row.start is None else f"{time(row.start // 60, row.start % 60):%H:%M}",
        "minutes": row.minutes,
        "place": (where.name or where.address_1 or where.city) if row.meets_there else "",
        "mode": row.mode,
    }


def _let_go(one: RoomFile, **values: Any) -> bool:
    """Write to the row, unless its lease went over and another worker has it now."""
    ours = RoomFile.objects.filter(pk=one.pk, leased_until=one.leased_until)
    done = {"leased_until": None, "due_at": None, "attempts": 0, **values}
    return bool(ours.update(**done) == 1)


def drop_room_files() -> int:
    """Delete files an hour after they were asked for, and what is known of them after a day."""
    now, storage = timezone.now(), room_files()
    old = RoomFile.objects.filter(asked_at__lt=now - KEPT_FOR, leased_until=None).exclude(file="")
    names = set(old.values_list("file", flat=True))
    old.update(file="", due_at=None)
    RoomFile.objects.filter(asked_at__lt=now - KNOWN_FOR).delete()
    # Also what a worker or a request left that died.
    named = set(RoomFile.objects.values_list("file", flat=True))
    found = storage.listdir("")[1] if storage.exists("") else []
    names |= {
        name
        for name in found
        if name not in named and storage.get_modified_time(name) < now - KEPT_FOR
    }
    for name in names:
        storage.delete(name)
    return len(names)
