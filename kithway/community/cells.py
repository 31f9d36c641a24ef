"""The search grid: which cell of it a point lies in. Framework-free."""

import h3

# Cells of about 250 km²: a search of ten miles reads a dozen of them.
RESOLUTION = 5


def cell_of(latitude: float, longitude: float) -> int:
    """The cell that a point in degrees lies in, as a whole number to be stored."""
    return h3.str_to_int(h3.latlng_to_cell(latitude, longitude, RESOLUTION))
