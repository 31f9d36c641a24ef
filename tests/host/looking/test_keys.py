from pathlib import Path
from uuid import UUID

import pytest

from kithway.host.looking import keys
from kithway.host.looking.finding import State
from kithway.vault import kept, keyring
from kithway.vault.kept import Where
from tests.host.looking import BROKEN, OK, states

AT = Where(owner=UUID(int=1), scope="s", model="m", field="f", row=UUID(int=2))


@pytest.mark.django_db(transaction=True)
def test_keyring(settings, tmp_path: Path) -> None:
    settings.KEYS_FOLDER = tmp_path
    nothing_yet = keys.keyring()
    kept.seal_kept("words", at=AT)
    whole = keys.keyring()
    (tmp_path / keyring.NAME).rename(tmp_path / "away")
    lost = keys.keyring()
    # Looking for it made no new one.
    assert not (tmp_path / keyring.NAME).exists()
    keyring.make(tmp_path)
    another = keys.keyring()
    (tmp_path / keyring.NAME).write_text("{}")
    spoiled = keys.keyring()
    assert states(nothing_yet, whole, lost, another, spoiled) == [OK, OK, BROKEN, BROKEN, BROKEN]


@pytest.mark.parametrize(("pepper", "state"), [(b"x" * 32, OK), (b"x" * 31, BROKEN), (b"", BROKEN)])
def test_pepper(pepper: bytes, state: State, settings) -> None:
    settings.PEPPER = pepper
    assert states(keys.pepper()) == [state]
