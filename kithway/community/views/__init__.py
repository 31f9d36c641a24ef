from kithway.community.views.agreements import room_agreement_end, room_agreements
from kithway.community.views.help_lines import (
    room_help_line,
    room_help_line_add,
    room_help_line_change,
    room_help_lines,
)
from kithway.community.views.pages import (
    first_time,
    if_i_write,
    if_i_write_anywhere,
    room_page,
    room_pages,
)
from kithway.community.views.starting import start, started
from kithway.community.views.steward import steward, steward_request

__all__ = [
    "first_time",
    "if_i_write",
    "if_i_write_anywhere",
    "room_agreement_end",
    "room_agreements",
    "room_help_line",
    "room_help_line_add",
    "room_help_line_change",
    "room_help_lines",
    "room_page",
    "room_pages",
    "start",
    "started",
    "steward",
    "steward_request",
]
