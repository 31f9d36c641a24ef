"""Files of the community room: lists brought in after a look at them, tables taken away."""

from kithway.gatherings.room_files.actions import accept_shorter, ask_for_table, bring_in, send_list
from kithway.gatherings.room_files.handling import drop_room_files, handle_due_files

__all__ = [
    "accept_shorter",
    "ask_for_table",
    "bring_in",
    "drop_room_files",
    "handle_due_files",
    "send_list",
]
