"""Events of a calendar into rows of a list, by what a coordinator said its words mean."""

import hashlib
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from kithway.gatherings.importing.holding_back import Held
from kithway.gatherings.importing.mapping import Located
from kithway.gatherings.importing.options import Options
from kithway.gatherings.importing.problems import ListRefused, Refusal, RowRefused
from kithway.gatherings.importing.reading import meanings, meeting_guide
from kithway.gatherings.importing.reading.ical.event import Calendar, Event, Other, Strand, Told
from kithway.gatherings.importing.reading.ical.own import own_raw
from kithway.gatherings.importing.row import DateSaid, Row, Where
from kithway.gatherings.importing.texts import folded, plain, shortened
from kithway.gatherings.importing.types import NAMES, OWN_NAMES

DAY = 24 * 60
USUAL_LENGTH = 60
# As a gathering's column holds; the latest count, since only what is ahead is asked for.
MOST_IDS = 400
# A rule that names no day costs half a second to see through; thousands of them are no calendar.
LONGEST_SECONDS = 120.0
KEY_LIMIT = 150
SOON, LATER = timedelta(days=60), timedelta(days=3 * 366)


@dataclass(slots=True)
class Taken:
    """`past`: keys of what is over; it is neither brought in nor gone from the list."""

    name: str = ""
    rows: list[Row] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    past: set[str] = field(default_factory=set)
    # What coming events are called and where they are held, with how often; and the locations that
    # the mapping says nothing about.
    titles: Counter[str] = field(default_factory=Counter)
    locations: Counter[str] = field(default_factory=Counter)
    unmapped: dict[str, None] = field(default_factory=dict)


def rows_of(calendar: Calendar, options: Options) -> Taken:
    """Each coming event as a row, or refused with a reason.

    Left out without a word: what is past, what the mapping leaves out, and, unless it says
    otherwise, what is marked private or as free time.
    """
    taken = Taken(calendar.name, refused=list(calendar.refused))
    until = time.monotonic() + LONGEST_SECONDS
    for event in calendar.events:
        if time.monotonic() > until:
            raise ListRefused("The calendar takes too long to read. Leave old events out of it.")
        for strand in event.strands:
            _take(taken, event, strand, options)
    for number, uid, told in calendar.undated:
        _take_undated(taken, number, uid, told, options)
    return taken


def _take_undated(taken: Taken, number: int, uid: str, told: Told, options: Options) -> None:
    """What is held by appointment, from a calendar that Kithway wrote."""
    raw = own_raw(told)
    meant = meanings.meaning(raw["types"], options.vocabulary)
    try:
        row = meeting_guide.row_from(number, raw, options, "ical", meant)
    except RowRefused as refusal:
        taken.refused.append(Refusal(number, refusal.field, refusal.reason, uid[:KEY_LIMIT]))
    else:
        taken.rows.append(replace(row, key=uid[:KEY_LIMIT]))


def _take(taken: Taken, event: Event, strand: Strand, options: Options) -> None:
    key, mapping = key_of(event, strand), options.mapping
    told = strand.told
    if not mapping.private and (told.private or told.busy_only):
        return
    if not _is_coming(strand, options):
        taken.past.add(key)
        return
    title, location = title_of(told), location_of(told)
    taken.titles[title] += 1
    if folded(title) in mapping.left_out:
        return
    if location:
        taken.locations[location] += 1
    try:
        row = _row(event.number, key, strand, options)
    except RowRefused as refusal:
        taken.refused.append(
            Refusal(event.number, refusal.field, refusal.reason, key, refusal.withdrawn)
        )
        return
    if not told.own and not mapping.knows(location):
        taken.unmapped.setdefault(location)
    taken.rows.append(row)


def title_of(told: Told) -> str:
    """What an event is called, as anyone may read it; mappings go by this."""
    return shortened(Held().public(plain(told.name))[0].replace("\n", " "), 160)


def location_of(told: Told) -> str:
    """Where it says it is held, without links to online rooms; mappings go by this."""
    text = plain(told.location, 300)
    return "" if _is_address(text) else Held().public(text)[0].replace("\n", " ")


def key_of(event: Event, strand: Strand) -> str:
    """The event's UID, and which strand of it; a very long one by its digest."""
    whole = f"{event.uid}~{strand.key}" if strand.key else event.uid
    if len(whole) <= KEY_LIMIT:
        return whole
    return f"{whole[:100]}~{hashlib.sha256(whole.encode()).hexdigest()[:16]}"


def _is_coming(strand: Strand, options: Options) -> bool:
    """Whether it has a date that is not over."""
    if options.now is None:
        return True
    home, now = options.home or "UTC", options.now
    if strand.starts > (now + LATER).replace(tzinfo=None):
        return True
    since = now - timedelta(minutes=max(strand.minutes, DAY))
    for ahead in (SOON, LATER):
        if any(date.ends_at > now for date in strand.dates(since, now + ahead, home)):
            return True
    return False


