"""The kept lock: seals a row's private words with a data key that the keyring wraps.

    sealed = seal_kept("Ring twice, please", at=booking.at("private"))
    words = open_kept(sealed, at=booking.at("private"), access=access)

A sealed value names its key by id. Whatever does not open raises NotOpened and is shown to nobody.
"""

import logging
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError
from django.utils import timezone

from kithway.vault.access import Access
from kithway.vault.cipher import NotOpened, bind, new_key, seal, unseal
from kithway.vault.keyring import Keyring, read_or_make
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


def seal_kept(text: str, *, at: Where) -> bytes:
    """Seal a text for this place; makes the owner's key on first use."""
    key_id, key = _key_for(at.owner, at.scope)
    head = bytes([FORMAT]) + key_id.bytes
    return head + seal(key, text.encode(), _bound(at, key_id))


def open_kept(sealed: bytes, *, at: Where, access: Access) -> str:
    """The text. Raises NotOpened where the access is not for this, is over, or the value is not
    the one that was sealed here."""
    sealed = bytes(sealed)
    if (access.owner, access.scope) != (at.owner, at.scope) or access.until <= timezone.now():
        raise NotOpened
    try:
        if sealed[:1] != bytes([FORMAT]):
            raise NotOpened
        key_id = UUID(bytes=sealed[1 : 1 + ID_BYTES])
        row = DataKey.objects.filter(pk=key_id, owner=at.owner, scope=at.scope).first()
        if row is None:
            raise NotOpened
        plain = unseal(_unwrapped(row), sealed[1 + ID_BYTES :], _bound(at, key_id))
        return plain.decode()
    except (NotOpened, ValueError):
        log.error("not opened: %s %s %s", at.model, at.field, at.row)
        raise NotOpened from None


def destroy_keys(*, owner: UUID) -> int:
    """Destroy every key of an owner: nothing that was sealed with them opens ever again."""
    return DataKey.objects.filter(owner=owner).delete()[0]


def _key_for(owner: UUID, scope: str) -> tuple[UUID, bytes]:
    row = DataKey.objects.filter(owner=owner, scope=scope).first()
    if row is None:
        made = DataKey(owner=owner, scope=scope)
        key = new_key()
        made.keyring_id, made.wrapped = keyring().wrap(key, _wrap_bound(made))
        try:
            made.save(force_insert=True)
        except IntegrityError:
            # Another process made it first.
            row = DataKey.objects.get(owner=owner, scope=scope)
        else:
            return made.pk, key
    return row.pk, _unwrapped(row)


def _unwrapped(row: DataKey) -> bytes:
    return keyring().unwrap(row.keyring_id, bytes(row.wrapped), _wrap_bound(row))


def _wrap_bound(row: DataKey) -> bytes:
    return bind(row.pk.bytes, row.owner.bytes, row.scope)


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


def keyring() -> Keyring:
    return _read(settings.KEYS_FOLDER, _changed(settings.KEYS_FOLDER))


@lru_cache(maxsize=1)
def _read(folder: Path, changed: int) -> Keyring:
    return read_or_make(folder)


def _changed(folder: Path) -> int:
    """When the file was last written: a key that was added is seen by every process."""
    try:
        return (folder / "keyring.json").stat().st_mtime_ns
    except OSError:
        return 0
