import os

import pytest

from kithway.host.backing_up import Source
from kithway.host.looking import files
from tests.host.looking import BROKEN, OK, states


def test_data_folder(source: Source) -> None:
    source.data.chmod(0o700)
    found = [files.data_folder(source.data)]
    for folder in (source.data, source.data / "keys"):
        folder.chmod(0o710)
        found.append(files.data_folder(source.data))
        folder.chmod(0o700)
    assert states(*found) == [OK, BROKEN, BROKEN]
    assert found[1].do == f"sudo chmod 700 {source.data}"


@pytest.mark.parametrize("name", files.SECRETS)
def test_secrets(name: str, source: Source) -> None:
    for path in files.SECRETS:
        (source.data / path).touch()
        (source.data / path).chmod(0o600)
    before = files.secrets(source.data)
    (source.data / name).chmod(0o640)
    after = files.secrets(source.data)
    assert states(before, after) == [OK, BROKEN]
    assert after.do == f"sudo chmod 600 {source.data / name}"


@pytest.mark.skipif(os.geteuid() != 0, reason="only on a machine where we are root")
@pytest.mark.parametrize("name", ["kithway.sqlite3", "keys/pepper", "media/door.jpg"])
def test_owner(name: str, source: Source) -> None:
    before = files.owners(source.data)
    os.chown(source.data / name, 65534, 65534)
    assert states(before, files.owners(source.data)) == [OK, BROKEN]
