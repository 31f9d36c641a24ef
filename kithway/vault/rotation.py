"""Changing the keyring: add a key, make it the primary, wrap everything anew, retire the old one.

Each step may be killed at any moment and run again: no data key is ever wrapped only by a key that
is not in the file.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from kithway.vault.cipher import NotOpened
from kithway.vault.data_keys import keyring, unwrapped, wrap_bound
from kithway.vault.keyring import Keyring, held, read, write
from kithway.vault.models import DataKey
from kithway.vault.router import KEYS

BATCH = 200


class NotRotated(Exception):
    """The step is refused; the message says what to do."""


@dataclass(frozen=True, slots=True)
class State:
    """`wrapped`: how many data keys each key of the ring wraps. `broken`: data keys that open with
    nothing that is there, by their ids."""

    primary: str
    wrapped: dict[str, int]
    broken: list[str]


def state() -> State:
    """Opens every data key once."""
    ring, wrapped, broken = keyring(), Counter[str](), []
    for batch in _batches():
        for row in batch:
            wrapped[row.keyring_id] += 1
            if not _opens(row):
                broken.append(str(row.pk))
    return State(ring.primary, {name: wrapped[name] for name in ring.keys}, broken)


def add() -> str:
    """A new key, which wraps nothing yet; returns its id."""
    keyring()
    with held(_folder(), alone=True):
        ring = read(_folder())
        more = ring.with_new_key()
        write(_folder(), more)
    (added,) = more.keys.keys() - ring.keys.keys()
    return added


def make_primary(keyring_id: str) -> None:
    """From now on new data keys are wrapped with this one. Raises NotRotated."""
    with held(_folder(), alone=True):
        ring = _ring_with(keyring_id)
        write(_folder(), ring.with_primary(keyring_id))


def rewrap() -> int:
    """Wrap with the primary whatever another key wraps; how many those were. Raises NotRotated."""
    done, broken = 0, []
    for batch in _batches():
        # Held, so that the primary stays one; let go of often, so that nobody waits long.
        with held(_folder()), transaction.atomic(using=KEYS):
            ring = keyring()
            for row in batch:
                try:
                    done += _wrapped_anew(row, ring)
                except NotOpened:
                    broken.append(str(row.pk))
    if broken:
        raise NotRotated(f"{done} wrapped anew. These do not open: {', '.join(broken)}")
    return done


def retire(keyring_id: str) -> None:
    """Take a key out of the file for good. Raises NotRotated while it is needed."""
    if broken := state().broken:
        raise NotRotated(f"Not retired, since these data keys do not open: {', '.join(broken)}")
    with held(_folder(), alone=True):
        ring = _ring_with(keyring_id)
        if ring.primary == keyring_id:
            raise NotRotated(
                f"{keyring_id} is the primary. Add another and make that the primary first."
            )
        # Whoever wraps holds the keyring until the row is written: none can come after this look.
        if left := DataKey.objects.filter(keyring_id=keyring_id).count():
            raise NotRotated(f"{keyring_id} still wraps {left} data keys. Run: kithway keys rewrap")
        write(_folder(), ring.without(keyring_id))


def _wrapped_anew(row: DataKey, ring: Keyring) -> int:
    if row.keyring_id == ring.primary:
        return 0
    key, bound = unwrapped(row), wrap_bound(row)
    name, wrapped = ring.wrap(key, bound)
    if ring.unwrap(name, wrapped, bound) != key:
        raise NotOpened
    # As it was when it was read: it may have been destroyed, or wrapped anew by somebody else.
    same = DataKey.objects.filter(pk=row.pk, keyring_id=row.keyring_id)
    return same.update(keyring_id=name, wrapped=wrapped)


def _batches() -> Iterator[list[DataKey]]:
    rows = DataKey.objects.order_by("pk")
    batch = list(rows[:BATCH])
    while batch:
        yield batch
        batch = list(rows.filter(pk__gt=batch[-1].pk)[:BATCH])


def _opens(row: DataKey) -> bool:
    try:
        unwrapped(row)
    except NotOpened:
        return False
    return True


def _ring_with(keyring_id: str) -> Keyring:
    ring = read(_folder())
    if keyring_id not in ring.keys:
        raise NotRotated(f"There is no key {keyring_id}: kithway keys status names them.")
    return ring


def _folder() -> Path:
    return Path(settings.KEYS_FOLDER)
