"""A calendar's text cut into its parts, before any of them is parsed.

One broken event then spoils none but itself, and what nobody asked for (attendees, alarms,
attachments) is dropped here: it is never parsed, kept or counted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kithway.gatherings.importing.problems import ListRefused

MOST_EVENTS = 20_000
MOST_LINES_OF_ONE = 5_000
LONGEST_LINE = 200_000
DEEPEST = 6
BEGINS = re.compile(r"\s*BEGIN:VCALENDAR", re.IGNORECASE)
# What an event is made of here. Everything else in it is left behind unread.
KEPT = frozenset(
    "UID DTSTART DTEND DURATION RRULE EXRULE RDATE EXDATE RECURRENCE-ID SEQUENCE STATUS SUMMARY "
    "DESCRIPTION LOCATION GEO URL CATEGORIES CLASS TRANSP X-MICROSOFT-CDO-BUSYSTATUS "
    "X-GOOGLE-CONFERENCE CONFERENCE".split()
)


@dataclass(slots=True)
class Blocks:
    """`events`, `todos`, `zones`: the lines of each VEVENT, VTODO and VTIMEZONE.

    `zone`: X-WR-TIMEZONE.
    """

    name: str = ""
    zone: str = ""
    events: list[list[str]] = field(default_factory=list)
    todos: list[list[str]] = field(default_factory=list)
    zones: list[list[str]] = field(default_factory=list)


def blocks_of(text: str) -> Blocks:
    """The parts of one or several calendars in a text. Raises ListRefused."""
    if not BEGINS.match(text):
        raise ListRefused("This is not a calendar: it does not begin with BEGIN:VCALENDAR.")
    found, stack = Blocks(), _Stack()
    for line in unfolded(text):
        name, value = _name(line), line.rpartition(":")[2].strip()
        if name == "BEGIN":
            stack.begin(value.upper(), found)
        elif name == "END":
            stack.end(value.upper())
        elif stack.names == ["VCALENDAR"]:
            _of_calendar(found, name, line)
        else:
            stack.take(name, line)
    if stack.names:
        raise ListRefused("The calendar breaks off before its end. Nothing was changed.")
    return found


def unfolded(text: str) -> Iterator[str]:
    """Its lines, put together where they were folded (RFC 5545, section 3.1). Raises ListRefused.

    A line that neither names a property nor begins with a space is taken to go on the one before
    it: some programs break lines within a description.
    """
    parts: list[str] = []
    size = 0
    for line in re.split(r"\r\n|\n|\r", text):
        folds = line[:1] in {" ", "\t"}
        if not folds and (_name(line) or not parts):
            if parts:
                yield "".join(parts)
            parts, size = ([line] if line.strip() else []), 0
        elif line.strip() or folds:
            parts.append(line[1:] if folds else "\\n" + line)
        size += len(line)
        if size > LONGEST_LINE:
            # An attachment within the event: what is cut off is nothing that we would read.
            parts = ["".join(parts)[:LONGEST_LINE]] if len(parts) > 1 else [line[:LONGEST_LINE]]
    if parts:
        yield "".join(parts)


NAME = re.compile(r"([A-Za-z][A-Za-z0-9-]*)\s*[;:]")


def _name(line: str) -> str:
    match = NAME.match(line)
    return match[1].upper() if match else ""


class _Stack:
    def __init__(self) -> None:
        self.names: list[str] = []
        self._lines: list[str] | None = None

    def begin(self, name: str, found: Blocks) -> None:
        if len(self.names) >= DEEPEST:
            raise ListRefused("The calendar’s parts lie in one another too deep to be one.")
        self.names.append(name)
        if len(self.names) == 2:
            self._lines = None
            kept = {"VEVENT": found.events, "VTODO": found.todos, "VTIMEZONE": found.zones}
            if name in kept:
                self._lines = []
                kept[name].append(self._lines)
            if len(found.events) + len(found.todos) > MOST_EVENTS:
                raise ListRefused(
                    f"The calendar has more than {MOST_EVENTS:,} events. Leave old ones out of it."
                )
        elif self._lines is not None and self.names[1] == "VTIMEZONE":
            self._lines.append(f"BEGIN:{name}")

    def end(self, name: str) -> None:
        """Close the part of this name and what was left open in it; a name that was never begun is
        a slip of the pen for the innermost."""
        if name in self.names:
            while self.names and self.names[-1] != name:
                self.names.pop()
        if self._lines is not None and len(self.names) == 3 and self.names[1] == "VTIMEZONE":
            self._lines.append(f"END:{name}")
        if self.names:
            self.names.pop()
        if len(self.names) < 2:
            self._lines = None

    def take(self, name: str, line: str) -> None:
        if self._lines is None or len(self._lines) >= MOST_LINES_OF_ONE:
            return
        if self.names[1] == "VTIMEZONE" or (len(self.names) == 2 and _is_kept(name)):
            self._lines.append(line)


def _is_kept(name: str) -> bool:
    return name in KEPT or name.startswith("X-KITHWAY-")


def _of_calendar(found: Blocks, name: str, line: str) -> None:
    value = line.partition(":")[2].strip()
    if name == "X-WR-CALNAME" and not found.name:
        found.name = value[:200]
    elif name == "X-WR-TIMEZONE" and not found.zone:
        found.zone = value[:80]
