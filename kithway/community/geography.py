"""Where something is: points and distances, and what people type for a place."""

import math
import re
import time
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from operator import itemgetter

from django.conf import settings
from django.db.models import Avg, Count, QuerySet

from kithway.community.gazetteer import Gazetteer, Town, plain_name
from kithway.community.models import Community, Place, ShownTo

EARTH_KM = 6371.0088
LAT_LON = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[, ]\s*(-?\d{1,3}(?:\.\d+)?)\s*")
# Also as a form fills it in: `Worcester, MA 01608`.
ZIP = re.compile(r"(?:.*[ ,]([A-Z]{2}),?\s+)?(\d{5})(?:-\d{4})?", re.IGNORECASE)
# The outward part of a British, Irish or Canadian postcode, alone or before the rest.
OUTWARD = re.compile(
    r"([A-Z]{1,2}\d[A-Z\d]?|[A-Z]\d{2}|D6W)(?:\s*\d[A-Z]{2}|\s*\d[A-Z]\d|\s+[A-Z\d]{4})?"
)
MIDDLE = {"n": Count("pk"), "latitude": Avg("latitude"), "longitude": Avg("longitude")}
NEARBY_KM = 250.0
# As many as can be compared with what was typed in a few milliseconds.
MOST_TOWNS = 1000
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees north and east."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Located:
    """A place that was typed: what we call it, where it is, its time zone where known."""

    label: str
    point: Point
    timezone: str = ""
    country: str = ""


