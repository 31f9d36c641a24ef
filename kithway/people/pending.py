"""What a code app is set up with: the same for an hour, until it is set up.

Going back to the page, or loading it anew, shows what the phone has already. Looking at a page
writes nothing, so it is not kept: it follows from the pepper, the session, whose id is gone when it
ends, and the account. Another session, which may be somebody else's, is shown another.
"""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from kithway.people.marks import mark
from kithway.people.models import Session
from kithway.people.tickets import take_once, was_taken

WHAT = "code-app"
HOUR = timedelta(hours=1)
# What a code app and we both know: 160 bits, as RFC 4226 asks for.
BYTES = 20


def pending_secrets(session: Session) -> list[bytes]:
    """The one that is shown now, and that of the hour before, which a phone may have."""
    hour = int(timezone.now().timestamp() // HOUR.total_seconds())
    return [_secret(session, one) for one in (hour, hour - 1)]


def use_up(secret: bytes) -> None:
    """It was set up, and is shown no more, also where that app is done without again."""
    take_once(WHAT, secret.hex(), lasts=2 * HOUR)


def _secret(session: Session, hour: int) -> bytes:
    # What only the database knows of them goes in too: whoever has but the pepper derives none.
    whose = (str(session.pk), session.person.password, session.person.recovery_mark)
    turns = (mark(WHAT, *whose, str(hour), str(turn)) for turn in count())
    secrets = (bytes.fromhex(turn)[:BYTES] for turn in turns)
    return next(secret for secret in secrets if not was_taken(WHAT, secret.hex()))
