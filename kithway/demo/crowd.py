"""Keeps the demo from crowding: a bound on how many gatherings lie within a circle anywhere."""

from collections import Counter
from functools import lru_cache
from math import cos, hypot, radians

import h3

MOST = 1500
CIRCLE_KM = 40.0
# H3 cells of resolution 5: no point of one lies farther from its middle than this.
CELL_KM = 12.5
RESOLUTION = 5
RINGS = 5
KM_A_DEGREE = 111.2


def km_between(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Distance in km on a flat map: within 1% for the tens of km it is asked about."""
    north = (other_lat - lat) * KM_A_DEGREE
    east = (other_lon - lon) * KM_A_DEGREE * cos(radians((lat + other_lat) / 2))
    return hypot(north, east)


@lru_cache(maxsize=1000)
def _around(cell: str) -> tuple[tuple[str, float, float], ...]:
    return tuple((near, *h3.cell_to_latlng(near)) for near in h3.grid_disk(cell, RINGS))


class Crowd:
    """Counts what lies near the middle of each cell.

    A circle round any point of a cell lies within a circle, larger by the cell's own radius, round
    the cell's middle: so where no middle has more than MOST about it, no point has.
    """

    def __init__(self) -> None:
        self.near: Counter[str] = Counter()

    def add(self, lat: float, lon: float, count: int) -> bool:
        """Count these in, unless somewhere would then have too many; True if they fitted."""
        cells = self._touched(lat, lon)
        if any(self.near[cell] + count > MOST for cell in cells):
            return False
        for cell in cells:
            self.near[cell] += count
        return True

    def take_back(self, lat: float, lon: float, count: int) -> None:
        """Undo one `add` that fitted."""
        for cell in self._touched(lat, lon):
            self.near[cell] -= count

    def _touched(self, lat: float, lon: float) -> list[str]:
        home = h3.latlng_to_cell(lat, lon, RESOLUTION)
        reach = CIRCLE_KM + CELL_KM
        return [cell for cell, at, on in _around(home) if km_between(lat, lon, at, on) <= reach]
