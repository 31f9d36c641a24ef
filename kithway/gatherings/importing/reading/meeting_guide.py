"""A row in the fields of Meeting Guide JSON, as found in the wild, into a `Row` of ours.

Spreadsheets come here too, after their columns have been given these fields' names.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from kithway.gatherings.importing.holding_back import Held
from kithway.gatherings.importing.options import HABITS, Options
from kithway.gatherings.importing.problems import RowRefused
from kithway.gatherings.importing.reading import addresses, meanings
from kithway.gatherings.importing.reading.month_days import month_rule
from kithway.gatherings.importing.reading.times import DAY, start_and_length, weekdays
from kithway.gatherings.importing.row import Row, Where
from kithway.gatherings.importing.texts import folded, is_yes, items, plain, shortened

Raw = Mapping[str, Any]
Codes = tuple[str, ...]
CONTACTS = (
    "email", "phone", "venmo", "square", "paypal", "cashapp", "cash_app", "zelle",
    "homegroup_online", "contact", "contact_name", "contact_email", "contact_phone",
    *(f"contact_{n}_{what}" for n in (1, 2, 3) for what in ("name", "email", "phone")),
)  # fmt: skip
NOT_A_VENUE = {"online", "online meeting", "virtual", "virtual only", "zoom", "zoom meeting"}
OWN_MODES = {"in-person", "online", "hybrid", "telephone", "appointment"}
KEY_LIMIT = 150
CODES_LIMIT = 400


def key_of(raw: Raw) -> str:
    """The source's slug or id; empty where it gives none. The slug first: it outlives the id."""
    return next((text for name in ("slug", "id") if (text := plain(raw.get(name), KEY_LIMIT))), "")


def row_from(
    number: int,
    raw: Raw,
    options: Options,
    kind_of_list: str = "meeting-guide",
    known: meanings.Meaning | None = None,
) -> Row:
    """The row, or RowRefused with the field and the reason.

    `known`: what the types mean where the caller has read them by another list of codes.
    """
    habit = HABITS[kind_of_list]
    held = Held(keep_passwords=options.keep_passwords)
    held.drop(*(value for name in CONTACTS if (value := raw.get(name))))
    meant = known or meanings.meaning(_types(raw), options.vocabulary)
    base = habit.weekday_base if options.weekday_base is None else options.weekday_base
    when = _when(raw, base)
    about, online = _texts(raw, held)
    own = meant.of("mode")
    mode, there, shut = _own_mode(own, meant, venue := _where(raw, held)) or _mode(
        raw, meant, venue, online
    )
    if mode == "online" and not own:
        about = _with_town(about, venue)
    return Row(
        number=number,
        key=key_of(raw),
        name=_name(raw, held),
        about=about,
        mode=mode if when else "appointment",
        shut=shut,
        timezone=_timezone(raw),
        kinds=_joined(_given(options.kinds, habit.kinds, own), meant.of("kind")),
        pathways=_joined(_given(options.pathways, habit.pathways, own), meant.of("pathway")),
        languages=_joined(
            meant.of("language"),
            meanings.languages(items(raw.get("language")), options.vocabulary),
        ),
        audiences=_joined(meant.of("audience")),
        welcomes=_joined(meant.of("welcome")),
        access=_joined(meant.of("access")),
        unknown=tuple(meant.unknown),
        meets_there=there,
        where=venue,
        held_back=held.anything,
        **when,
        **online,
    )


def _with_town(about: str, venue: Where) -> str:
    """It is not held there, but people look for it by the town it belongs to."""
    town = _town(venue)
    return about if not town or folded(town) in folded(about) else f"{about}\n{town}".strip()


def _given(said: Codes | None, habit: Codes, own: Codes) -> Codes:
    """What every row gets: what the caller says, else the format's habit, but none of our own."""
    if said is not None:
        return said
    return () if own else habit


def _own_mode(own: Codes, meant: meanings.Meaning, venue: Where) -> tuple[str, bool, bool] | None:
    """As `_mode`, from what a list of our own making says outright; None of any other list."""
    if not own or own[0] not in OWN_MODES:
        return None
    there = own[0] not in {"online", "telephone"} and any((venue.name, venue.address_1, venue.city))
    return own[0], there, "closed" in meant.of("here")


def _types(raw: Raw) -> list[str]:
    """The types of a row; a wild list may be a text with commas, or hold numbers and nothings."""
    return [*items(raw.get("types")), *items(raw.get("kind"))]


def _name(raw: Raw, held: Held) -> str:
    for field in ("name", "group", "location"):
        name = held.public(plain(raw.get(field)))[0].replace("\n", " ")
        if name:
            return shortened(name, 160)
    raise RowRefused("name", "There is no name.")


