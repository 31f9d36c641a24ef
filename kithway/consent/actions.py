"""The one place that answers 'may they open this?', and the only one that makes an Access.

    access = as_owner(person, scope="bookings")                    the person's own
    access = for_role(reader=emi, owner=booking.pk, scope="bookings", because=COORDINATES)
    access = for_machine("reminder", owner=…, scope="messages")    what the worker sends for them

Whether somebody has the role is asked before (`community.rules`, `gatherings.rules`): this writes
the receipt, and then lets it be opened for a short while.
"""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from kithway.consent.models import Receipt
from kithway.people.models import Person
from kithway.vault.access import Access

HOLDS, COORDINATES = "holds-gathering", "coordinates"
# As long as a request takes.
FOR = timedelta(minutes=1)


def as_owner(person: Person, *, scope: str) -> Access:
    """A person reads what is their own: no receipt."""
    return Access(str(person.pk), person.pk, scope, timezone.now() + FOR)


def as_guest(owner: UUID, *, scope: str) -> Access:
    """Whoever has the private link of a booking reads what they said there themselves."""
    return Access("guest", owner, scope, timezone.now() + FOR)


def for_machine(job: str, *, owner: UUID, scope: str) -> Access:
    """The worker opens what it was asked to send, and shows it to nobody else."""
    return Access(f"worker:{job}", owner, scope, timezone.now() + FOR)


def for_role(*, reader: Person, owner: UUID, scope: str, because: str) -> Access:
    """Somebody whose role lets them; the receipt is written first, once a day."""
    now = timezone.now()
    receipt, _ = Receipt.objects.get_or_create(
        owner=owner,
        scope=scope,
        reader=reader,
        because=because,
        day=now.date(),
        defaults={"reader_name": reader.name, "opened_at": now},
    )
    return Access(str(reader.pk), owner, scope, now + FOR, receipt.pk)


def for_role_each(
    *, reader: Person, owners: Iterable[UUID], scope: str, because: str
) -> dict[UUID, Access]:
    """The same for a list, with as many queries as for one: an access for each owner."""
    now = timezone.now()
    same = {"reader": reader, "scope": scope, "because": because, "day": now.date()}
    rows = [
        Receipt(owner=owner, reader_name=reader.name, opened_at=now, **same) for owner in owners
    ]
    Receipt.objects.bulk_create(rows, ignore_conflicts=True)
    written = Receipt.objects.filter(owner__in=[row.owner for row in rows], **same)
    return {
        owner: Access(str(reader.pk), owner, scope, now + FOR, receipt)
        for owner, receipt in written.values_list("owner", "pk")
    }
