"""What a row makes of a gathering, and what may be changed where people have edited it here."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kithway.gatherings.importing.report import LocalEdit
from kithway.gatherings.importing.row import Row
from kithway.gatherings.models import Gathering
from kithway.gatherings.recurrence import WEEKDAYS, weekly

Facts = dict[str, Any]
# Fields that only make sense together are changed together or not at all.
GROUPS = (
    ("rule", "start_time", "first_day", "extra_dates", "left_out"),
    ("name",), ("about",), ("mode",), ("shut",), ("place_id",),
    ("minutes",), ("timezone",), ("kinds",), ("pathways",), ("languages",), ("audiences",),
    ("welcomes",), ("access",), ("online_url",), ("online_notes",), ("dial_in",),
)  # fmt: skip
TIMING = {
    *("rule", "start_time", "first_day", "extra_dates", "left_out"),
    *("minutes", "timezone", "place_id"),
}
# Of five months one has a fifth of each weekday.
MOST_AHEAD = 160


def facts_of(row: Row, timezone: str, place_id: int | None) -> Facts:
    """The fields of a gathering that say this row. `timezone`: the community's."""
    return {
        **_series_of(row),
        "name": row.name,
        "about": row.about,
        "mode": row.mode,
        "shut": row.shut,
        "place_id": place_id,
        "minutes": row.minutes,
        "start_time": _clock(row.start),
        "timezone": "" if row.timezone == timezone else row.timezone,
        "kinds": list(row.kinds),
        "pathways": list(row.pathways),
        "languages": list(row.languages),
        "audiences": list(row.audiences),
        "welcomes": list(row.welcomes),
        "access": list(row.access),
        "online_url": row.online_url,
        "online_notes": row.online_notes,
        "dial_in": row.dial_in,
    }


def _series_of(row: Row) -> Facts:
    """Weekdays and days of the month leave the first day open; a calendar says all of it."""
    if not row.first_day:
        return {"rule": weekly(*row.days) if row.days else row.rule}
    return {
        "rule": row.rule,
        "first_day": date.fromisoformat(row.first_day),
        "extra_dates": list(row.extra_dates),
        "left_out": list(row.left_out),
    }


def new_gathering(facts: Facts, slug: str, now: datetime, **known: Any) -> Gathering:
    """A gathering that says these facts; not saved."""
    gathering = Gathering(slug=slug, seen_at=now, **known)
    set_facts(gathering, facts, now)
    return gathering


def set_facts(gathering: Gathering, facts: Facts, now: datetime) -> None:
    """Give a gathering these facts. Its first day moves only where its weekdays did."""
    facts = dict(facts)
    if "shut" in facts:
        gathering.shut_since = (gathering.shut_since or now) if facts.pop("shut") else None
    by_weekdays = "rule" in facts and "first_day" not in facts
    moves = by_weekdays and (facts["rule"] != gathering.rule or not gathering.first_day)
    for name, value in facts.items():
        setattr(gathering, name, value)
    if moves:
        today = now.astimezone(ZoneInfo(gathering.timezone or gathering.community.timezone)).date()
        gathering.first_day = _next_day(today, gathering.rule) if gathering.rule else None


def _next_day(today: date, rule: str) -> date:
    """The first day from today on that the rule names, each week or month."""
    days = rule.rpartition("=")[2].split(",")
    return next(
        day
        for step in range(MOST_AHEAD)
        if {*_codes(day := today + timedelta(days=step))} & {*days}
    )


def _codes(day: date) -> Iterator[str]:
    """How a rule may name this day: `TH`, `4TH`, and where it is so, `-1TH`."""
    code = WEEKDAYS[day.weekday()]
    yield code
    yield f"{(day.day - 1) // 7 + 1}{code}"
    if (day + timedelta(days=7)).month != day.month:
        yield f"-1{code}"


def _clock(minutes: int | None) -> time | None:
    return None if minutes is None else time(minutes // 60, minutes % 60)


def compared(
    gathering: Gathering, before: Facts, after: Facts, *, theirs: bool = False
) -> tuple[Facts, list[LocalEdit]]:
    """What of `after` is to be set, and where an edit made here stands against the list.

    A field that no longer says what the list said last time was edited here, and stays; unless the
    list is the master (`theirs`), whose word then holds.
    """
    changes: Facts = {}
    edits: list[LocalEdit] = []
    for names in GROUPS:
        group = [name for name in names if name in after]
        here = [_here(gathering, name) for name in group]
        there = [after[name] for name in group]
        if here == there:
            continue
        if theirs or here == [before.get(name) for name in group]:
            changes |= dict(zip(group, there, strict=True))
        else:
            edits += _edits(gathering.slug, group, here, there)
    return changes, edits


def _edits(
    slug: str, group: Iterable[str], here: Iterable[Any], there: Iterable[Any]
) -> Iterator[LocalEdit]:
    for name, mine, theirs in zip(group, here, there, strict=True):
        if mine != theirs:
            field = {"place_id": "place", "shut": "shut_since"}.get(name, name)
            yield LocalEdit(slug, field, _shown(mine), _shown(theirs))


def _here(gathering: Gathering, name: str) -> Any:
    return gathering.shut_since is not None if name == "shut" else getattr(gathering, name)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(value)[:200]
    return "" if value is None else str(value)


def timing_moves(changes: Mapping[str, Any]) -> bool:
    """Whether these changes move dates."""
    return not TIMING.isdisjoint(changes)
