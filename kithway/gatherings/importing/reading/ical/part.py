"""One VEVENT as it stands: either the whole of an event, or what is otherwise on one date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar

from kithway.gatherings.importing.problems import RowRefused
from kithway.gatherings.importing.reading.ical.event import Told
from kithway.gatherings.importing.reading.ical.own import own_said
from kithway.gatherings.importing.reading.ical.zones import Zones

UNREADABLE = "It cannot be read: a time or another part of it is written wrongly."
LONGEST = timedelta(days=400)
YEARS = range(1900, 2200)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as it is written: `wall` naive; `zone`: IANA, or empty for floating and days."""

    wall: datetime
    zone: str = ""
    is_day: bool = False

    def in_zone(self, zone: str) -> datetime:
        """The wall time there; a floating time, and a day, is the same everywhere."""
        if not self.zone or not zone or self.zone == zone:
            return self.wall
        there = self.wall.replace(tzinfo=ZoneInfo(self.zone)).astimezone(ZoneInfo(zone))
        return there.replace(tzinfo=None)

    def utc(self) -> datetime:
        """For comparing; a floating time as it stands."""
        if not self.zone:
            return self.wall
        return self.wall.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Part:
    """`replaces`: the RECURRENCE-ID; `onward`: and all that follow. `rdates`: with own minutes."""

    number: int
    uid: str
    told: Told
    starts: Moment
    minutes: int
    sequence: int = 0
    rules: tuple[str, ...] = ()
    rdates: tuple[tuple[Moment, int | None], ...] = ()
    exdates: tuple[Moment, ...] = ()
    replaces: Moment | None = None
    onward: bool = False


def uid_of(lines: Iterable[str]) -> str:
    """The event's own name, also of one that cannot be read."""
    found = (line.partition(":")[2].strip() for line in lines if line.upper().startswith("UID"))
    return next(found, "")


def part_of(number: int, lines: list[str], zones: Zones, wanted_zone: str) -> Part:
    """One VEVENT. `wanted_zone`: X-WR-TIMEZONE, in which UTC and floating times are meant; or ''.

    Raises RowRefused.
    """
    if any(line.upper().startswith("EXRULE") for line in lines):
        reason = "It has a rule of days to leave out, which is no longer in use and not read here."
        raise RowRefused("EXRULE", reason)
    try:
        return _Reading(lines, zones, wanted_zone).part(number)
    except RowRefused:
        raise
    except Exception:
        # The library raises whatever it stumbles over, also when a broken value is only looked at.
        raise RowRefused("event", UNREADABLE) from None


