from kithway.gatherings.actions.closing import close, reopen
from kithway.gatherings.actions.dates import HORIZON, extend_horizon, rebuild_dates
from kithway.gatherings.actions.ending import continue_series, end_series, end_what_is_over
from kithway.gatherings.actions.gathering import add_gathering, change_gathering
from kithway.gatherings.actions.index import index_gatherings
from kithway.gatherings.actions.one_date import (
    NoSuchDate,
    cancel_date,
    change_date,
    confirm_date,
    date_row,
    mark_seen,
    restore_date,
)

__all__ = [
    "HORIZON",
    "NoSuchDate",
    "add_gathering",
    "cancel_date",
    "change_date",
    "change_gathering",
    "close",
    "confirm_date",
    "continue_series",
    "date_row",
    "end_series",
    "end_what_is_over",
    "extend_horizon",
    "index_gatherings",
    "mark_seen",
    "rebuild_dates",
    "reopen",
    "restore_date",
]
