from kithway.gatherings.views.appointments import appointments
from kithway.gatherings.views.communities import communities
from kithway.gatherings.views.community import community
from kithway.gatherings.views.finder import finder
from kithway.gatherings.views.gathering import gathering
from kithway.gatherings.views.occurrence import occurrence
from kithway.gatherings.views.photo import photo
from kithway.gatherings.views.place import place
from kithway.gatherings.views.room_lists import (
    room_list,
    room_list_add,
    room_list_end,
    room_list_mapping,
    room_list_read,
    room_lists,
)
from kithway.gatherings.views.way_in import way_in

__all__ = [
    "appointments",
    "communities",
    "community",
    "finder",
    "gathering",
    "occurrence",
    "photo",
    "place",
    "room_list",
    "room_list_add",
    "room_list_end",
    "room_list_mapping",
    "room_list_read",
    "room_lists",
    "way_in",
]
