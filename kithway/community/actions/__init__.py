from kithway.community.actions.help_lines import (
    agree_help_line,
    propose_help_line,
    withdraw_help_line,
)
from kithway.community.actions.pausing import answer_appeal, appeal, end_pause, pause_person
from kithway.community.actions.photo import set_photo
from kithway.community.actions.roles import accept_role, end_role, offer_role
from kithway.community.actions.saying import (
    answer_suggestion,
    settle_concern,
    suggest,
    tell_concern,
)
from kithway.community.actions.starting import Wish, answer_request, ask_to_start
from kithway.community.actions.telling import add_agreement, answer_page, end_agreement

__all__ = [
    "Wish",
    "accept_role",
    "add_agreement",
    "agree_help_line",
    "answer_appeal",
    "answer_page",
    "answer_request",
    "answer_suggestion",
    "appeal",
    "ask_to_start",
    "end_agreement",
    "end_pause",
    "end_role",
    "offer_role",
    "pause_person",
    "propose_help_line",
    "set_photo",
    "settle_concern",
    "suggest",
    "tell_concern",
    "withdraw_help_line",
]
