import re
import sqlite3
from dataclasses import dataclass
from math import floor
from pathlib import Path

from kithway.community.gazetteer.regions import COUNTRY_NAMES, REGIONS
from kithway.community.letters import bare_letters

COLUMNS = "name, region, region_name, country, latitude, longitude, timezone, population"
NOT_LETTERS = re.compile(r"[\W_]+")


def plain_name(text: str) -> str:
    """A name as it is looked up: small letters, no accents, `st` for saint, single spaces."""
    words = NOT_LETTERS.sub(" ", bare_letters(text).replace("'", "").replace("’", "")).split()
    return " ".join("st" if word == "saint" else word for word in words)


@dataclass(frozen=True, slots=True)
class Town:
    """A town, or the area of a postcode. Degrees; `region` is a short code where one is usual."""

    name: str
    region: str
    region_name: str
    country: str
    latitude: float
    longitude: float
    timezone: str
    population: int

    @property
    def label(self) -> str:
        """`Worcester, MA`, or `Galway, Ireland` where regions have no short codes."""
        return f"{self.name}, {self.region or self.region_name or self.country}"


class Gazetteer:
    """Looks up in the file that `build` made. Raises sqlite3.OperationalError where it is not."""

    def __init__(self, path: Path) -> None:
        # `immutable`: never written while served, so no lock is taken and threads may share it.
        self._file = sqlite3.connect(
            f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )

    def postal_code(self, code: str, country: str = "US") -> Town | None:
        """The area of a postcode, or None where it is not known."""
        found = self._file.execute(
            f"SELECT {COLUMNS} FROM postal WHERE code = ? AND country = ?",  # noqa: S608
            (code.upper().replace(" ", ""), country),
        ).fetchone()
        return Town(*found) if found else None

    def towns(self, text: str, country: str = "") -> list[Town]:
        """Towns that `text` may mean, largest first: `Worcester`, `worcester ma`, `Cork, Ireland`.

        At most 50. Where `country` is given, only towns there.
        """
        for name, qualifier in _readings(text):
            found = [town for town in self._named(name) if _fits(town, qualifier)]
            if country:
                found = [town for town in found if town.country == country]
            if found:
                return found
        return []

    def towns_between(self, south: float, west: float, north: float, east: float) -> list[Town]:
        """The largest towns in a box of degrees, at most 12: landmarks for a sketch of a map.

        Boxes over more than a hundred squares of a degree have none: such a sketch needs no towns.
        """
        rows, columns = range(floor(south), floor(north) + 1), range(floor(west), floor(east) + 1)
        tiles = [tile(row, column) for row in rows for column in columns]
        if len(tiles) > 100:
            return []
        marks = ",".join("?" * len(tiles))
        found = self._file.execute(
            f"SELECT {COLUMNS} FROM town WHERE tile IN ({marks}) "  # noqa: S608
            "AND latitude BETWEEN ? AND ? AND longitude BETWEEN ? AND ? AND population > 0 "
            "ORDER BY population DESC LIMIT 12",
            (*tiles, south, north, west, east),
        )
        return [Town(*row) for row in found]

    def _named(self, name: str) -> list[Town]:
        rows = self._file.execute(
            f"SELECT {COLUMNS} FROM town WHERE key = ? "  # noqa: S608
            "ORDER BY population DESC, country, region LIMIT 50",
            (name,),
        )
        return [Town(*row) for row in rows]


def tile(latitude: float, longitude: float) -> int:
    """The square of one degree that a point lies in, as one number."""
    return floor(latitude) * 1000 + floor(longitude)


def _readings(text: str) -> list[tuple[str, str]]:
    """A name and what narrows it, in the order they are tried: whole, at commas, at last words."""
    first, _, rest = text.partition(",")
    if rest.strip():
        # "Worcester, MA, USA": the part that narrows most comes first.
        return [(plain_name(first), plain_name(part)) for part in (rest.split(",")[0], rest)]
    words = plain_name(text).split()
    cuts = [(" ".join(words[:-n]), " ".join(words[-n:])) for n in (1, 2, 3) if len(words) > n]
    return [(" ".join(words), ""), *cuts]


def _fits(town: Town, qualifier: str) -> bool:
    if not qualifier:
        return True
    # "D.C." is read as two words.
    short = qualifier.replace(" ", "")
    if short == town.region.lower() or qualifier == plain_name(town.region_name):
        return True
    return (COUNTRY_NAMES.get(qualifier) or COUNTRY_NAMES.get(short)) == town.country


def region_code(country: str, name: str) -> str:
    """The short code of a region by its name or its code, or an empty string."""
    wanted = plain_name(name)
    for code, full in REGIONS.get(country, {}).items():
        if wanted in {code.lower(), plain_name(full)}:
            return code
    return ""
