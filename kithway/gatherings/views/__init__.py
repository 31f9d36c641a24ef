from kithway.gatherings.views.appointments import appointments
from kithway.gatherings.views.communities import communities
from kithway.gatherings.views.community import community
from kithway.gatherings.views.finder import finder
from kithway.gatherings.views.gathering import gathering
from kithway.gatherings.views.occurrence import occurrence
from kithway.gatherings.views.paper import (
    flyer,
    paper,
    sheet,
    sheet_page,
    sheet_pdf,
    sheet_picture,
)
from kithway.gatherings.views.photo import photo
from kithway.gatherings.views.place import place
from kithway.gatherings.views.way_in import way_in

__all__ = [
    "appointments",
    "communities",
    "community",
    "finder",
    "flyer",
    "gathering",
    "occurrence",
    "paper",
    "photo",
    "place",
    "sheet",
    "sheet_page",
    "sheet_pdf",
    "sheet_picture",
    "way_in",
]
