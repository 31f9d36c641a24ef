"""The cells of the search grid that a circle touches. Framework-free."""

import math

import h3

from kithway.community.cells import RESOLUTION

# Of H3's cells at resolution 5, taken over the whole earth since they are distorted: how far each
# ring of neighbours reaches out at the least, and from its middle to a cell's corner at the most.
RING_KM = 10.4
CORNER_KM = 10.9


def cells_within(latitude: float, longitude: float, km: float) -> list[int]:
    """Cells, as integers, that together hold every point within `km` of a point in degrees.

    They hold points further out as well: the exact circle is the caller's.
    """
    point = (latitude, longitude)
    middle = h3.latlng_to_cell(latitude, longitude, RESOLUTION)
    # A cell past ring k lies (k + 1) rings out, less a corner on its side and one on the point's.
    rings = max(1, math.ceil((km + 2 * CORNER_KM) / RING_KM) - 1)
    return [
        h3.str_to_int(cell)
        for cell in h3.grid_disk(middle, rings)
        if h3.great_circle_distance(point, h3.cell_to_latlng(cell)) <= km + CORNER_KM
    ]
