"""The cells of a circle hold the whole of it, anywhere on earth."""

import math

import h3
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kithway.community.geography import EARTH_KM, Point, distance_km
from kithway.gatherings.finding.circle import CORNER_KM, RESOLUTION, cells_within

# Where the grid is most distorted: around its twelve pentagons, at the poles and the date line.
AWKWARD = [h3.cell_to_latlng(cell) for cell in h3.get_pentagons(RESOLUTION)]
AWKWARD += [(90.0, 0.0), (-90.0, 12.0), (89.99, 180.0), (0.0, 180.0), (52.0, -180.0), (0.0, 0.0)]
anywhere = st.tuples(st.floats(-1, 1).map(lambda z: math.degrees(math.asin(z))),
                     st.floats(-180, 180))  # fmt: skip
radii = st.one_of(st.floats(0.1, 160.94), st.sampled_from([0.1, 16.09344, 160.0, 160.9344]))
bearings = st.lists(
    st.tuples(st.floats(0, 2 * math.pi), st.floats(0.9, 1)), min_size=20, max_size=20
)


def gone(start: tuple[float, float], km: float, bearing: float) -> tuple[float, float]:
    """Where one is after going so far along a great circle."""
    angle, north, east = km / EARTH_KM, math.radians(start[0]), math.radians(start[1])
    sine = math.sin(north) * math.cos(angle) + math.cos(north) * math.sin(angle) * math.cos(bearing)
    there = math.asin(max(-1.0, min(1.0, sine)))
    across = math.atan2(
        math.sin(bearing) * math.sin(angle) * math.cos(north),
        math.cos(angle) - math.sin(north) * math.sin(there),
    )
    return math.degrees(there), (math.degrees(east + across) + 540) % 360 - 180


@settings(max_examples=60, deadline=None)
@given(st.one_of(anywhere, st.sampled_from(AWKWARD)), radii, bearings)
@example((42.1, -72.6), 0.1, [(0.0, 1.0)])
def test_every_point_of_a_circle_lies_in_its_cells(
    middle: tuple[float, float], km: float, ways: list[tuple[float, float]]
) -> None:
    cells = set(cells_within(*middle, km))
    for bearing, part in ways:
        point = gone(middle, km * part, bearing)
        assert distance_km(Point(*middle), Point(*point)) <= km * 1.0001
        assert h3.str_to_int(h3.latlng_to_cell(*point, RESOLUTION)) in cells


@settings(max_examples=60, deadline=None)
@given(st.one_of(anywhere, st.sampled_from(AWKWARD)))
def test_no_corner_lies_further_out_than_we_reckon(point: tuple[float, float]) -> None:
    cell = h3.latlng_to_cell(*point, RESOLUTION)
    middle = h3.cell_to_latlng(cell)
    away = [h3.great_circle_distance(middle, corner) for corner in h3.cell_to_boundary(cell)]
    assert max(away) < CORNER_KM


def test_a_circle_does_not_name_the_whole_country() -> None:
    assert len(cells_within(42.1, -72.6, 16.09)) < 20
    assert len(cells_within(42.1, -72.6, 160.9)) < 500
