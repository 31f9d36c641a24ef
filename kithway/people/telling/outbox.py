"""The outbox: what is to be told to whom, and when. Sealed until it is sent, and then wiped."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from kithway.people.models import Message, Person
from kithway.people.secrets import for_sending
from kithway.people.telling.words import neutral_subject
from kithway.vault.kept import open_kept, seal_kept

# What was sent, and when, is no longer anybody's business after this.
KEPT_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Words:
    """`to`: a mail address or a number. `subject`: of a mail; a text message has none."""

    to: str
    subject: str
    body: str


def can_mail() -> bool:
    """Whether this installation sends mail; where not, no form offers it."""
    return bool(settings.MAIL_URL)


def can_text() -> bool:
    return bool(settings.TEXT_GATEWAY)


def tell(
    *,
    owner: UUID,
    channel: str,
    to: str,
    body: str,
    about: str,
    person: Person | None = None,
    subject: str = "",
    due_at: datetime | None = None,
) -> Message:
    """Put into the outbox what is told to `to` at `due_at`, at once without it.

    `owner`: whose key seals it: the person's, or that of a guest's booking. `about`: what it can
    be called back by. Words are in the reader's language (`telling.words`); without a `subject` it
    has the neutral one. Call it inside the transaction of what it tells of: both stay or neither.
    """
    now = timezone.now()
    message = Message(
        owner=owner,
        person=person,
        channel=channel,
        about=about,
        due_at=due_at or now,
        made_at=now,
    )
    words = Words(to, subject or neutral_subject(), body)
    message.content = seal_kept(json.dumps(asdict(words)), at=message.at)
    message.save(force_insert=True)
    return message


def call_back(*, about: str) -> int:
    """Take out of the outbox what was not sent yet; how many those were.

    One that a worker is sending at this very moment goes out all the same.
    """
    waiting = Message.objects.filter(about=about, sent_at=None, given_up_at=None)
    taken: int = waiting.delete()[0]
    return taken


def opened(message: Message) -> Words:
    """Raises NotOpened, for good: its key was destroyed, or it is not what was sealed."""
    access = for_sending(message.owner)
    found: dict[str, Any] = json.loads(
        open_kept(message.content or b"", at=message.at, access=access)
    )
    return Words(**found)


def forget_told() -> int:
    """Delete what was sent or given up some days ago."""
    before = timezone.now() - KEPT_FOR
    sent: int = Message.objects.filter(sent_at__lt=before).delete()[0]
    given_up: int = Message.objects.filter(given_up_at__lt=before).delete()[0]
    return sent + given_up
