"""Which IANA zone a calendar means. Names for zones are many; what counts are the clocks."""

from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar import Timezone
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

# Tried first where several zones keep the same clocks.
COMMON = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix",
    "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu", "America/Toronto",
    "America/Mexico_City", "Europe/London", "Europe/Dublin", "Europe/Berlin", "Europe/Paris",
    "Asia/Shanghai", "Australia/Sydney", "UTC",
)  # fmt: skip
# Days of a year at which clocks are compared, three a month.
COMPARED = [timedelta(days=day) for day in range(5, 365, 10)]


class Zones:
    """The zones of one calendar, by the names that it calls them."""

    def __init__(self, blocks: Iterable[list[str]], home: str) -> None:
        self._home = home
        self._blocks: dict[str, list[str]] = {}
        self._known: dict[tuple[str, int], str] = {}
        for lines in blocks:
            self._blocks.setdefault(_value(lines, "TZID"), lines)

    def named(self, name: str, year: int) -> str:
        """The IANA zone of this name; empty where nothing says which it is.

        `year`: whose clocks are compared where the calendar only tells how its zone's clocks go.
        """
        if found := iana(name):
            return found
        if (name, year) not in self._known:
            self._known[name, year] = self._by_block(name, year)
        return self._known[name, year]

    def _by_block(self, name: str, year: int) -> str:
        lines = self._blocks.get(name)
        if lines is None:
            return ""
        if found := iana(_value(lines, "X-LIC-LOCATION")):
            return found
        try:
            text = "\r\n".join(["BEGIN:VTIMEZONE", *lines, "END:VTIMEZONE", ""])
            theirs = Timezone.from_ical(text).to_tz()  # type: ignore[attr-defined]
            wanted = _clocks(theirs, year)
        except Exception:
            # The library raises whatever a broken zone makes it stumble over.
            return ""
        first = dict.fromkeys((self._home, *COMMON, *sorted(available_timezones())))
        return next((zone for zone in first if zone and clocks(zone, year) == wanted), "")


@lru_cache(maxsize=2048)
def iana(name: str) -> str:
    """The IANA zone that a name stands for: itself, as Windows says, or at a path's end."""
    bare = name.strip().strip('"')
    if bare.upper() in {"Z", "GMT", "UTC", "ETC/UTC", "ETC/GMT"}:
        return "UTC"
    if found := _by_small_letters().get(bare.casefold()):
        return found
    if found := WINDOWS_TO_OLSON.get(bare):
        return str(found)
    parts = bare.split("/")
    ends = ("/".join(parts[at:]) for at in range(1, len(parts)))
    return next((zone for end in ends if (zone := _by_small_letters().get(end.casefold()))), "")


@lru_cache(maxsize=1)
def _by_small_letters() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


@lru_cache(maxsize=4096)
def clocks(zone: str, year: int) -> tuple[timedelta | None, ...]:
    """How far its clocks are from UTC, through a year."""
    return _clocks(ZoneInfo(zone), year)


def _clocks(zone: tzinfo, year: int) -> tuple[timedelta | None, ...]:
    begin = datetime(year, 1, 1, 12)  # noqa: DTZ001
    return tuple((begin + step).replace(tzinfo=zone).utcoffset() for step in COMPARED)


def _value(lines: list[str], name: str) -> str:
    for line in lines:
        if line.upper().startswith((f"{name}:", f"{name};")):
            return line.partition(":")[2].strip()
    return ""
