"""One written address into the fields of HSDS: American and Canadian ways of writing them."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from kithway.community.gazetteer import plain_name
from kithway.community.gazetteer.lookup import region_code as slow_region_code
from kithway.community.gazetteer.regions import COUNTRY_NAMES, REGIONS
from kithway.gatherings.importing.row import Where
from kithway.gatherings.importing.texts import folded, plain

POSTAL = re.compile(
    r"(?:^|(?<=\s))(?P<us>\d{5}(?:-\d{4})?)$|(?P<ca>\b[A-Z]\d[A-Z]\s?\d[A-Z]\d)$", re.IGNORECASE
)
# What a street's own words end in, where the town follows without a comma.
STREET_END = re.compile(
    r"\b(?:st|street|ave|avenue|av|rd|road|blvd|boulevard|dr|drive|ln|lane|pike|hwy|highway|way"
    r"|ct|court|pl|place|pkwy|parkway|sq|square|ter|terrace|cir|circle)\b\.?(?:\s+(?:[nsew]{1,2}"
    r"|#\s?\w+))?\s+(?=[A-Z])",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def region_code(country: str, name: str) -> str:
    """The same few regions are asked for with every row."""
    return slow_region_code(country, name) if name else ""


def where(
    *,
    name: str,
    street: str,
    city: str,
    region: str,
    postal_code: str,
    country: str,
    whole: str,
    latitude: Any,
    longitude: Any,
    hints: Sequence[str] = (),
) -> Where:
    """A venue from its parts and from the address written whole; a part that is given wins.

    `hints`: names of regions, among which the town may be. A street is left empty where the address
    only says which town.
    """
    read = parsed(whole, hints) if whole else {}
    if street and not whole and (street.count(",") >= 2 or POSTAL.search(street)):
        read, street = parsed(street, hints), ""
    land = _country(country) or read.get("country", "")
    code = _postal_code(postal_code) or read.get("postal_code", "")
    land = land or _country_of_region(region or read.get("region", "")) or _country_of_code(code)
    state = region or read.get("region", "")
    point = _point(latitude, longitude)
    return Where(
        name=name[:160],
        address_1=(street.strip(" ,") or read.get("address_1", ""))[:200],
        city=(city.strip(" ,") or read.get("city", ""))[:80],
        region=(region_code(land, state) or state)[:80],
        postal_code=code[:16],
        country=land,
        latitude=point[0] if point else None,
        longitude=point[1] if point else None,
    )


def parsed(address: str, hints: Sequence[str] = ()) -> dict[str, str]:
    """`4318 Frankford Ave, Philadelphia, PA 19124, USA` in its parts, by HSDS's names."""
    parts = [part.strip() for part in plain(address, 400).split(",")]
    parts = [part for at, part in enumerate(parts) if part and part not in parts[:at]]
    found: dict[str, str] = {}
    if parts and not _take_country(parts, found):
        _take_country_word(parts, found)
    _take_postal_code(parts, found)
    _take_region(parts, found)
    if len(parts) > 1 or (parts and not re.search(r"\d|&|\band\b", parts[0])):
        found["city"] = parts.pop()
    elif parts and (cut := _town_after_street(parts[0], hints)):
        parts[0], found["city"] = cut
    found["address_1"] = ", ".join(parts)
    return found


def _take_country(parts: list[str], found: dict[str, str]) -> bool:
    code = _known_country(parts[-1])
    # “CA” at the end is California as likely as Canada.
    if not code or (parts[-1].upper() == "CA" and len(parts) > 1):
        return False
    found["country"] = code
    parts.pop()
    return True


@lru_cache(maxsize=4096)
def _known_country(text: str) -> str:
    return COUNTRY_NAMES.get(plain_name(text), "")


def _take_country_word(parts: list[str], found: dict[str, str]) -> None:
    for name in ("United States of America", "United States", "USA", "Canada"):
        if parts[-1].lower().endswith(f" {name.lower()}"):
            found["country"] = COUNTRY_NAMES[plain_name(name)]
            parts[-1] = parts[-1][: -len(name)].strip()
            return


def _take_postal_code(parts: list[str], found: dict[str, str]) -> None:
    if parts and (match := POSTAL.search(parts[-1])):
        found["postal_code"] = _postal_code(match[0])
        parts[-1] = parts[-1][: match.start()].strip()
        if not parts[-1]:
            parts.pop()


def _take_region(parts: list[str], found: dict[str, str]) -> None:
    if not parts:
        return
    countries = [found["country"]] if found.get("country") in REGIONS else list(REGIONS)
    last = parts[-1]
    for country in countries:
        if code := region_code(country, last):
            # A town may be called like its state: “New York” alone is the town.
            if len(parts) == 1 and not re.fullmatch(r"[A-Z]{2}", last):
                return
            found["region"] = code
            parts.pop()
            return
        head, _, tail = last.rpartition(" ")
        if re.fullmatch(r"[A-Z]{2}", tail) and region_code(country, tail):
            found["region"] = tail
            parts[-1] = head.strip(" ,.")
            return


def _town_after_street(text: str, hints: Sequence[str]) -> tuple[str, str] | None:
    """`217 Berkley Rd Devon` cut before a town that a hint names, or after the street's end."""
    for hint in hints:
        if hint and folded(text).endswith(f" {folded(hint)}"):
            return text[: -len(hint)].strip(), text[-len(hint) :].strip()
    ends = [match.end() for match in STREET_END.finditer(text)]
    town = text[ends[-1] :] if ends else ""
    if town and not re.search(r"\d", town):
        return text[: ends[-1]].strip(), town
    return None


def _postal_code(text: str) -> str:
    bare = text.strip().upper()
    if re.fullmatch(r"\d{3,4}", bare):
        # A spreadsheet dropped the zero in front of a New England code.
        return bare.zfill(5)
    if re.fullmatch(r"[A-Z]\d[A-Z]\d[A-Z]\d", bare):
        return f"{bare[:3]} {bare[3:]}"
    return bare


@lru_cache(maxsize=512)
def _country(text: str) -> str:
    name = plain_name(text)
    return COUNTRY_NAMES.get(name, name.upper() if re.fullmatch(r"[a-z]{2}", name) else "")


def _country_of_region(text: str) -> str:
    found = [country for country in REGIONS if region_code(country, text)] if text else []
    return found[0] if len(found) == 1 else ""


def _country_of_code(code: str) -> str:
    if re.fullmatch(r"\d{5}(-\d{4})?", code):
        return "US"
    return "CA" if re.fullmatch(r"[A-Z]\d[A-Z] \d[A-Z]\d", code) else ""


def _point(latitude: Any, longitude: Any) -> tuple[float, float] | None:
    """Both coordinates, or None where one is missing, out of range, or both are 0."""
    try:
        north, east = float(plain(latitude, 30)), float(plain(longitude, 30))
    except ValueError:
        return None
    if not (abs(north) <= 90 and abs(east) <= 180) or (abs(north) < 0.01 and abs(east) < 0.01):
        return None
    return round(north, 6), round(east, 6)
