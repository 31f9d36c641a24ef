from kithway.gatherings.views.appointments import appointments
from kithway.gatherings.views.calendar import calendar, gathering_calendar
from kithway.gatherings.views.coming import coming
from kithway.gatherings.views.communities import communities
from kithway.gatherings.views.community import community
from kithway.gatherings.views.date_link import date_link
from kithway.gatherings.views.embed import embed
from kithway.gatherings.views.feeds import feeds
from kithway.gatherings.views.finder import finder
from kithway.gatherings.views.gathering import gathering
from kithway.gatherings.views.kept_place import kept_place, mine_coming
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
from kithway.gatherings.views.room_about import room_about
from kithway.gatherings.views.room_closures import (
    room_close,
    room_closures,
    room_place_close,
    room_reopen,
)
from kithway.gatherings.views.room_coming import room_coming, room_coming_date
from kithway.gatherings.views.room_date import room_date
from kithway.gatherings.views.room_dates import room_dates
from kithway.gatherings.views.room_gathering import room_gathering
from kithway.gatherings.views.room_gathering_form import (
    room_gathering_add,
    room_gathering_change,
)
from kithway.gatherings.views.room_gatherings import room_gatherings
from kithway.gatherings.views.room_lists import (
    room_list,
    room_list_add,
    room_list_end,
    room_list_mapping,
    room_list_read,
    room_lists,
)
from kithway.gatherings.views.room_places import (
    room_place,
    room_place_add,
    room_place_change,
    room_place_key,
    room_place_keys,
    room_place_photo,
    room_place_room,
    room_places,
)
from kithway.gatherings.views.room_settings import room_settings
from kithway.gatherings.views.way_in import way_in

__all__ = [
    "appointments",
    "calendar",
    "coming",
    "communities",
    "community",
    "date_link",
    "embed",
    "feeds",
    "finder",
    "flyer",
    "gathering",
    "gathering_calendar",
    "kept_place",
    "mine_coming",
    "occurrence",
    "paper",
    "photo",
    "place",
    "room_about",
    "room_close",
    "room_closures",
    "room_coming",
    "room_coming_date",
    "room_date",
    "room_dates",
    "room_gathering",
    "room_gathering_add",
    "room_gathering_change",
    "room_gatherings",
    "room_list",
    "room_list_add",
    "room_list_end",
    "room_list_mapping",
    "room_list_read",
    "room_lists",
    "room_place",
    "room_place_add",
    "room_place_change",
    "room_place_close",
    "room_place_key",
    "room_place_keys",
    "room_place_photo",
    "room_place_room",
    "room_places",
    "room_reopen",
    "room_settings",
    "sheet",
    "sheet_page",
    "sheet_pdf",
    "sheet_picture",
    "way_in",
]
