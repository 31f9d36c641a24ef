from kithway.community.actions.help_lines import (
    agree_help_line,
    propose_help_line,
    withdraw_help_line,
)
from kithway.community.actions.photo import set_photo
from kithway.community.actions.roles import accept_role, end_role, offer_role
from kithway.community.actions.starting import Wish, answer_request, ask_to_start
from kithway.community.actions.telling import add_agreement, answer_page, end_agreement

__all__ = [
    "Wish",
    "accept_role",
    "add_agreement",
    "agree_help_line",
    "answer_page",
    "answer_request",
    "ask_to_start",
    "end_agreement",
    "end_role",
    "offer_role",
    "propose_help_line",
    "set_photo",
    "withdraw_help_line",
]
