"""BMLT's `GetSearchResults` JSON, and the rows of its database, into the fields of Meeting Guide.

Weekday 1 is Sunday in the API; in a raw dump 0 is, which the caller says with `weekday_base`.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from kithway.gatherings.importing.options import Options
from kithway.gatherings.importing.problems import RowRefused
from kithway.gatherings.importing.reading import meanings, meeting_guide
from kithway.gatherings.importing.reading.times import length, minutes_of_day
from kithway.gatherings.importing.row import Row
from kithway.gatherings.importing.texts import folded, is_yes, items, plain
from kithway.gatherings.importing.types import BMLT, NAMES

FIELDS = {
    "slug": "id_bigint", "name": "meeting_name", "day": "weekday_tinyint", "time": "start_time",
    "timezone": "time_zone", "location": "location_text", "address": "location_street",
    "city": "location_municipality", "state": "location_province",
    "postal_code": "location_postal_code_1", "country": "location_nation",
    "latitude": "latitude", "longitude": "longitude", "conference_url": "virtual_meeting_link",
    "conference_phone": "phone_meeting_number",
    "conference_url_notes": "virtual_meeting_additional_info", "notes": "comments",
    "location_notes": "location_info", "sub_region": "location_neighborhood",
}  # fmt: skip
CONTACTS = (
    "email_contact", "contact_name_1", "contact_name_2", "contact_phone_1", "contact_phone_2",
    "contact_email_1", "contact_email_2",
)  # fmt: skip
VENUE_TYPES = {"2": "here:online", "3": "here:hybrid"}


def looks_like(raw: Mapping[str, Any]) -> bool:
    return "weekday_tinyint" in raw or ("meeting_name" in raw and "start_time" in raw)


def key_of(raw: Mapping[str, Any]) -> str:
    return plain(raw.get("id_bigint"), meeting_guide.KEY_LIMIT)


def row_from(number: int, raw: Mapping[str, Any], options: Options) -> Row:
    """The row, or RowRefused with the field and the reason."""
    if is_yes(raw.get("published", "1")) is False:
        reason = "The list has not published it."
        raise RowRefused("published", reason, withdrawn=True)
    told = {ours: raw.get(theirs) for ours, theirs in FIELDS.items()}
    told["city"] = told["city"] or raw.get("location_city_subsection")
    told["contact"] = [raw.get(name) for name in CONTACTS]
    start = minutes_of_day(raw.get("start_time"), "start_time")
    if start is not None:
        end = (start + length(raw.get("duration_time"))) % 1440
        told["end_time"] = f"{end // 60:02}:{end % 60:02}"
    try:
        return meeting_guide.row_from(number, told, options, "bmlt", _meaning(raw, options))
    except RowRefused as refusal:
        raise RowRefused(FIELDS.get(refusal.field, refusal.field), refusal.reason) from None


def _meaning(raw: Mapping[str, Any], options: Options) -> meanings.Meaning:
    formats = _formats(options.formats)
    keys = items(raw.get("formats"))
    if not keys:
        keys = items(raw.get("format_shared_id_list"))
    found = meanings.Meaning()
    for key in keys:
        known = formats.get(key.upper(), {})
        one = _of_format(key, known, options)
        for prefix, codes in one.words.items():
            found.add(" ".join(f"{prefix}:{code}" for code in codes))
        found.unknown += [pair for pair in one.unknown if pair not in found.unknown]
    if venue := VENUE_TYPES.get(plain(raw.get("venue_type"), 4)):
        found.add(venue)
    if "online" in found.of("here") and "hybrid" not in found.of("here"):
        # Its street then only says where the group belongs.
        found.add("here:only-online")
    for language in meanings.languages(items(raw.get("lang_enum")), options.vocabulary):
        found.add(f"language:{language}")
    return found


def _of_format(key: str, known: Mapping[str, Any], options: Options) -> meanings.Meaning:
    """By the code that all servers share, else by its name, else by what the letters usually mean.

    One server's `WC` is another's `Wasatch County`: its own list is asked first.
    """
    world, name = plain(known.get("world_id"), 20), plain(known.get("name_string"), 80)
    if world.upper() in BMLT and world.upper() != "LANG":
        return meanings.meaning([world], options.vocabulary, BMLT)
    if name and (folded(name) in NAMES or not BMLT.get(key.upper())):
        return meanings.meaning([name], options.vocabulary, {})
    if not known and key.isdigit():
        # A format's number says nothing without the list of formats.
        return meanings.Meaning()
    return meanings.meaning([key], options.vocabulary, BMLT)


def _formats(rows: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """The list of formats by key and by number; English where it is told in several languages."""
    found: dict[str, Mapping[str, Any]] = {}
    for row in sorted(rows, key=lambda row: plain(row.get("lang"), 4) == "en"):
        for name in ("id", "key_string"):
            if key := plain(row.get(name), 40).upper():
                found[key] = row
    return found
