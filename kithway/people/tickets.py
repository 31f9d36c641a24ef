"""Things that are given out and come back once: a ticket on the way in, a passkey's challenge.

Nothing is written when one is given out, so that nobody can fill a table by asking. They are
signed; what is kept, until it would be too old anyway, is that one was used.
"""

import secrets
from datetime import timedelta
from typing import Any

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone

from kithway.people.marks import mark
from kithway.people.models import Challenge

LASTS = timedelta(minutes=15)


class Stale(Exception):
    """Too old, used already, or not of ours."""


def new_ticket(what: str, **said: Any) -> str:
    """A signed ticket that says this; whoever has it can read it."""
    said["once"], said["until"] = secrets.token_hex(8), (timezone.now() + LASTS).timestamp()
    return signing.dumps(said, salt=f"ticket.{what}")


def read_ticket(what: str, ticket: str) -> dict[str, Any]:
    """What it says. Raises Stale."""
    try:
        said: dict[str, Any] = signing.loads(ticket, salt=f"ticket.{what}")
    except signing.BadSignature:
        raise Stale from None
    if said["until"] <= timezone.now().timestamp():
        raise Stale
    return said


def take_once(what: str, ticket: str, *, lasts: timedelta = LASTS) -> None:
    """It is used now. Raises Stale for whoever of two comes second."""
    try:
        with transaction.atomic():
            Challenge.objects.create(mark=_once(what, ticket), expires_at=timezone.now() + lasts)
    except IntegrityError:
        raise Stale from None


def was_taken(what: str, ticket: str) -> bool:
    return Challenge.objects.filter(mark=_once(what, ticket)).exists()


def _once(what: str, ticket: str) -> str:
    return mark("once", what, ticket)


def forget_tickets() -> int:
    """Delete the marks of what is too old to be used again anyway."""
    return Challenge.objects.filter(expires_at__lte=timezone.now()).delete()[0]
