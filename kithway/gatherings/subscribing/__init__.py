"""Lists that are read again and again, so that they stay up to date.

subscribe, map_list, read_now, end_subscription      what somebody does
refresh_one, refresh_due                             what the worker does
state_words, refresh_words, list_title               what is said of it
"""

from kithway.gatherings.subscribing.actions import (
    end_subscription,
    map_list,
    read_now,
    subscribe,
)
from kithway.gatherings.subscribing.refreshing import refresh_due, refresh_one
from kithway.gatherings.subscribing.words import list_title, refresh_words, state_words

__all__ = [
    "end_subscription",
    "list_title",
    "map_list",
    "read_now",
    "refresh_due",
    "refresh_one",
    "refresh_words",
    "state_words",
    "subscribe",
]
