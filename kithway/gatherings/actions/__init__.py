from kithway.gatherings.actions.closing import close, reopen
from kithway.gatherings.actions.dates import HORIZON, extend_horizon, rebuild_dates
from kithway.gatherings.actions.gathering import add_gathering, change_gathering
from kithway.gatherings.actions.index import index_gatherings

__all__ = [
    "HORIZON",
    "add_gathering",
    "change_gathering",
    "close",
    "extend_horizon",
    "index_gatherings",
    "rebuild_dates",
    "reopen",
]
