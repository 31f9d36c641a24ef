"""What is told outside the site: put into the outbox here, sent by the worker. (A thin one until
the outbox lands.)"""

import json
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from kithway.people.models import Message, Person
from kithway.vault.kept import seal_kept


def can_mail() -> bool:
    return bool(settings.MAIL_URL)


def can_text() -> bool:
    return bool(settings.TEXT_GATEWAY)


def tell(
    *,
    owner: UUID,
    person: Person | None,
    channel: str,
    to: str,
    body: str,
    about: str = "",
    due_at: datetime | None = None,
) -> Message:
    """Put a message into the outbox, to be sent at once or once it is due."""
    message = Message(
        owner=owner, person=person, channel=channel, about=about, due_at=due_at or timezone.now()
    )
    content = json.dumps({"to": to, "subject": "", "body": body})
    message.content = seal_kept(content, at=message.at)
    message.save(force_insert=True)
    return message
