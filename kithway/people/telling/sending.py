"""Sends what is due. A message is never lost: it leaves the outbox only once it was taken.

Between a server's yes and our note of it a worker may be killed: then it goes out once more when
the lease is over. A second copy of a mail has the same Message-ID, so that mail programs show one.
"""

import logging
import time
from datetime import datetime, timedelta

from django.utils import timezone

from kithway.people.models import Message
from kithway.people.telling.gateways import NotSent, hand_over
from kithway.people.telling.outbox import opened
from kithway.vault.cipher import NotOpened

log = logging.getLogger("kithway.telling")
# Longer than one takes, however slow the other side is.
LEASE = timedelta(minutes=10)
# After each try that did not succeed; then it is given up: what is half a day late helps nobody.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360))
# Other jobs of the worker wait meanwhile.
LOOK_SECONDS = 5.0


def send_due() -> int:
    """How many were sent. Ends early where the other side is away: it would be for the next too."""
    sent, until = 0, time.monotonic() + LOOK_SECONDS
    while time.monotonic() < until:
        message: Message | None = Message.objects.claim(timezone.now(), LEASE)
        if message is None:
            break
        try:
            sent += _sent(message)
        except NotSent as problem:
            _failed(message, problem)
            if problem.away:
                _others_wait(message.channel)
                break
    return sent


def _sent(message: Message) -> int:
    """1, and its words wiped. Raises NotSent."""
    if message.attempts > len(WAITS) + 1:
        # Its tries ended with the worker's own end, each of them.
        raise NotSent("worker ended", for_good=True)
    try:
        words = opened(message)
    except NotOpened:
        raise NotSent("not opened", for_good=True) from None
    hand_over(message, words)
    # Whoever holds the lease by now: it was sent.
    unsent = Message.objects.filter(pk=message.pk, sent_at=None)
    unsent.update(sent_at=timezone.now(), content=None, due_at=None, leased_until=None)
    return 1


def _failed(message: Message, problem: NotSent) -> None:
    """Tried again later, or given up. Its id and the kind of problem are logged, and no word."""
    now = timezone.now()
    log.warning("not sent: %s %s %s", message.channel, message.pk, problem)
    # Not ours any more if it took so long that another worker has it.
    ours = Message.objects.filter(pk=message.pk, leased_until=message.leased_until)
    if problem.for_good or message.attempts > len(WAITS):
        ours.update(given_up_at=now, content=None, due_at=None, leased_until=None)
    else:
        ours.update(due_at=_again(message, now), leased_until=None)


def _others_wait(channel: str) -> None:
    """Nobody answered: the others of that channel neither spend a try on it nor keep the worker."""
    now = timezone.now()
    due = Message.objects.claimable(now).order_by().filter(channel=channel)
    due.update(due_at=now + WAITS[0])


def _again(message: Message, now: datetime) -> datetime:
    return now + WAITS[message.attempts - 1]
