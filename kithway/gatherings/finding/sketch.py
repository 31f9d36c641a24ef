"""A sketch of the region: towns and pins in an SVG of our own, so that no other host is asked."""

import math
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.safestring import SafeString

from kithway.community.gazetteer import Town
from kithway.community.geography import Point, towns_between
from kithway.gatherings.finding.listing import Listing
from kithway.ui.rows import rows_html

WIDTH, HEIGHT, EDGE = 640, 400, 48
# A sketch of less than about two kilometres would be a street map, which this is not.
LEAST_DEGREES = 0.02
# Names closer together than this many units would lie over each other.
LINE_HEIGHT, NAME_WIDTH = 22, 132


class Pin(NamedTuple):
    """A point of the picture. As text, which a template need not put into a language's digits."""

    x: str
    y: str
    label: str


@dataclass(frozen=True, slots=True)
class Sketch:
    """Pins and towns as HTML, in units of the picture; `middle` is what was searched."""

    pins: SafeString
    towns: SafeString
    middle: Pin | None
    view_box: str = f"0 0 {WIDTH} {HEIGHT}"


def sketch(found: list[Listing], middle: Point | None) -> Sketch | None:
    """The places of these listings on a sketch, each once; None where none may be shown."""
    pins = {
        (each.place_search_latitude, each.place_search_longitude): each.place_name or ""
        for each in found
        if each.place_search_latitude is not None
        and each.place_search_longitude is not None
        and not each.address_hidden
    }
    points = [Point(*where) for where in pins]
    if not points:
        return None
    frame = _Frame([*points, middle] if middle else points)
    shown = [frame.pin(point, label) for point, label in zip(points, pins.values(), strict=True)]
    towns = _apart([frame.pin(Point(t.latitude, t.longitude), t.name) for t in frame.towns()])
    return Sketch(
        pins=rows_html("gatherings/parts/pin.html", [pin._asdict() for pin in shown]),
        towns=rows_html("gatherings/parts/town.html", [town._asdict() for town in towns]),
        middle=frame.pin(middle, "") if middle else None,
    )


def _apart(towns: list[Pin]) -> list[Pin]:
    """The largest towns whose names do not lie over each other."""
    kept: list[Pin] = []
    for town in towns:
        if all(_clear(town, other) for other in kept):
            kept.append(town)
    return kept[:8]


def _clear(town: Pin, other: Pin) -> bool:
    down, across = abs(int(town.y) - int(other.y)), abs(int(town.x) - int(other.x))
    return down > LINE_HEIGHT or across > NAME_WIDTH


class _Frame:
    """Degrees to picture: shrunk east to west by the latitude's cosine, north up, with an edge."""

    def __init__(self, points: list[Point]) -> None:
        self.south, self.north = _spread([p.latitude for p in points])
        self.west, self.east = _spread([p.longitude for p in points])
        self.shrink = max(0.1, math.cos(math.radians((self.south + self.north) / 2)))
        across, down = (self.east - self.west) * self.shrink, self.north - self.south
        self.scale = min((WIDTH - 2 * EDGE) / across, (HEIGHT - 2 * EDGE) / down)

    def pin(self, point: Point, label: str) -> Pin:
        x = WIDTH / 2 + (point.longitude - (self.west + self.east) / 2) * self.shrink * self.scale
        y = HEIGHT / 2 - (point.latitude - (self.south + self.north) / 2) * self.scale
        return Pin(str(round(x)), str(round(y)), label)

    def towns(self) -> list[Town]:
        return towns_between(Point(self.south, self.west), Point(self.north, self.east))


def _spread(values: list[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    short = max(0.0, LEAST_DEGREES - (high - low)) / 2
    return low - short, high + short
