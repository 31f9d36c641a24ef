"""iCalendar (RFC 5545) as calendars in the wild write it. Framework-free.

read_calendar(data, default_zone) -> Calendar      bytes into events in our terms
rows_of(calendar, options) -> Taken                events into rows of a list
"""

from kithway.gatherings.importing.reading.ical.calendar import read_calendar
from kithway.gatherings.importing.reading.ical.event import Calendar, Event, Strand, Told
from kithway.gatherings.importing.reading.ical.rows import Taken, rows_of

__all__ = ["Calendar", "Event", "Strand", "Taken", "Told", "read_calendar", "rows_of"]
