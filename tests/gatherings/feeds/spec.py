"""The rules of the Meeting Guide format, as its specification has them."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import available_timezones

from kithway.gatherings.importing.types import CODES

KNOWN = {
    *("name", "slug", "day", "time", "end_time", "timezone", "formatted_address", "address"),
    *("city", "state", "postal_code", "country", "region", "sub_region", "regions"),
    *("conference_url", "conference_url_notes", "conference_phone", "conference_phone_notes"),
    *("types", "notes", "location", "location_notes", "latitude", "longitude", "approximate"),
    *("updated", "group", "group_notes", "url", "edit_url", "feedback_emails", "feedback_url"),
    *("entity", "entity_email", "entity_location", "entity_logo", "entity_phone"),
    "entity_website_url",
}
TEXTS = KNOWN - {"day", "types", "latitude", "longitude", "regions", "feedback_emails"}
CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
SAFE = re.compile(r"[A-Za-z0-9_-]{1,64}")
# It may be added to, but never with one of its own codes, a proposed one or a language's.
PROPOSED = {"BV-I", "D-HOH", "LO-I", "QSL", "RSL"}
OURS = re.compile(r"[a-z]+:[a-z0-9_-]+")
MARKUP = re.compile(r"<[a-z/!]", re.IGNORECASE)


def broken(feed: Any) -> list[str]:
    """What breaks a rule, as `slug: rule`; empty where the feed is valid."""
    if not isinstance(feed, list):
        return ["a feed is a simple array"]
    found = [f"{row.get('slug')}: {rule}" for row in feed for rule in _of_row(row)]
    slugs = Counter(row.get("slug") for row in feed)
    return found + [f"{slug}: twice" for slug, count in slugs.items() if count > 1]


def _of_row(row: dict[str, Any]) -> Iterator[str]:
    yield from (f"no field of it: {name}" for name in row.keys() - KNOWN)
    yield from (f"not a text: {name}" for name in row.keys() & TEXTS if not _text(row[name]))
    yield from (
        f"markup in {name}"
        for name in ("notes", "location", "location_notes")
        if MARKUP.search(row.get(name, ""))
    )
    if not 1 <= len(row.get("name", "")) <= 255:
        yield "name"
    if not SAFE.fullmatch(str(row.get("slug", ""))):
        yield "slug"
    yield from _times(row)
    yield from _places(row)
    yield from _types(row.get("types", []))
    if not row.get("url", "https://").startswith(("http://", "https://")):
        yield "url"
    if any(name.startswith("entity_") for name in row) and "entity" not in row:
        yield "entity"


def _text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def _times(row: dict[str, Any]) -> Iterator[str]:
    day = row.get("day")
    days = day if isinstance(day, list) else [day]
    if not days or any(type(each) is not int or not 0 <= each <= 6 for each in days):
        yield "day"
    if len(set(days)) != len(days):
        yield "a day twice"
    for name in ("time", "end_time"):
        if not CLOCK.fullmatch(row.get(name, "")):
            yield name
    if row.get("timezone") not in available_timezones():
        yield "timezone"
    try:
        datetime.strptime(row["updated"], "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007
    except (KeyError, ValueError):
        yield "updated"


def _places(row: dict[str, Any]) -> Iterator[str]:
    if row.get("approximate") not in {"yes", "no"}:
        yield "approximate is a word"
    if not row.get("city"):
        yield "some geographic information"
    if row.get("approximate") == "no" and not row.get("address"):
        yield "an address that is exact"
    if ("latitude" in row) != ("longitude" in row):
        yield "half a point"
    if "latitude" in row and not (abs(row["latitude"]) <= 90 and abs(row["longitude"]) <= 180):
        yield "a point on earth"


def _types(types: Any) -> Iterator[str]:
    codes = {"12x12" if code == "12X12" else code for code in CODES}
    if len(codes) != 87 or len(set(types)) != len(types):
        yield "a type twice"
    for each in types:
        if each not in codes and (each in PROPOSED or not OURS.fullmatch(each)):
            yield f"type {each}"
