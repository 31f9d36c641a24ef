"""Getting back in, where a password is lost: by the code on paper, or slowly by mail."""

from django.utils import timezone

from kithway.people.models import Person


def refuse_recovery(*, person: Person, by: Person | None) -> int:
    """'This was not me': whatever was asked for by mail opens nothing."""
    now = timezone.now()
    return person.recoveries.waiting(now).update(refused_at=now)
