from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from kithway.vault import data_keys, rotation
from kithway.vault.cipher import NotOpened
from kithway.vault.data_keys import data_key_for, keyring
from kithway.vault.keyring import Keyring, make, read
from kithway.vault.models import DataKey
from kithway.vault.rotation import NotRotated, add, make_primary, retire, rewrap, state

pytestmark = pytest.mark.django_db
Owners = dict[Any, bytes]


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.KEYS_FOLDER = tmp_path
    return tmp_path


@pytest.fixture
def owners() -> Owners:
    """Some owners, with their data keys."""
    ids = [uuid4() for _ in range(5)]
    return {owner: data_key_for(owner, "account")[1] for owner in ids}


def all_open(owners: Owners) -> bool:
    return {owner: data_key_for(owner, "account")[1] for owner in owners} == owners


def test_from_one_key_to_the_next(owners: Owners, folder: Path) -> None:
    old = keyring().primary
    new = add()
    assert (keyring().primary, set(keyring().keys)) == (old, {old, new})
    make_primary(new)
    late = uuid4()
    owners[late] = data_key_for(late, "account")[1]
    assert state().wrapped == {old: 5, new: 1}
    assert all_open(owners)
    assert rewrap() == 5
    assert rewrap() == 0
    retire(old)
    assert set(read(folder).keys) == {new}
    assert all_open(owners)
    assert state() == rotation.State(new, {new: 6}, [])


def test_more_than_one_batch(owners: Owners, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "BATCH", 2)
    make_primary(add())
    assert rewrap() == 5
    assert all_open(owners)


def test_a_key_in_use_is_not_retired(owners: Owners, folder: Path) -> None:
    old = keyring().primary
    with pytest.raises(NotRotated, match="is the primary"):
        retire(old)
    make_primary(add())
    with pytest.raises(NotRotated, match="still wraps 5"):
        retire(old)
    for step in (retire, make_primary):
        with pytest.raises(NotRotated, match="no key 00"):
            step("00")
    assert set(read(folder).keys) == {old, keyring().primary}


def test_a_damaged_key_is_named(owners: Owners) -> None:
    spare, broken = add(), DataKey.objects.order_by("pk")[2]
    DataKey.objects.filter(pk=broken.pk).update(wrapped=b"x" * 92)
    assert state().broken == [str(broken.pk)]
    with pytest.raises(NotRotated, match=str(broken.pk)):
        retire(spare)
    make_primary(spare)
    with pytest.raises(NotRotated, match=f"4 wrapped anew. These do not open: {broken.pk}"):
        rewrap()


def test_a_key_retired_since_the_row_was_read(owners: Owners) -> None:
    old, row = keyring().primary, DataKey.objects.first()
    assert row is not None
    make_primary(add())
    rewrap()
    retire(old)
    assert data_keys.unwrapped(row) == owners[row.owner]


def test_destroyed_meanwhile_it_stays_gone(owners: Owners) -> None:
    make_primary(add())
    row = DataKey.objects.first()
    assert row is not None
    DataKey.objects.filter(pk=row.pk).delete()
    assert rotation._wrapped_anew(row, keyring()) == 0
    assert DataKey.objects.count() == 4


class Killed(BaseException):
    pass


def bombs(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """The process ends at the n-th thing that is written: before it, or right after."""
    left = iter(range(after))

    def around(module: Any, name: str) -> None:
        real = getattr(module, name)

        def bomb(*words: Any, **named: Any) -> Any:
            if next(left, None) is None:
                raise Killed
            done = real(*words, **named)
            if next(left, None) is None:
                raise Killed
            return done

        monkeypatch.setattr(module, name, bomb)

    around(rotation, "write")
    around(rotation, "_wrapped_anew")


def rotate() -> None:
    """As a steward would go on, wherever it was that the last try ended."""
    ring = keyring()
    spare = [name for name in ring.keys if name != ring.primary]
    if state().wrapped[ring.primary] and not spare:
        spare = [add()]
    if state().wrapped[ring.primary]:
        make_primary(spare[0])
    rewrap()
    for name in [name for name in keyring().keys if name != keyring().primary]:
        retire(name)


# Three writes of the file and five rows, each with a moment before and one after.
@pytest.mark.parametrize("moment", range(2 * (3 + 5)))
def test_killed_at_any_step(owners: Owners, monkeypatch: pytest.MonkeyPatch, moment: int) -> None:
    old = keyring().primary
    with monkeypatch.context() as patch:
        bombs(patch, moment)
        with pytest.raises(Killed):
            rotate()
    assert all_open(owners)
    # Whatever the kill left: the next run takes it to the end.
    make_primary(next((n for n in keyring().keys if n != old), None) or add())
    rewrap()
    if old in keyring().keys:
        retire(old)
    assert old not in keyring().keys
    assert all_open(owners)


def test_the_command(owners: Owners) -> None:
    old = keyring().primary
    assert said("status") == f"{old} (primary): wraps 5 data keys\n"
    new = said("add").split()[0]
    said("primary", new)
    assert said("rewrap") == "5 data keys wrapped anew.\n"
    assert said("retire", old).startswith(f"{old} retired.")
    assert said("status") == f"{new} (primary): wraps 5 data keys\n"
    for words in (("retire",), ("add", "x"), ("primary", "00"), ("retire", new)):
        with pytest.raises(CommandError):
            said(*words)
    DataKey.objects.update(wrapped=b"x")
    with pytest.raises(CommandError, match="do not open"):
        said("status")


def test_another_ring_opens_nothing(owners: Owners, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    make(other)
    row = DataKey.objects.first()
    assert row is not None
    stranger = read(other)
    forged = Keyring(row.keyring_id, {row.keyring_id: stranger.keys[stranger.primary]})
    with pytest.raises(NotOpened):
        forged.unwrap(row.keyring_id, bytes(row.wrapped), data_keys.wrap_bound(row))


def said(*words: str) -> str:
    out = StringIO()
    call_command("keys", *words, stdout=out)
    return out.getvalue()
