"""What signing in needs of the sealed parts of an account: the mail address, the app's secret;
and what the worker needs to send what somebody asked for."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from kithway.people.models import Person
from kithway.vault.access import Access

FOR = timedelta(minutes=1)


def for_sign_in(person: Person) -> Access:
    """The account's own secrets, for the machine that checks them; a house test knows of it."""
    return Access("sign-in", person.pk, "account", timezone.now() + FOR)


def for_sending(owner: UUID) -> Access:
    """A message in the outbox, for the worker that sends it and shows it to nobody else."""
    return Access("worker:telling", owner, "messages", timezone.now() + FOR)