def _when(raw: Raw, base: int) -> dict[str, Any]:
    """Days or a rule, start and length; {} without a day or a time: it is by appointment."""
    said = raw.get("day")
    rule = month_rule(plain(said, 120)) if isinstance(said, str) else ""
    days = () if rule else weekdays(said, base)
    start, minutes = start_and_length(raw.get("time"), raw.get("end_time"))
    if not (days or rule) or start is None:
        return {}
    if start == DAY and rule:
        raise RowRefused("time", "Give the day on which it begins, and 12:00 AM.")
    if start == DAY:
        # 24:00 is the first minute of the next day.
        days, start = tuple(sorted((day + 1) % 7 for day in days)), 0
    return {"days": days, "rule": rule, "start": start, "minutes": minutes}


def _timezone(raw: Raw) -> str:
    name = plain(raw.get("timezone"), 60)
    if name and name not in _zones():
        reason = f"“{name}” is not a time zone. Write it like America/New_York."
        raise RowRefused("timezone", reason)
    return name


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def venue_of(raw: Raw) -> Where:
    """Only the venue of a row, without what is to be held back."""
    return _where(raw, Held())


def _where(raw: Raw, held: Held) -> Where:
    """The venue; a name that only says that it is online is none."""

    def said(field: str) -> str:
        value = raw.get(field)
        return held.public(plain(value, 400))[0].replace("\n", " ") if value else ""

    regions = items(raw.get("regions"))
    regions += [part for name in ("sub_region", "region") if (part := plain(raw.get(name), 80))]
    name = said("location")
    venue = addresses.where(
        name="" if folded(name) in NOT_A_VENUE else shortened(name, 160),
        street=said("address"),
        city=plain(raw.get("city"), 80),
        region=plain(raw.get("state"), 80),
        # A bare number, which would be taken for a telephone's.
        postal_code=plain(raw.get("postal_code"), 16),
        country=plain(raw.get("country"), 60),
        whole=said("formatted_address"),
        latitude=raw.get("latitude"),
        longitude=raw.get("longitude"),
        hints=[part.strip() for text in regions[::-1] for part in text.split(">")],
    )
    if is_yes(raw.get("approximate")):
        # Only about where: no street, and the point is the middle of a town.
        return replace(venue, address_1="")
    return venue


def _texts(raw: Raw, held: Held) -> tuple[str, dict[str, Any]]:
    """What anyone may read, and the way in for who says they are coming."""
    texts, rooms = [], []
    for field in ("notes", "location_notes", "group_notes"):
        text, room = held.public(raw.get(field))
        rooms += room.split("\n") if room else []
        if text and text not in texts:
            texts.append(text)
    for field in ("location", "address", "formatted_address"):
        # A spreadsheet may have the room's link where the street should stand.
        rooms += [line for line in held.public(raw.get(field))[1].split("\n") if line]
    url = held.room(raw.get("conference_url")) or next(filter(None, map(held.room, rooms)), "")
    notes = [
        held.joining(raw.get("conference_url_notes")),
        held.joining(raw.get("conference_phone_notes")),
        *(held.joining(room) for room in rooms if "/" not in room),
    ]
    online: dict[str, Any] = {
        "online_url": url,
        "dial_in": shortened(held.dial_in(raw.get("conference_phone")), 200),
        "online_notes": "\n".join(dict.fromkeys(filter(None, notes)))[:4000],
    }
    return "\n".join(texts), online


def _mode(
    raw: Raw, meant: meanings.Meaning, venue: Where, online: dict[str, str]
) -> tuple[str, bool, bool]:
    """How it is held, whether people go to the venue, and whether it is shut.

    Shut: its place is closed for now and there is no way in online; or it is said to be online, but
    nothing says how to get in and there is nowhere to go.
    """
    here = {*meant.of("here"), *_said_mode(raw)}
    joinable = bool(online["online_url"] or online["dial_in"])
    point = venue.latitude is not None and is_yes(raw.get("approximate")) is False
    specific = bool(venue.address_1) or point
    if here & {"online", "telephone"} and is_yes(raw.get("approximate")):
        specific = False
    if "closed" in here:
        return (_remote(online), False, False) if joinable else ("in-person", True, True)
    if joinable and not (specific and not here & {"only-online"}):
        return _remote(online), False, False
    if joinable:
        return "hybrid", True, False
    if specific or not here & {"online", "telephone"}:
        return "in-person", True, False
    return "telephone" if here == {"telephone"} else "online", False, True


def _said_mode(raw: Raw) -> set[str]:
    """Of a spreadsheet's column that says how it is held."""
    words = folded(plain(raw.get("mode"), 80))
    if "hybrid" in words or ("person" in words and "online" in words):
        return {"hybrid"}
    if "online" in words or "virtual" in words or "zoom" in words:
        return {"online", "only-online"}
    return {"telephone", "only-online"} if "phone" in words else set()


def _remote(online: dict[str, str]) -> str:
    return "online" if online["online_url"] else "telephone"


def _town(venue: Where) -> str:
    return ", ".join(filter(None, (venue.city, venue.region))) if venue.city else ""


def _joined(*parts: Iterable[str]) -> tuple[str, ...]:
    """Codes without repeats, as many as their column holds."""
    codes = list(dict.fromkeys(code for part in parts for code in part))
    while len(" ".join(codes)) > CODES_LIMIT:
        codes.pop()
    return tuple(codes)
