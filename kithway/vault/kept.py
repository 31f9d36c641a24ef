"""The kept lock: seals a row's private words with a data key that the keyring wraps.

    sealed = seal_kept("Ring twice, please", at=booking.at)
    words = open_kept(sealed, at=booking.at, access=access)

A sealed value names its key by id. Whatever does not open raises NotOpened and is shown to nobody.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from kithway.vault.access import Access
from kithway.vault.cipher import NotOpened, bind, seal, unseal
from kithway.vault.data_keys import data_key_for, destroy_data_keys, keys_named, unwrapped
from kithway.vault.models import DataKey

log = logging.getLogger("kithway.vault")
FORMAT = 1
ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class Where:
    """Where a sealed value belongs; it opens nowhere else.

    `owner`: whose key. `scope`: which part of what is theirs. `model`, `field`, `row`: the column
    and the row's own id, made before it is written. `community`: its slug, or ''.
    """

    owner: UUID
    scope: str
    model: str
    field: str
    row: UUID
    community: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Sealed:
    """A value as it was read, where it belongs, and by what right it is opened."""

    value: bytes | memoryview
    at: Where
    access: Access


def seal_kept(text: str, *, at: Where) -> bytes:
    """Seal a text for this place; makes the owner's key on first use."""
    key_id, key = data_key_for(at.owner, at.scope)
    head = bytes([FORMAT]) + key_id.bytes
    return head + seal(key, text.encode(), _bound(at, key_id))


def open_kept(sealed: bytes | memoryview, *, at: Where, access: Access) -> str:
    """The text. Raises NotOpened where the access is not for this, is over, or the value is not
    the one that was sealed here."""
    (text,) = open_each([Sealed(sealed, at, access)])
    if text is None:
        raise NotOpened
    return text


def open_each(values: Sequence[Sealed]) -> list[str | None]:
    """The texts of a list, their keys read with one query; None for each that does not open."""
    keys = keys_named({key_id for one in values if (key_id := _key_id(one.value))})
    return [_text(one, keys) for one in values]


def destroy_keys(*, owner: UUID) -> int:
    """Destroy every key of an owner: nothing that was sealed with them opens ever again."""
    return destroy_data_keys(owner)


def _text(one: Sealed, keys: dict[UUID, DataKey]) -> str | None:
    try:
        return _opened(one, keys).decode()
    except (NotOpened, ValueError):
        log.error("not opened: %s %s %s", one.at.model, one.at.field, one.at.row)
        return None


def _opened(one: Sealed, keys: dict[UUID, DataKey]) -> bytes:
    at, access = one.at, one.access
    if (access.owner, access.scope) != (at.owner, at.scope) or access.until <= timezone.now():
        raise NotOpened
    key_id = _key_id(one.value)
    row = keys.get(key_id) if key_id else None
    if key_id is None or row is None or (row.owner, row.scope) != (at.owner, at.scope):
        raise NotOpened
    return unseal(unwrapped(row), bytes(one.value)[1 + ID_BYTES :], _bound(at, key_id))


def _key_id(value: bytes | memoryview) -> UUID | None:
    head = bytes(value[: 1 + ID_BYTES])
    if len(head) <= ID_BYTES or head[0] != FORMAT:
        return None
    return UUID(bytes=head[1:])


def _bound(at: Where, key_id: UUID) -> bytes:
    return bind(
        FORMAT,
        settings.INSTALLATION,
        at.community,
        at.owner.bytes,
        at.scope,
        at.model,
        at.field,
        at.row.bytes,
        key_id.bytes,
        at.revision,
    )
