"""Telling somebody something outside the site, by mail or text message, in neutral words.

`tell` puts it in the outbox, sealed; the worker sends it when it is due (`send_due`).
"""

from kithway.people.telling.outbox import call_back, can_mail, can_text, forget_told, tell
from kithway.people.telling.sending import send_due

__all__ = ["call_back", "can_mail", "can_text", "forget_told", "send_due", "tell"]
