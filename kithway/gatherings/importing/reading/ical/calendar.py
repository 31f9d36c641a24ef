"""Bytes to a calendar: its parts read one by one, then put together event by event."""

import hashlib
from collections import defaultdict

from kithway.gatherings.importing.problems import ListRefused, Refusal, RowRefused
from kithway.gatherings.importing.reading.ical.blocks import blocks_of
from kithway.gatherings.importing.reading.ical.event import Calendar, Event
from kithway.gatherings.importing.reading.ical.own import todo_of
from kithway.gatherings.importing.reading.ical.part import Part, part_of, uid_of
from kithway.gatherings.importing.reading.ical.strands import strands_of
from kithway.gatherings.importing.reading.ical.zones import Zones, iana
from kithway.gatherings.importing.reading.json_text import decoded

MOST_BYTES = 50 * 2**20


def read_calendar(data: bytes, home: str) -> Calendar:
    """Every event of a calendar, or a refusal of it. `home`: the zone of floating times.

    Raises ListRefused where the calendar as a whole cannot be read.
    """
    if len(data) > MOST_BYTES:
        raise ListRefused("The calendar is larger than 50 MB.")
    blocks = blocks_of(decoded(data).lstrip("\ufeff"))
    calendar = Calendar(name=blocks.name.replace("\\,", ",").replace("\\;", ";"))
    zones, meant = Zones(blocks.zones, home), iana(blocks.zone) if blocks.zone else ""
    parts: dict[str, list[Part]] = defaultdict(list)
    for number, lines in enumerate(blocks.events, start=1):
        try:
            part = part_of(number, lines, zones, meant)
        except RowRefused as refusal:
            uid = uid_of(lines)[:150]
            calendar.refused.append(Refusal(number, refusal.field, refusal.reason, uid))
        else:
            parts[part.uid or _made_up(part)].append(part)
    broken = {refusal.key for refusal in calendar.refused}
    for uid, group in parts.items():
        if uid[:150] in broken:
            # One date of it cannot be read: the others might then be told wrongly.
            reason = "Another part of the same event cannot be read."
            calendar.refused += [Refusal(p.number, "event", reason, uid[:150]) for p in group]
            continue
        _put_together(calendar, uid, group, home)
    for number, lines in enumerate(blocks.todos, start=len(blocks.events) + 1):
        if found := todo_of(lines):
            calendar.undated.append((number, *found))
    return calendar


def _put_together(calendar: Calendar, uid: str, group: list[Part], home: str) -> None:
    try:
        strands = strands_of(group, home)
    except RowRefused as refusal:
        calendar.refused.append(Refusal(group[0].number, refusal.field, refusal.reason, uid[:150]))
    else:
        calendar.events.append(Event(group[0].number, uid, strands))


def _made_up(part: Part) -> str:
    """A name for an event without one; the same as long as it says the same."""
    said = f"{part.told.name}\n{part.starts.wall.isoformat()}\n{part.told.location}"
    return f"unnamed-{hashlib.sha256(said.encode()).hexdigest()[:16]}"
