"""Data keys: one an owner and scope, made before the row that needs it, wrapped by the keyring."""

from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connections, transaction

from kithway.vault.cipher import bind, new_key
from kithway.vault.keyring import Keyring, KeyringUnreadable, held, make, read, stamp
from kithway.vault.models import DataKey
from kithway.vault.router import KEYS


def data_key_for(owner: UUID, scope: str) -> tuple[UUID, bytes]:
    """The id of an owner's key and the key itself; made, and on the disk, before this returns."""
    row = DataKey.objects.filter(owner=owner, scope=scope).first()
    if row is not None:
        return row.pk, unwrapped(row)
    try:
        return _made(owner, scope)
    except IntegrityError:
        # Another process made it first.
        row = DataKey.objects.get(owner=owner, scope=scope)
        return row.pk, unwrapped(row)


def keys_named(ids: set[UUID]) -> dict[UUID, DataKey]:
    return {row.pk: row for row in DataKey.objects.filter(pk__in=ids)} if ids else {}


def unwrapped(row: DataKey) -> bytes:
    """The key itself. Raises NotOpened."""
    if row.keyring_id not in keyring().keys:
        # Wrapped anew, and its old key retired, since the row was read.
        row = DataKey.objects.filter(pk=row.pk).first() or row
    return keyring().unwrap(row.keyring_id, bytes(row.wrapped), wrap_bound(row))


def destroy_data_keys(owner: UUID) -> int:
    """How many there were. On SQLite what the write-ahead log still had of them goes too."""
    with transaction.atomic(using=KEYS):
        destroyed: int = DataKey.objects.filter(owner=owner).delete()[0]
        if connections[KEYS].vendor == "sqlite":
            transaction.on_commit(_truncate_log, using=KEYS)
    return destroyed


def wrap_bound(row: DataKey) -> bytes:
    return bind(row.pk.bytes, row.owner.bytes, row.scope)


def keyring() -> Keyring:
    """As it stands in its file now: what one process changes, every other sees at once.

    It is made for an installation that has sealed nothing. Where keys are there and it is not,
    it was lost: another in its place would hide that. Raises KeyringUnreadable.
    """
    folder = Path(settings.KEYS_FOLDER)
    if stamp(folder) is None:
        if DataKey.objects.exists() and stamp(folder) is None:
            raise KeyringUnreadable(
                f"There is no keyring in {folder}, though keys were wrapped with one. Put the "
                "file back from where you keep a copy."
            )
        make(folder)
    return _read(folder, stamp(folder))


def _made(owner: UUID, scope: str) -> tuple[UUID, bytes]:
    row, key = DataKey(owner=owner, scope=scope), new_key()
    keyring()
    with held(Path(settings.KEYS_FOLDER)):
        row.keyring_id, row.wrapped = keyring().wrap(key, wrap_bound(row))
        # Durable: were it to go with a failed transaction, a row might stay that nothing opens.
        with transaction.atomic(using=KEYS, durable=True):
            row.save(force_insert=True)
    return row.pk, key


def _truncate_log() -> None:
    """A reader in the way leaves it to the next time."""
    with connections[KEYS].cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@lru_cache(maxsize=1)
def _read(folder: Path, changed: tuple[int, int] | None) -> Keyring:
    return read(folder)