class _Reading:
    def __init__(self, lines: list[str], zones: Zones, wanted_zone: str) -> None:
        self._zones = zones
        self._wanted = wanted_zone
        text = "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""])
        self._event: Any = icalendar.Event.from_ical(text)

    def part(self, number: int) -> Part:
        starts = self._moment_of("DTSTART")
        if starts is None:
            raise RowRefused("DTSTART", "It does not say when it starts.")
        begins, minutes = self._span(starts)
        replaced = self._moment_of("RECURRENCE-ID")
        return Part(
            number=number,
            uid=self._text("UID"),
            told=self._told(),
            starts=begins,
            minutes=minutes,
            sequence=self._number("SEQUENCE"),
            rules=self._rules(),
            rdates=tuple(self._rdates()),
            exdates=tuple(moment for moment, _ in self._listed("EXDATE")),
            replaces=replaced,
            onward=replaced is not None and self._range() == "THISANDFUTURE",
        )

    def _told(self) -> Told:
        busy = self._text("TRANSP").upper() == "TRANSPARENT" or self._text(
            "X-MICROSOFT-CDO-BUSYSTATUS"
        ).upper() in {"FREE", "OOF"}
        return Told(
            name=self._text("SUMMARY"),
            about=self._text("DESCRIPTION"),
            location=self._text("LOCATION"),
            point=self._point(),
            url=self._text("URL"),
            categories=self._categories(),
            cancelled=self._text("STATUS").upper() == "CANCELLED",
            private=self._text("CLASS").upper() in {"PRIVATE", "CONFIDENTIAL"},
            busy_only=busy,
            own=own_said(self._event),
        )

    def _text(self, name: str) -> str:
        value = _one(self._event.get(name))
        # PostgreSQL keeps no NUL, and a UID goes as it is to where rows are remembered.
        return "" if value is None else str(value).replace("\0", "").strip()

    def _number(self, name: str) -> int:
        try:
            return int(self._text(name) or 0)
        except ValueError:
            return 0

    def _point(self) -> tuple[float, float] | None:
        value = _one(self._event.get("GEO"))
        latitude, longitude = getattr(value, "latitude", None), getattr(value, "longitude", None)
        if latitude is None or longitude is None or (latitude, longitude) == (0, 0):
            return None
        inside = -90 <= latitude <= 90 and -180 <= longitude <= 180
        return (float(latitude), float(longitude)) if inside else None

    def _categories(self) -> tuple[str, ...]:
        found = [
            str(part) for value in _all(self._event.get("CATEGORIES")) for part in _cats(value)
        ]
        return tuple(dict.fromkeys(part.strip() for part in found if part.strip()))

    def _rules(self) -> tuple[str, ...]:
        written = [value.to_ical().decode() for value in _all(self._event.get("RRULE"))]
        return tuple(dict.fromkeys(written))

    def _range(self) -> str:
        value = _one(self._event.get("RECURRENCE-ID"))
        return str(value.params.get("RANGE", "")).upper()

    def _moment_of(self, name: str) -> Moment | None:
        value = _one(self._event.get(name))
        if value is None:
            return None
        told = getattr(value, "dt", None)
        if not isinstance(told, date):
            raise RowRefused(name, UNREADABLE)
        return self._moment(told, value.params)

    def _moment(self, told: date, params: Any) -> Moment:
        if told.year not in YEARS:
            raise RowRefused("DTSTART", "Its year is not one that people meet in.")
        if not isinstance(told, datetime):
            return Moment(datetime(told.year, told.month, told.day), is_day=True)  # noqa: DTZ001
        wall = told.replace(tzinfo=None, second=0, microsecond=0)
        zone = self._zone_of(told, params)
        if self._wanted and zone in {"", "UTC"}:
            return Moment(Moment(wall, zone).in_zone(self._wanted), self._wanted)
        return Moment(wall, zone)

    def _zone_of(self, told: datetime, params: Any) -> str:
        if name := str(params.get("TZID", "")):
            if zone := self._zones.named(name, told.year):
                return zone
            reason = f"Nobody knows the time zone “{name[:60]}”. Choose a city’s in the calendar."
            raise RowRefused("TZID", reason)
        return "UTC" if told.tzinfo else ""

    def _span(self, starts: Moment) -> tuple[Moment, int]:
        """The start and the length in minutes; where the end comes first, the two are changed."""
        ends = self._moment_of("DTEND")
        if ends is None:
            return starts, self._duration(starts)
        minutes = _between(starts, ends)
        if minutes < 0:
            starts, minutes = ends, -minutes
        if minutes > LONGEST // timedelta(minutes=1):
            raise RowRefused("DTEND", "It lasts longer than a year.")
        return starts, minutes

    def _duration(self, starts: Moment) -> int:
        value = _one(self._event.get("DURATION"))
        length = getattr(value, "dt", None)
        if not isinstance(length, timedelta):
            return 1440 if starts.is_day else 0
        if not timedelta() <= length <= LONGEST:
            raise RowRefused("DURATION", "It lasts no time at all, or longer than a year.")
        return length // timedelta(minutes=1)

    def _rdates(self) -> Iterable[tuple[Moment, int | None]]:
        for moment, ends in self._listed("RDATE"):
            if isinstance(ends, timedelta):
                yield moment, abs(ends) // timedelta(minutes=1)
            else:
                yield moment, abs(_between(moment, ends)) if ends else None

    def _listed(self, name: str) -> Iterable[tuple[Moment, Any]]:
        """Each moment of a list of dates or periods, with the end or length that it has."""
        for value in _all(self._event.get(name)):
            for each in getattr(value, "dts", []):
                told, ends = each.dt if isinstance(each.dt, tuple) else (each.dt, None)
                if not isinstance(told, date):
                    raise RowRefused(name, UNREADABLE)
                params = value.params or each.params
                is_length = ends is None or isinstance(ends, timedelta)
                later = ends if is_length else self._moment(ends, params)
                yield self._moment(told, params), later


def _between(starts: Moment, ends: Moment) -> int:
    """Minutes; of a day and a time, or of two floating times, as the wall clock has it."""
    if starts.zone and ends.zone:
        return (ends.utc() - starts.utc()) // timedelta(minutes=1)
    return (ends.wall - starts.wall) // timedelta(minutes=1)


def _all(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _one(value: Any) -> Any:
    """The first, where somebody wrote a property twice."""
    found = _all(value)
    return found[0] if found else None


def _cats(value: Any) -> list[Any]:
    return list(getattr(value, "cats", [value]))
