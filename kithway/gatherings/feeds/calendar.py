"""Gatherings as an iCalendar file (RFC 5545), one series each. Framework-free.

A list of the icalendar library's own components is made and written by it. Times stand as people
mean them, on the clock of their zone with its VTIMEZONE, so that they are right across a change of
clocks wherever the calendar is read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from icalendar import Calendar, Component, Event, Timezone, Todo
from icalendar.prop import vDuration, vRecur, vText

from kithway.gatherings.feeds.carried import Carried, OneDate
from kithway.gatherings.recurrence import BadRule, Rule, Series

# Of a property that is not the RFC's, nobody knows the type unless it is said.
TEXT = {"VALUE": "TEXT"}
REFRESH = timedelta(hours=4)
LAST_YEAR = 2038
# Where to look for the first date that a rule has: nearly all have it on the first day.
AHEAD = (timedelta(minutes=1), timedelta(days=40), timedelta(days=9 * 366))


@dataclass(frozen=True, slots=True)
class Wording:
    """`name`: of the calendar. `cancelled`: what stands for a title, with `%(name)s` in it.

    `neutral`: a title in place of all that would tell what it is; '' where it may be told.
    """

    name: str
    cancelled: str
    neutral: str = ""


def calendar_bytes(found: Iterable[Carried], wording: Wording) -> bytes:
    """The calendar, UTF-8. A rule that cannot be read leaves its gathering out."""
    calendar = Calendar()
    calendar.add("PRODID", "-//Calendar//EN" if wording.neutral else "-//Kithway//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("NAME", wording.name)
    calendar.add("X-WR-CALNAME", wording.name)
    calendar.add("REFRESH-INTERVAL", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    components = [component for each in found for component in _components(each, wording)]
    for zone in _zones(components):
        calendar.add_component(zone)
    for component in components:
        calendar.add_component(component)
    return bytes(calendar.to_ical())


def _components(each: Carried, wording: Wording) -> Iterator[Component]:
    if each.series is None:
        yield _described(Todo(), each, wording)
        return
    try:
        ruled, added = _walls(each.series)
    except BadRule:
        return
    if ruled or added:
        yield _series(_described(Event(), each, wording), each, ruled, added)
        for one in each.dates:
            if one.recurrence_id not in each.series.left_out:
                yield _one_date(each, one, wording)


def _described(component: Component, each: Carried, wording: Wording) -> Component:
    component.add("UID", each.uid)
    component.add("DTSTAMP", each.modified)
    component.add("LAST-MODIFIED", each.modified)
    component.add("SUMMARY", wording.neutral or each.name)
    if wording.neutral:
        component.add("CLASS", "PRIVATE")
        return component
    component.add("DESCRIPTION", each.telling)
    component.add("URL", each.url)
    if each.where:
        component.add("LOCATION", each.where)
    spot = each.spot
    if spot and spot.latitude is not None and spot.longitude is not None:
        component.add("GEO", (spot.latitude, spot.longitude))
    if each.kind_names:
        component.add("CATEGORIES", list(each.kind_names))
    for name, value in _own(each):
        if value:
            component.add(f"X-KITHWAY-{name}", vText(value), parameters=TEXT)
    return component


def _own(each: Carried) -> Iterator[tuple[str, str]]:
    """What iCalendar has no word for; read back by importing/reading/ical/own.py."""
    yield "SLUG", each.slug
    yield "TYPES", " ".join(each.own_types())
    yield "ABOUT", each.about
    yield "FIRST-VISIT", each.first_visit
    yield "CONTENT-NOTES", each.content_notes
    yield "FACILITATORS", each.facilitators
    if spot := each.spot:
        yield "PLACE", spot.name
        yield "ADDRESS", spot.street
        yield "CITY", spot.city
        yield "REGION", spot.region
        yield "POSTAL-CODE", spot.postal_code
        yield "COUNTRY", spot.country
    yield "JOIN", each.join_at
    yield "JOIN-NOTES", each.joining if each.join_at else ""


def _series(
    event: Component, each: Carried, ruled: datetime | None, added: list[datetime]
) -> Component:
    """The times: DTSTART is the first date, which RFC 5545 counts whatever the rule says."""
    assert each.series is not None  # noqa: S101
    series, zone = each.series, each.zone
    first, *others = [*([ruled] if ruled else []), *added]
    event.add("DTSTART", first.replace(tzinfo=zone))
    event.add("DURATION", timedelta(minutes=series.rule.minutes))
    # What ended before it began has no rule: an end before the start is none that can be read.
    if ruled and series.rule.text and (each.ended is None or series.rule.wall(each.ended) >= ruled):
        event.add("RRULE", _rrule(series, ruled, each.ended))
    if each.ended:
        others = [wall for wall in others if wall <= series.rule.wall(each.ended)]
    if others:
        event.add("RDATE", [wall.replace(tzinfo=zone) for wall in others])
    if series.left_out:
        left = sorted(series.left_out)
        event.add("EXDATE", [datetime.fromisoformat(one).replace(tzinfo=zone) for one in left])
    off = each.shut or each.ended
    event.add("STATUS", "CANCELLED" if off else "TENTATIVE" if each.faded else "CONFIRMED")
    return event


def _one_date(each: Carried, one: OneDate, wording: Wording) -> Component:
    """A component of its own for a date that is cancelled, moved, or held elsewhere."""
    event = Event()
    title = wording.neutral or each.name
    event.add("UID", each.uid)
    usual = datetime.fromisoformat(one.recurrence_id)
    event.add("RECURRENCE-ID", usual.replace(tzinfo=each.zone))
    event.add("DTSTAMP", max(each.modified, one.modified))
    event.add("LAST-MODIFIED", max(each.modified, one.modified))
    event.add("DTSTART", one.starts.replace(tzinfo=each.zone))
    event.add("DURATION", timedelta(minutes=one.minutes))
    # Not every program shows the status: so the title says it too.
    event.add("SUMMARY", wording.cancelled % {"name": title} if one.cancelled else title)
    unsure = each.faded and not one.confirmed
    off = one.cancelled or each.ended
    event.add("STATUS", "CANCELLED" if off else "TENTATIVE" if unsure else "CONFIRMED")
    if wording.neutral:
        event.add("CLASS", "PRIVATE")
        return event
    event.add("DESCRIPTION", "\n".join(filter(None, (one.because, each.telling))))
    event.add("URL", each.url)
    if one.because:
        event.add("X-KITHWAY-BECAUSE", vText(one.because), parameters=TEXT)
    if one.where:
        event.add("LOCATION", one.where)
    return event


def _walls(series: Series) -> tuple[datetime | None, list[datetime]]:
    """The first date of the rule, None where it has none, and the dates added to it."""
    last = _last(series)
    first = _first(series.rule)
    ruled = first if first and (last is None or first <= last) else None
    added = sorted({datetime.fromisoformat(one) for one in series.extra} - {first})
    return ruled, [wall for wall in added if last is None or wall <= last]


@lru_cache(maxsize=1024)
def _first(rule: Rule) -> datetime | None:
    for ahead in AHEAD:
        if walls := rule.walls(rule.starts, rule.starts + ahead):
            return walls[0]
    return None


def _last(series: Series) -> datetime | None:
    return datetime.combine(series.last_day, time(23, 59, 59)) if series.last_day else None


def _rrule(series: Series, first: datetime, ended: datetime | None) -> vRecur:
    """The rule, its end as RFC 5545 wants it beside a zone: UNTIL in UTC or COUNT, never both."""
    rule = series.rule
    parts = dict(part.split("=", 1) for part in rule.text.upper().removeprefix("RRULE:").split(";"))
    parts.pop("UNTIL", None)
    ends = [rule.until, _last(series), rule.wall(ended) if ended else None]
    last = min((end for end in ends if end), default=None)
    if last and "COUNT" in parts:
        parts["COUNT"] = str(max(1, len(rule.walls(first, last))))
    elif last:
        parts["UNTIL"] = f"{last.replace(tzinfo=rule.zone).astimezone(UTC):%Y%m%dT%H%M%SZ}"
    whole: vRecur = vRecur.from_ical(";".join(f"{name}={value}" for name, value in parts.items()))
    return whole


def _zones(components: Iterable[Component]) -> list[Timezone]:
    """A VTIMEZONE for each zone that is named, from the first year it is needed for."""
    years: dict[str, int] = {}
    for component in components:
        if start := component.get("DTSTART"):
            key = str(start.dt.tzinfo)
            years[key] = min(start.dt.year, years.get(key, LAST_YEAR))
    return [_zone(key, year) for key, year in sorted(years.items()) if key != "UTC"]


@lru_cache(maxsize=256)
def _zone(key: str, year: int) -> Timezone:
    zone = Timezone.from_tzid(
        key, first_date=date(min(year, LAST_YEAR - 1), 1, 1), last_date=date(LAST_YEAR, 1, 1)
    )
    # The library's remark on its years: there is nothing for a person to do about it.
    zone.pop("COMMENT", None)
    for part in zone.subcomponents:
        _as_clocks_were(part)
    return zone


def _as_clocks_were(part: Any) -> None:
    """Where clocks go on, the library writes when they are on; RFC 5545 wants what they showed
    before: two o'clock in New York, not three."""
    skipped = part["TZOFFSETTO"].td - part["TZOFFSETFROM"].td
    if skipped <= timedelta():
        return
    part.DTSTART -= skipped
    if "RDATE" in part:
        later = [each.dt - skipped for each in part.pop("RDATE").dts]
        part.add("RDATE", later)
