"""Where a venue is when the list gives no coordinates, and what time zone it keeps."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from statistics import median

from django.conf import settings

from kithway.community.gazetteer import build
from kithway.community.geography import (
    Located,
    Point,
    gazetteer,
    locate_postal_code,
    locate_town,
)
from kithway.community.models import Community
from kithway.gatherings.importing.problems import ListRefused
from kithway.gatherings.importing.row import Row, Where
from kithway.gatherings.importing.texts import folded

AROUND = 0.4


class Placer:
    """Looks each postcode and town up once. Lives for one import."""

    def __init__(self, town: str = "", region: str = "", country: str = "") -> None:
        self._home = (town, region, country)
        if not settings.GAZETTEER.exists():
            build(settings.GAZETTEER)
        self._of_code = lru_cache(maxsize=20_000)(_postal_code)
        self._of_town = lru_cache(maxsize=20_000)(_town)

    def placed(self, where: Where) -> Where:
        """The venue with coordinates: its own, its postcode's, its town's, else none.

        A venue of which not even the town is told is taken to be in the community's own town.
        """
        if where.latitude is not None:
            return where
        found = self.area(where)
        if found is None:
            return where
        return replace(
            where,
            latitude=round(found.point.latitude, 5),
            longitude=round(found.point.longitude, 5),
        )

    def area(self, where: Where) -> Located | None:
        """The area of its postcode, else of its town, else of the community's own town."""
        found = self._of_code(where.postal_code, where.country) if where.postal_code else None
        if found and where.region and not found.label.endswith(f", {where.region}"):
            # A code of another state is a slip of the pen: the town is likelier right.
            found = self._of_town(where.city, where.region, where.country) or found
        if found:
            return found
        if where.city:
            # Of two towns with one name, the one in the community's own region.
            region, country = where.region or self._home[1], where.country or self._home[2]
            return self._of_town(where.city, region, country)
        return self._of_town(*self._home) if self._home[0] else None

    def timezone(self, where: Where) -> str:
        """The zone of the venue's postcode or town, else of the town nearest its coordinates."""
        found = self.area(where)
        if found and found.timezone:
            return found.timezone
        if where.latitude is None or where.longitude is None:
            return ""
        towns = gazetteer().towns_between(
            where.latitude - AROUND,
            where.longitude - AROUND,
            where.latitude + AROUND,
            where.longitude + AROUND,
        )
        return towns[0].timezone if towns else ""


def _postal_code(code: str, country: str) -> Located | None:
    # Only a US code is asked for: elsewhere the middle of our own places would answer, which an
    # import moves as it goes, so that a second run would find another middle.
    if country not in {"", "US"} or not code[:5].isdigit():
        return None
    return locate_postal_code(code, "US")


def _town(name: str, region: str, country: str) -> Located | None:
    return locate_town(name, region, country) if name else None


def settled(community: Community, rows: Iterable[Row], timezone: str) -> Community:
    """A new community with its time zone, country, region, town and middle, from its rows.

    Raises ListRefused where no time zone can be told.
    """
    rows = list(rows)
    wheres = [row.where for row in rows]
    community.country = _usual(where.country for where in wheres)
    community.region = _usual(where.region for where in wheres)
    community.town = _usual(where.city for where in wheres if _in(where, community.region))
    placer = Placer(community.town, community.region, community.country)
    community.timezone = (
        timezone
        or _usual(row.timezone for row in rows)
        or _usual(placer.timezone(where) for where in wheres)
    )
    if not community.timezone:
        raise ListRefused(
            "The list does not say in which time zone its times are. Add --timezone, for example "
            "--timezone America/New_York."
        )
    points = [placer.placed(where) for where in wheres]
    middle = _middle(
        Point(p.latitude, p.longitude)
        for p in points
        if p.latitude is not None and p.longitude is not None
    )
    if middle:
        community.latitude, community.longitude = middle.latitude, middle.longitude
    return community


def _in(where: Where, region: str) -> bool:
    return not region or where.region == region


def _usual(values: Iterable[str]) -> str:
    found = Counter(value for value in values if value)
    return found.most_common(1)[0][0] if found else ""


def _middle(points: Iterable[Point]) -> Point | None:
    """The median, which a few far points do not move."""
    points = list(points)
    if not points:
        return None
    return Point(
        round(median(p.latitude for p in points), 4), round(median(p.longitude for p in points), 4)
    )


def place_key(where: Where) -> tuple[str, str, str]:
    """What makes two rows' venues one place: name, street and town."""
    return (
        folded(where.name or where.address_1),
        folded(where.address_1),
        folded(where.city or where.postal_code),
    )