def distance_km(one: Point, other: Point) -> float:
    """Kilometres over the earth taken as a sphere (haversine)."""
    south, north = math.radians(one.latitude), math.radians(other.latitude)
    across = math.radians(other.longitude - one.longitude)
    half = (
        math.sin((north - south) / 2) ** 2
        + math.cos(south) * math.cos(north) * math.sin(across / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def locate(text: str) -> Located | None:
    """The place that `text` means: a point, a US ZIP, a town, a place of ours, or a postcode.

    What was typed is kept nowhere. None where nothing is known by it.
    """
    text = text.replace("\x00", "").strip()[:LONGEST]
    if not text:
        return None
    return _point(text) or _zip(text) or _town(text) or _own_place(text) or _outward(text)


def locate_postal_code(code: str, country: str = "US") -> Located | None:
    """The middle of a postcode's area; outside the US, of our own places that share its outward."""
    if country in {"", "US"} and (found := _zip(code.strip())):
        return found
    return _outward(code.strip())


def locate_town(name: str, region: str = "", country: str = "") -> Located | None:
    """A town by its name and, where known, its region and country (ISO codes or names)."""
    text = f"{name}, {region}" if region else name
    towns = gazetteer().towns(text, country) or gazetteer().towns(name, country)
    return _located(towns[0]) if towns else None


def zone_near(point: Point | None) -> str:
    """The time zone of the community nearest to a point; of the first one where none is asked."""
    known = _now_communities()
    if not known:
        return Community.objects.values_list("timezone", flat=True).first() or settings.TIME_ZONE
    if point is None:
        return known[0][1]
    return min(known, key=lambda each: distance_km(point, each[0]))[1]


def towns_between(low: Point, high: Point) -> list[Town]:
    """The largest towns in the box from `low` (south-west) to `high` (north-east), at most 12."""
    return gazetteer().towns_between(low.latitude, low.longitude, high.latitude, high.longitude)


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    return Gazetteer(settings.GAZETTEER)


def _point(text: str) -> Located | None:
    match = LAT_LON.fullmatch(text)
    if not match:
        return None
    # Two decimals are about a kilometre: near enough to find by, too coarse to find a person by.
    latitude, longitude = (round(float(part), 2) for part in match.groups())
    if abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return Located(f"{latitude:.2f}, {longitude:.2f}", Point(latitude, longitude))


def _zip(text: str) -> Located | None:
    match = ZIP.fullmatch(text)
    area = gazetteer().postal_code(match[2]) if match else None
    if area is None or (match and match[1] and match[1].upper() != area.region):
        return None
    return _located(area)


def _town(text: str) -> Located | None:
    towns = gazetteer().towns(text)
    if not towns:
        return None
    # Of towns with one name, the one next to our communities; with none near, the largest.
    near = [(away, town) for town in towns if (away := _from_us(town)) < NEARBY_KM]
    return _located(min(near, key=itemgetter(0))[1] if near else towns[0])


def _from_us(town: Town) -> float:
    """Kilometres to the nearest of our communities; far beyond all where there are none."""
    middle = _middle(town)
    return min((distance_km(middle, ours) for ours, _ in _now_communities()), default=EARTH_KM)


def meant(text: str) -> str:
    """A town of ours whose name is nearly what was typed, as `locate` reads it; '' for none."""
    wanted = plain_name(text.partition(",")[0])
    close = get_close_matches(wanted, _our_towns(_minute()), n=1, cutoff=0.75)
    found = locate(_our_towns(_minute())[close[0]]) if close else None
    return found.label if found else ""


@lru_cache(maxsize=1)
def _our_towns(minute: int) -> dict[str, str]:
    """The towns our places are in, by how they are looked up; read again each minute."""
    cities = Place.objects.exclude(city="").order_by().values_list("city", flat=True).distinct()
    return {plain_name(city): city for city in cities[:MOST_TOWNS]}


@lru_cache(maxsize=1)
def _communities(minute: int) -> tuple[tuple[Point, str], ...]:
    """Where the communities are, and their time zones; read again each minute."""
    rows = Community.objects.exclude(latitude=None).order_by("pk")
    found = rows.values_list("latitude", "longitude", "timezone")
    return tuple(
        (Point(latitude, longitude), zone)
        for latitude, longitude, zone in found
        if latitude is not None and longitude is not None
    )


def _now_communities() -> tuple[tuple[Point, str], ...]:
    return _communities(_minute())


def _minute() -> int:
    return int(time.monotonic() / 60)


def _own_place(text: str) -> Located | None:
    """A public place of ours by its name, or the middle of our places in a town of that name."""
    public = _public_places()
    by_name = public.filter(name__iexact=text).values_list(
        "name", "latitude", "longitude", "timezone"
    )
    for name, latitude, longitude, zone in by_name[:1]:
        if latitude is not None and longitude is not None:
            return Located(name, Point(latitude, longitude), zone)
    return _average(text.title(), public.filter(city__iexact=text).aggregate(**MIDDLE))


def _public_places() -> QuerySet[Place]:
    # A hidden address must not be found out by asking where a postcode is.
    return Place.objects.exclude(latitude=None).filter(address_shown_to=ShownTo.PUBLIC)


def _outward(text: str) -> Located | None:
    match = OUTWARD.fullmatch(text.upper())
    if not match:
        return None
    near = _public_places().filter(postal_code__istartswith=match[1])
    rows = near.values_list("postal_code", "latitude", "longitude")
    found = [row[1:] for row in rows if _lies_in(row[0].upper(), match[1])]
    if not found:
        return None
    latitude, longitude = (sum(each) / len(found) for each in zip(*found, strict=True))
    return _average(match[1], {"n": len(found), "latitude": latitude, "longitude": longitude})


def _lies_in(code: str, outward: str) -> bool:
    """`SW1A 1AA` lies in `SW1`; `B15 2TT` does not lie in `B1`."""
    own = OUTWARD.fullmatch(code.strip())
    return own is not None and not own[1].removeprefix(outward)[:1].isdigit()


def _average(label: str, middle: dict[str, float]) -> Located | None:
    if not middle["n"]:
        return None
    return Located(label, Point(round(middle["latitude"], 2), round(middle["longitude"], 2)))


def _located(town: Town) -> Located:
    return Located(town.label, _middle(town), town.timezone, town.country)


def _middle(town: Town) -> Point:
    return Point(town.latitude, town.longitude)
