"""Events of a calendar in our terms: wall-clock starts, one IANA zone, rules, and what differs."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from kithway.gatherings.importing.problems import Refusal
from kithway.gatherings.recurrence import Change, Date, Rule, Series


@dataclass(frozen=True, slots=True)
class Told:
    """What one event says beside its time, as it stands in the calendar.

    `private`: marked private or confidential. `busy_only`: a note that somebody is free or away
    rather than something to come to. `point`: latitude and longitude in degrees.
    """

    name: str = ""
    about: str = ""
    location: str = ""
    point: tuple[float, float] | None = None
    url: str = ""
    categories: tuple[str, ...] = ()
    cancelled: bool = False
    private: bool = False
    busy_only: bool = False
    # Of a calendar that Kithway wrote; see own.py.
    own: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Other:
    """What is otherwise on one date. `moved_to`: naive wall-clock start, None where it stays."""

    recurrence_id: str
    moved_to: datetime | None = None
    minutes: int | None = None
    told: Told | None = None


@dataclass(frozen=True, slots=True)
class Strand:
    """One series of an event: most have one. `starts`: naive; `zone`: IANA, empty for floating.

    `key`: tells it from the event's other strands, empty for the first.
    """

    key: str
    told: Told
    starts: datetime
    minutes: int
    zone: str
    all_day: bool = False
    rule: str = ""
    extra: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    others: tuple[Other, ...] = ()

    def series(self, home: str) -> Series:
        """As the core has it; `home`: the zone that floating times are read in."""
        rule = Rule(self.starts, self.minutes, ZoneInfo(self.zone or home), self.rule)
        return Series(rule, self.extra, frozenset(self.left_out))

    def changes(self) -> dict[str, Change]:
        return {
            other.recurrence_id: Change(other.moved_to, other.minutes)
            for other in self.others
            if other.moved_to or other.minutes is not None
        }

    def dates(self, since: datetime, until: datetime, home: str) -> list[Date]:
        """Its dates in [`since`, `until`), changes applied. Raises BadRule."""
        return self.series(home).dates(since=since, until=until, changes=self.changes())


@dataclass(frozen=True, slots=True)
class Event:
    """`number`: of its first part in the calendar, from 1."""

    number: int
    uid: str
    strands: tuple[Strand, ...]


@dataclass(slots=True)
class Calendar:
    name: str = ""
    events: list[Event] = field(default_factory=list)
    # What Kithway wrote of what is held by appointment: number, UID, what is said.
    undated: list[tuple[int, str, Told]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
