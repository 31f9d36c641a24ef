"""The parts of one event put together: its series, dates left out, added and changed.

What the parts of a calendar mean together is as RFC 5545 says and as recurring-ical-events, which
has met more calendars than we, works it out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise

from kithway.gatherings.importing.problems import RowRefused
from kithway.gatherings.importing.reading.ical import rule as rules
from kithway.gatherings.importing.reading.ical.event import Other, Strand
from kithway.gatherings.importing.reading.ical.part import Moment, Part
from kithway.gatherings.recurrence import Rule, Series

MOST_DATES = 2_000
# As recurrence.series.FURTHEST_MOVE, less a day for the zone: further is another date.
FURTHEST = timedelta(days=58)
AHEAD = timedelta(days=5 * 366)
MOST_WRITTEN_OUT = 300
MINUTE = timedelta(minutes=1)


def strands_of(parts: list[Part], home: str) -> tuple[Strand, ...]:
    """The series of an event; several where it has several rules or was split. Raises RowRefused"""
    cores = [part for part in parts if part.replaces is None]
    changes = _latest(part for part in parts if part.replaces is not None)
    if not cores:
        return (_without_core(changes),)
    core = max(cores, key=lambda part: part.sequence)
    if len(core.exdates) + len(core.rdates) + len(changes) > MOST_DATES:
        raise RowRefused("event", f"More than {MOST_DATES:,} of its dates differ from its rule.")
    drafts = _drafts(core, home)
    onward = sorted((p for p in changes if p.onward), key=lambda p: _start_id(p, core))
    if onward:
        if len(drafts) > 1:
            raise RowRefused("RRULE", "It has several rules, and a change from one date on.")
        drafts = _split(drafts[0], core, onward)
    _apply(drafts, core, [part for part in changes if not part.onward])
    return tuple(draft.strand() for draft in drafts)


@dataclass(slots=True)
class _Draft:
    """A strand that is being put together."""

    key: str
    part: Part
    starts: datetime
    zone: str
    home: str
    rule: str = ""
    extra: set[str] = field(default_factory=set)
    left_out: set[str] = field(default_factory=set)
    others: dict[str, Other] = field(default_factory=dict)
    # How far it was moved from the ids that the calendar has for its dates.
    moved: timedelta = timedelta()
    begins: str = ""

    def ruled(self) -> Rule:
        return Rule(self.starts, self.part.minutes, rules.zone_of(self.zone, self.home), self.rule)

    def has(self, recurrence_id: str) -> bool:
        series = Series(self.ruled(), tuple(sorted(self.extra)))
        return series.find(recurrence_id) is not None

    def strand(self) -> Strand:
        return Strand(
            key=self.key,
            told=self.part.told,
            starts=self.starts,
            minutes=self.part.minutes,
            zone=self.zone,
            all_day=self.part.starts.is_day,
            rule=self.rule,
            extra=tuple(sorted(self.extra)),
            left_out=tuple(sorted(self.left_out)),
            others=tuple(self.others[key] for key in sorted(self.others)),
        )


def _latest(parts: Iterable[Part]) -> list[Part]:
    """Of several for one date, the one that was written last."""
    found: dict[datetime, Part] = {}
    for part in parts:
        moment = part.replaces
        if moment is None:
            continue
        key = moment.utc()
        if key not in found or part.sequence > found[key].sequence:
            found[key] = part
    return list(found.values())


def _without_core(changes: list[Part]) -> Strand:
    """Single dates whose series the calendar does not tell: just those dates."""
    parts = sorted((part for part in changes), key=lambda part: part.starts.wall)
    first = parts[0]
    zone = first.starts.zone
    walls = {_id(part.starts.in_zone(zone)): part for part in parts}
    others = {
        key: Other(key, None, part.minutes if part.minutes != first.minutes else None, part.told)
        for key, part in walls.items()
        if part.minutes != first.minutes or part.told != first.told
    }
    draft = _Draft("", first, first.starts.wall, zone, "UTC")
    draft.extra = set(walls) - {_id(first.starts.wall)}
    draft.others = others
    return draft.strand()


def _drafts(core: Part, home: str) -> list[_Draft]:
    """A strand for each rule, with the dates added and left out."""
    starts, zone = core.starts.wall, core.starts.zone
    texts = list(dict.fromkeys(rules.tidied(text, starts) for text in core.rules)) or [""]
    drafts = [
        _Draft(f"rule{at}" if at else "", core, starts, zone, home, text)
        for at, text in enumerate(texts)
    ]
    for draft in drafts:
        rules.checked(draft.ruled())
    first = drafts[0]
    for moment, minutes in core.rdates:
        key = _id(moment.in_zone(zone))
        first.extra.add(key)
        if minutes is not None and minutes != core.minutes:
            first.others[key] = Other(key, minutes=minutes)
    _count_the_start(drafts, starts)
    for one, other in pairwise(drafts):
        _leave_to(one, other)
    for moment in core.exdates:
        for draft in drafts:
            draft.left_out |= _ids_left_out(moment, draft)
    return drafts


def _count_the_start(drafts: list[_Draft], starts: datetime) -> None:
    """The start is a date of its own, also where no rule names it; unless all rules end before."""
    first = drafts[0]
    if not first.rule or any(_ruled_at(draft, starts) for draft in drafts):
        return
    ends = [draft for draft in drafts if "UNTIL" in rules.read(draft.rule)]
    if not any(_ends_before(draft, starts) for draft in ends):
        first.extra.add(_id(starts))


def _ruled_at(draft: _Draft, wall: datetime) -> bool:
    return bool(draft.ruled().walls(wall, wall))


def _ends_before(draft: _Draft, starts: datetime) -> bool:
    return draft.ruled()._last(rules.read(draft.rule)["UNTIL"]) < starts


def _leave_to(one: _Draft, other: _Draft) -> None:
    """Leave out of the other what both rules name, so that no date stands twice."""
    span = (one.starts, one.starts + 2 * AHEAD)
    mine = {_id(wall) for wall in one.ruled().walls(*span)}
    other.left_out |= {_id(wall) for wall in other.ruled().walls(*span)} & mine


def _ids_left_out(moment: Moment, draft: _Draft) -> set[str]:
    if moment.is_day and not draft.part.starts.is_day:
        walls = draft.ruled().walls(moment.wall, moment.wall + timedelta(days=1) - MINUTE)
        return {_id(wall) for wall in walls}
    # Some programs write the wall time and call it UTC.
    return {_id(moment.in_zone(draft.zone)), _id(moment.wall)}


def _split(whole: _Draft, core: Part, onward: list[Part]) -> list[_Draft]:
    """The strand up to the first change that holds from then on, and one from each such change."""
    marks = [_start_id(part, core) for part in onward]
    drafts = [_until(_copied(whole), whole, marks[0])]
    ends = [*marks[1:], ""]
    for part, mark, end in zip(onward, marks, ends, strict=True):
        drafts.append(_continued(whole, part, mark, end))
    return drafts


def _copied(draft: _Draft) -> _Draft:
    copy = replace(draft)
    copy.extra, copy.left_out = set(draft.extra), set(draft.left_out)
    copy.others = dict(draft.others)
    return copy


def _until(draft: _Draft, whole: _Draft, mark: str) -> _Draft:
    """Without what comes from this id on, in the ids of the whole."""
    last = datetime.fromisoformat(mark) - MINUTE + draft.moved
    if draft.rule:
        ends = rules.read(whole.rule).get("UNTIL")
        if not ends or whole.ruled()._last(ends) + draft.moved > last:
            draft.rule = rules.until(draft.rule, last)
    draft.extra = {key for key in draft.extra if datetime.fromisoformat(key) <= last}
    return draft


def _continued(whole: _Draft, part: Part, mark: str, end: str) -> _Draft:
    """From this id on, as the part has it: at another time, for longer, under another name."""
    old = datetime.fromisoformat(mark)
    starts = part.starts.in_zone(whole.zone)
    moved = starts - old
    draft = _Draft(f"from {mark}", part, starts, whole.zone, whole.home, moved=moved, begins=mark)
    draft.extra = {_later(key, moved) for key in whole.extra if key >= mark}
    draft.left_out = {_later(key, moved) for key in whole.left_out if key > mark}
    days = (starts.date() - old.date()).days
    text = _counted(whole, old) if whole.rule else ""
    shifted = rules.shifted(text, old, days)
    if shifted is None or ("BYHOUR" in text and moved):
        shifted = ""
        draft.extra |= {_later(key, moved) for key in _written_out(whole, old)}
    draft.rule = shifted
    if shifted and (ends := rules.read(whole.rule).get("UNTIL")):
        draft.rule = rules.until(shifted, whole.ruled()._last(ends) + moved)
    draft.extra.discard(_id(starts))
    return _until(draft, whole, end) if end else draft


def _counted(whole: _Draft, old: datetime) -> str:
    """The rule, with what is left of its count."""
    parts = rules.read(whole.rule)
    if "COUNT" not in parts:
        return whole.rule
    before = len(whole.ruled().walls(whole.starts, old - MINUTE))
    return rules.written({**parts, "COUNT": str(max(1, int(parts["COUNT"]) - before))})


def _written_out(whole: _Draft, old: datetime) -> list[str]:
    """The coming dates one by one, where no rule says them once they are moved."""
    walls = whole.ruled().walls(old, old + AHEAD)
    return [_id(wall) for wall in walls[:MOST_WRITTEN_OUT]]


def _apply(drafts: list[_Draft], core: Part, changes: list[Part]) -> None:
    """Write each changed date into the strand that it belongs to."""
    gone = {key for moment in core.exdates for key in (_id(moment.wall), _id(moment.utc()))}
    for part in changes:
        moment = part.replaces
        if moment is None or {_id(moment.wall), _id(moment.utc())} & gone:
            continue
        if part.rules and part.sequence < core.sequence and not _known(drafts, moment):
            # Left over from an older shape of the series.
            continue
        draft, key = _found(drafts, moment)
        draft.left_out.discard(key)
        _change(draft, key, part)


def _found(drafts: list[_Draft], moment: Moment) -> tuple[_Draft, str]:
    """The strand and the id of the date that a change is of; a date of its own where there is none.

    The id may be written in another zone, or be the wall time under another zone's name.
    """
    if known := _known(drafts, moment):
        return known
    first = drafts[0]
    key = _id(moment.in_zone(first.zone))
    first.extra.add(key)
    return first, key


def _known(drafts: list[_Draft], moment: Moment) -> tuple[_Draft, str] | None:
    for draft in drafts[::-1]:
        for wall in (moment.in_zone(draft.zone), moment.wall):
            original = _id(wall)
            if draft.begins and original <= draft.begins:
                continue
            key = _id(wall + draft.moved)
            if draft.has(key):
                return draft, key
    return None


def _change(draft: _Draft, key: str, part: Part) -> None:
    starts = part.starts.in_zone(draft.zone)
    usual = datetime.fromisoformat(key)
    if abs(starts - usual) > FURTHEST:
        draft.left_out.add(key)
        draft.extra.discard(key)
        key, usual = _id(starts), starts
        draft.extra.add(key)
    told = part.told if part.told != draft.part.told else None
    draft.others[key] = Other(
        key,
        moved_to=starts if starts != usual else None,
        minutes=part.minutes if part.minutes != draft.part.minutes else None,
        told=told,
    )


def _start_id(part: Part, core: Part) -> str:
    moment = part.replaces or part.starts
    return _id(moment.in_zone(core.starts.zone))


def _later(key: str, by: timedelta) -> str:
    return _id(datetime.fromisoformat(key) + by)


def _id(wall: datetime) -> str:
    return wall.strftime("%Y-%m-%dT%H:%M")
