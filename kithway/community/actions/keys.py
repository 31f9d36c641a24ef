"""Keys to places: who has which. What opens a door by itself is sealed."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from kithway.community.history import record
from kithway.community.models import Community, Place, PlaceKey
from kithway.people.by import By
from kithway.vault.kept import seal_kept


@transaction.atomic
def add_key(
    *, community: Community, place: Place, notes: str = "", by: By | None, **facts: Any
) -> PlaceKey:
    """Write down who has a key. Raises ValidationError."""
    key = PlaceKey(community=community, place=place, **facts)
    key.notes = seal_kept(notes, at=key.at) if notes else None
    key.full_clean()
    key.save()
    record(community=community, by=by, verb="added", row=key, name=_name(key))
    return key


@transaction.atomic
def return_key(*, key: PlaceKey, by: By | None) -> PlaceKey:
    """It was given back. Twice is as once."""
    mine = PlaceKey.objects.filter(pk=key.pk, returned_at=None)
    if mine.update(returned_at=timezone.now()):
        record(community=key.community, by=by, verb="removed", row=key, name=_name(key))
    key.refresh_from_db()
    return key


def _name(key: PlaceKey) -> str:
    """Not who has it."""
    return f"{key.place.name} · {key.label}"
