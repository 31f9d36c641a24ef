from kithway.gatherings.actions.attending import choose_records, count_date, forget_names
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
from kithway.gatherings.actions.holders import (
    accept_date,
    add_holder,
    decline_date,
    end_holder,
    hand_over,
)
from kithway.gatherings.actions.holding import count_held, say_held, say_not_held
from kithway.gatherings.actions.index import index_gatherings
from kithway.gatherings.actions.month import count_month
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
from kithway.gatherings.actions.rota import (
    add_shift,
    add_shifts_at,
    ask_someone_else,
    cancel_shift,
    give_minutes,
    give_shift,
    keep_shift,
    take_shift,
    volunteer_minutes,
)
from kithway.gatherings.actions.undoing import can_be_undone, undo
from kithway.gatherings.actions.vouching import vouch

__all__ = [
    "HORIZON",
    "NoSuchDate",
    "accept_date",
    "add_gathering",
    "add_holder",
    "add_place",
    "add_room",
    "add_shift",
    "add_shifts_at",
    "ask_someone_else",
    "can_be_undone",
    "cancel_date",
    "cancel_shift",
    "change_community",
    "change_date",
    "change_gathering",
    "change_place",
    "change_room",
    "choose_records",
    "close",
    "confirm_date",
    "continue_series",
    "count_date",
    "count_held",
    "count_month",
    "date_row",
    "dates_taken_away",
    "decline_date",
    "end_date_links",
    "end_holder",
    "end_series",
    "end_what_is_over",
    "extend_horizon",
    "fade_anew",
    "forget_links",
    "forget_names",
    "give_minutes",
    "give_shift",
    "hand_over",
    "index_gatherings",
    "keep_shift",
    "make_date_link",
    "mark_seen",
    "rebuild_dates",
    "reopen",
    "restore_date",
    "say_held",
    "say_not_held",
    "set_confirm_within",
    "take_shift",
    "undo",
    "unsay_date",
    "volunteer_minutes",
    "vouch",
]
