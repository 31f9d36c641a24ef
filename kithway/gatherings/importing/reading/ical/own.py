"""Calendars that Kithway wrote: what iCalendar has no word for stands in X-KITHWAY- properties.

Written by feeds/calendar.py. It is read as any list is, with the same holding back; only nothing
has to be guessed from a location or a category.
"""

from typing import Any

import icalendar

from kithway.gatherings.importing.reading.ical.event import Told

PREFIX = "X-KITHWAY-"
# The fields of Meeting Guide that rows of every list are read from.
FIELDS = {
    "ABOUT": "notes", "PLACE": "location", "ADDRESS": "address", "CITY": "city",
    "REGION": "state", "POSTAL-CODE": "postal_code", "COUNTRY": "country",
    "JOIN": "conference_url", "JOIN-NOTES": "conference_url_notes",
}  # fmt: skip


def own_said(component: Any) -> tuple[tuple[str, str], ...]:
    """The properties of ours that a component has, by what follows the prefix."""
    found = ((str(name).upper(), value) for name, value in component.items())
    return tuple(
        (name.removeprefix(PREFIX), str(value[0] if isinstance(value, list) else value))
        for name, value in found
        if name.startswith(PREFIX)
    )


def own_raw(told: Told) -> dict[str, Any]:
    """In the fields of Meeting Guide; empty for what Kithway did not write."""
    said = dict(told.own)
    if "TYPES" not in said:
        return {}
    raw: dict[str, Any] = {FIELDS[name]: said[name] for name in said.keys() & FIELDS.keys()}
    if told.point:
        raw["latitude"], raw["longitude"] = told.point
    return {**raw, "name": told.name, "types": said["TYPES"].split()}


def todo_of(lines: list[str]) -> tuple[str, Told] | None:
    """The UID of what is held by appointment, and what is said of it; None for any other task."""
    try:
        todo: Any = icalendar.Todo.from_ical("\r\n".join(["BEGIN:VTODO", *lines, "END:VTODO", ""]))
        geo, uid, name = todo.get("GEO"), str(todo.get("UID", "")), str(todo.get("SUMMARY", ""))
        point = (float(geo.latitude), float(geo.longitude)) if geo else None
        told = Told(name=name, point=point, own=own_said(todo))
    except Exception:
        # The library raises whatever it stumbles over; nobody else's tasks are gatherings.
        return None
    return (uid, told) if own_raw(told) else None
