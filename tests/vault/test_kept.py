import logging
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kithway.vault.cipher import NotOpened
from kithway.vault.data_keys import keyring
from kithway.vault.kept import Sealed, Where, destroy_keys, open_each, open_kept, seal_kept
from kithway.vault.keyring import KeyringUnreadable, make
from kithway.vault.models import DataKey
from tests.vault.tampering import accepted, any_access

pytestmark = pytest.mark.django_db
TEXT = "Ring twice, please"


def place(**other: Any) -> Where:
    return Where(uuid4(), "bookings", "booking", "private", uuid4(), **other)


def test_round_trip() -> None:
    at = place(community="amherst")
    sealed = seal_kept(TEXT, at=at)
    assert TEXT.encode() not in sealed
    assert open_kept(sealed, at=at, access=any_access(at)) == TEXT
    assert open_kept(memoryview(sealed), at=at, access=any_access(at)) == TEXT


def test_one_key_an_owner_and_scope() -> None:
    at = place()
    for where in (at, at, replace(at, scope="messages"), replace(at, owner=uuid4())):
        seal_kept(TEXT, at=where)
    assert DataKey.objects.count() == 3


def test_no_altered_value_opens(caplog: pytest.LogCaptureFixture) -> None:
    """A slice of the hundred thousand that bench.vault tries."""
    caplog.set_level(logging.CRITICAL, "kithway.vault")
    assert accepted(3000, seed=4) == 0


def test_an_access_is_for_one_owner_scope_and_time() -> None:
    at = place()
    sealed, access = seal_kept(TEXT, at=at), any_access(at)
    refused = [
        replace(access, owner=uuid4()),
        replace(access, scope="messages"),
        replace(access, until=timezone.now()),
    ]
    for one in refused:
        with pytest.raises(NotOpened):
            open_kept(sealed, at=at, access=one)


def test_opens_in_no_other_installation(settings: Any) -> None:
    at = place()
    sealed = seal_kept(TEXT, at=at)
    settings.INSTALLATION = "another"
    with pytest.raises(NotOpened):
        open_kept(sealed, at=at, access=any_access(at))


def test_what_does_not_open_is_logged_by_its_row(caplog: pytest.LogCaptureFixture) -> None:
    at = place()
    with pytest.raises(NotOpened):
        open_kept(b"", at=at, access=any_access(at))
    assert caplog.messages == [f"not opened: booking private {at.row}"]


def test_a_list_is_opened_with_one_query(django_assert_num_queries: Any) -> None:
    places = [place() for _ in range(6)]
    sealed = [Sealed(seal_kept(f"{n}", at=at), at, any_access(at)) for n, at in enumerate(places)]
    sealed[2] = replace(sealed[2], value=b"broken")
    with (
        CaptureQueriesContext(connections["keys"]) as asked,
        CaptureQueriesContext(connection) as other,
    ):
        assert open_each(sealed) == ["0", "1", None, "3", "4", "5"]
    assert (len(asked), len(other)) == (1, 0)
    assert open_each([]) == []


def test_destroyed_keys_open_nothing() -> None:
    at, stays = place(), place()
    sealed, other = seal_kept(TEXT, at=at), seal_kept(TEXT, at=stays)
    seal_kept(TEXT, at=replace(at, scope="messages"))
    assert destroy_keys(owner=at.owner) == 2
    with pytest.raises(NotOpened):
        open_kept(sealed, at=at, access=any_access(at))
    # A key that is made anew is another one.
    seal_kept(TEXT, at=at)
    with pytest.raises(NotOpened):
        open_kept(sealed, at=at, access=any_access(at))
    assert open_kept(other, at=stays, access=any_access(stays)) == TEXT


def test_somebody_else_made_the_key_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """As between the look and the write of another process; the transaction around goes on."""
    at = place()
    first = seal_kept(TEXT, at=at)
    manager = DataKey.objects.none()
    with monkeypatch.context() as patch, transaction.atomic(), transaction.atomic(using="keys"):
        patch.setattr(type(DataKey.objects), "filter", lambda *_, **__: manager)
        with pytest.raises(RuntimeError, match="durable"):
            seal_kept(TEXT, at=at)
    with monkeypatch.context() as patch, transaction.atomic():
        patch.setattr(type(DataKey.objects), "filter", lambda *_, **__: manager)
        second = seal_kept(TEXT, at=at)
    assert DataKey.objects.count() == 1
    for sealed in (first, second):
        assert open_kept(sealed, at=at, access=any_access(at)) == TEXT


def test_a_lost_keyring_is_not_made_anew(settings: Any, tmp_path: Path) -> None:
    at = place()
    sealed = seal_kept(TEXT, at=at)
    settings.KEYS_FOLDER = tmp_path
    for again in (lambda: seal_kept(TEXT, at=at), lambda: keyring()):
        with pytest.raises(KeyringUnreadable, match="no keyring"):
            again()
    assert [*tmp_path.iterdir()] == []
    make(tmp_path)
    with pytest.raises(NotOpened):
        open_kept(sealed, at=at, access=any_access(at))


def test_keys_lie_apart() -> None:
    seal_kept(TEXT, at=place())
    tables = connection.introspection.table_names()
    assert [name for name in tables if name.startswith("vault")] == []
    with connections["keys"].cursor() as cursor:
        apart = connections["keys"].introspection.table_names(cursor)
    assert [name for name in apart if name != "django_migrations"] == ["vault_datakey"]


@pytest.mark.skipif("connections['keys'].vendor != 'sqlite'", reason="only on SQLite")
def test_deleted_keys_are_overwritten() -> None:
    with connections["keys"].cursor() as cursor:
        assert cursor.execute("PRAGMA secure_delete").fetchone() == (1,)
