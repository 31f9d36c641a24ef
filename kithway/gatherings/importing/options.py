from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kithway.gatherings.importing.mapping import Mapping as CalendarMapping


@dataclass(frozen=True, slots=True)
class Options:
    """How a list is to be read.

    `format`: auto, meeting-guide, bmlt, csv, xlsx or ical. `weekday_base`: the number that means
    Sunday, None for the format's own. `kinds`, `pathways`: given to every row, None for the
    format's own.
    `vocabulary`: our own codes by prefix. `formats`: a BMLT formats list.
    Of a calendar: `now`, before which what is held once is past; `home`, the IANA zone of its
    floating times; `mapping`, how its words become ours.
    """

    format: str = "auto"
    weekday_base: int | None = None
    kinds: tuple[str, ...] | None = None
    pathways: tuple[str, ...] | None = None
    keep_passwords: bool = False
    vocabulary: Mapping[str, Iterable[str]] = field(default_factory=dict)
    formats: tuple[Mapping[str, object], ...] = ()
    now: datetime | None = None
    home: str = ""
    mapping: CalendarMapping = field(default_factory=CalendarMapping)


@dataclass(frozen=True, slots=True)
class Habit:
    """What a format takes for granted where neither the row nor the caller says otherwise."""

    weekday_base: int = 0
    kinds: tuple[str, ...] = ()
    pathways: tuple[str, ...] = ()


HABITS = {
    "meeting-guide": Habit(0, ("mutual-aid",), ("twelve-step",)),
    "bmlt": Habit(1, ("mutual-aid",), ("twelve-step",)),
    "csv": Habit(),
    "xlsx": Habit(),
    "ical": Habit(),
}
