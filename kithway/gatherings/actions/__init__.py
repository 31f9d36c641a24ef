from kithway.gatherings.actions.changing import (
    add_place,
    add_room,
    change_community,
    change_place,
    change_room,
)
from kithway.gatherings.actions.closing import close, dates_taken_away, reopen
from kithway.gatherings.actions.date_links import (
    end_date_links,
    forget_links,
    make_date_link,
)
from kithway.gatherings.actions.dates import HORIZON, extend_horizon, rebuild_dates
from kithway.gatherings.actions.ending import continue_series, end_series, end_what_is_over
from kithway.gatherings.actions.fading import fade_anew, set_confirm_within
from kithway.gatherings.actions.gathering import add_gathering, change_gathering
from kithway.gatherings.actions.holding import count_held, say_held, say_not_held
from kithway.gatherings.actions.index import index_gatherings
from kithway.gatherings.actions.one_date import (
    NoSuchDate,
    cancel_date,
    change_date,
    confirm_date,
    date_row,
    mark_seen,
    restore_date,
    unsay_date,
)
from kithway.gatherings.actions.undoing import can_be_undone, undo
from kithway.gatherings.actions.vouching import vouch

__all__ = [
    "HORIZON",
    "NoSuchDate",
    "add_gathering",
    "add_place",
    "add_room",
    "can_be_undone",
    "cancel_date",
    "change_community",
    "change_date",
    "change_gathering",
    "change_place",
    "change_room",
    "close",
    "confirm_date",
    "continue_series",
    "count_held",
    "date_row",
    "dates_taken_away",
    "end_date_links",
    "end_series",
    "end_what_is_over",
    "extend_horizon",
    "fade_anew",
    "forget_links",
    "index_gatherings",
    "make_date_link",
    "mark_seen",
    "rebuild_dates",
    "reopen",
    "restore_date",
    "say_held",
    "say_not_held",
    "set_confirm_within",
    "undo",
    "unsay_date",
    "vouch",
]