def _row(number: int, key: str, strand: Strand, options: Options) -> Row:
    strand = _at_home(strand, options.home)
    _check_time(strand)
    if not title_of(strand.told):
        # Else it would be called by its place.
        raise RowRefused("SUMMARY", "There is no name.")
    told, mapping = strand.told, options.mapping
    located = mapping.located(location_of(told))
    own = own_raw(told)
    meant = meanings.meaning(own["types"], options.vocabulary) if own else _meaning(told)
    raw = {**(own or _raw(strand, located)), **_time(strand)}
    row = meeting_guide.row_from(number, raw, options, "ical", meant)
    row = _timed(row, strand, options)
    if own:
        return replace(row, key=key, shut=row.shut or told.cancelled)
    kinds = mapping.kinds_of.get(folded(title_of(told))) or row.kinds or mapping.kinds
    where = located.where if located.how == "place" else row.where
    return replace(
        row,
        key=key,
        mode=_mode(row, where, located, mapping.mode),
        meets_there=bool(where.name or where.address_1),
        where=where,
        shut=told.cancelled,
        kinds=kinds,
        pathways=row.pathways or mapping.pathways,
        languages=row.languages or mapping.languages,
    )


def _timed(row: Row, strand: Strand, options: Options) -> Row:
    """The row with all that the calendar says of its time."""
    held = Held(keep_passwords=options.keep_passwords)
    return replace(
        row,
        days=(),
        start=strand.starts.hour * 60 + strand.starts.minute,
        minutes=strand.minutes or USUAL_LENGTH,
        first_day=strand.starts.date().isoformat(),
        rule=strand.rule,
        extra_dates=strand.extra[-MOST_IDS:],
        left_out=strand.left_out[-MOST_IDS:],
        changes=tuple(_changes(strand, options, held)),
        timezone=strand.zone,
        held_back=row.held_back or held.anything,
    )


def _time(strand: Strand) -> dict[str, object]:
    return {"day": strand.starts.weekday(), "time": f"{strand.starts:%H:%M}"}


def _at_home(strand: Strand, home: str) -> Strand:
    """What is held once at a moment in UTC, in the community's own wall time."""
    if strand.zone != "UTC" or not home or strand.rule or strand.extra or strand.others:
        return strand
    wall = strand.starts.replace(tzinfo=UTC).astimezone(ZoneInfo(home)).replace(tzinfo=None)
    return replace(strand, starts=wall, zone=home)


def _check_time(strand: Strand) -> None:
    if strand.all_day:
        reason = "It has no time of day. Give it one in the calendar, or leave it out."
        raise RowRefused("DTSTART", reason)
    if strand.minutes > DAY:
        raise RowRefused("DTEND", "It lasts longer than a day. Make it one that comes each day.")
    if len(strand.rule) > 300:
        raise RowRefused("RRULE", "Its rule is longer than any that people could meet by.")


def _raw(strand: Strand, located: Located) -> dict[str, object]:
    """In the fields of Meeting Guide, so that texts are held back as in any other list."""
    told = strand.told
    location = plain(told.location, 300)
    raw: dict[str, object] = {
        "name": told.name,
        "notes": told.about,
        "conference_url": told.url if _is_room(told.url) else "",
    }
    if _is_address(location):
        raw["conference_url"] = raw["conference_url"] or location
    elif located.how == "new":
        raw |= _venue(location)
        if told.point:
            raw["latitude"], raw["longitude"] = told.point
    return raw


def _is_room(url: str) -> bool:
    """Whether an address is one to meet at; most calendars give the event's own page."""
    return bool(Held().public(url)[1])


def _is_address(text: str) -> bool:
    return text.lower().startswith(("http://", "https://"))


def _venue(location: str) -> dict[str, object]:
    """`Central Library, 220 State St, Springfield, MA 01103`: its name, then its address."""
    name, comma, rest = location.partition(",")
    if not comma:
        return {"location": location}
    if any(letter.isdigit() for letter in name.split(" ")[0]):
        return {"location": name, "formatted_address": location}
    return {"location": name, "formatted_address": rest.strip()}


def _meaning(told: Told) -> meanings.Meaning:
    """Kinds that its categories name; what nobody knows is no kind here, but a private word."""
    names = [name for name in told.categories if folded(name) in NAMES or folded(name) in OWN_NAMES]
    return meanings.meaning(names, {})


def _mode(row: Row, where: Where, located: Located, usual: str) -> str:
    room = bool(row.online_url or row.dial_in)
    if located.how == "online":
        return "online"
    if where.name or where.address_1:
        return "hybrid" if room else "in-person"
    return "online" if room else usual


def _changes(strand: Strand, options: Options, held: Held) -> Iterator[DateSaid]:
    for other in strand.others[-MOST_IDS:]:
        yield DateSaid(
            recurrence_id=other.recurrence_id,
            cancelled=bool(other.told and other.told.cancelled),
            moved_to=other.moved_to.strftime("%Y-%m-%dT%H:%M") if other.moved_to else "",
            minutes=min(other.minutes, DAY) if other.minutes else None,
            because=_because(strand, other, held),
            where=_elsewhere(strand, other, options),
        )


def _because(strand: Strand, other: Other, held: Held) -> str:
    """What this date is called, where it is called otherwise."""
    told = other.told
    if told and strand.told.own:
        return shortened(held.public(dict(told.own).get("BECAUSE", ""))[0].replace("\n", " "), 200)
    if told is None or folded(told.name) == folded(strand.told.name):
        return ""
    return shortened(held.public(plain(told.name))[0].replace("\n", " "), 200)


def _elsewhere(strand: Strand, other: Other, options: Options) -> Where | None:
    told = other.told
    if told is None or folded(told.location) == folded(strand.told.location):
        return None
    located = options.mapping.located(location_of(told))
    if located.how == "place":
        return located.where
    if located.how != "new" or not told.location or _is_address(told.location):
        return None
    return meeting_guide.venue_of(_venue(plain(told.location, 300)))
