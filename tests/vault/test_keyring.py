import json
import multiprocessing
import os
from pathlib import Path

import pytest

from kithway.vault.cipher import NotOpened, new_key
from kithway.vault.keyring import (
    NAME,
    Keyring,
    KeyringUnreadable,
    held,
    make,
    read,
    stamp,
    write,
)

FORKED = multiprocessing.get_context("fork")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make(tmp_path / "keys")
    return tmp_path / "keys"


def test_is_made_for_our_eyes_only(folder: Path) -> None:
    assert [(path.name, path.stat().st_mode & 0o777) for path in folder.iterdir()] == [
        (NAME, 0o600)
    ]
    assert folder.stat().st_mode & 0o777 == 0o700
    ring = read(folder)
    assert [*ring.keys] == [ring.primary]


def test_is_made_once(folder: Path) -> None:
    before = read(folder)
    make(folder)
    assert read(folder) == before


def test_processes_that_make_it_at_once_have_one(tmp_path: Path) -> None:
    start, found = FORKED.Barrier(6), FORKED.Queue()

    def begin() -> None:
        start.wait()
        make(tmp_path / "keys")
        found.put(read(tmp_path / "keys").primary)

    running = [FORKED.Process(target=begin) for _ in range(6)]
    for process in running:
        process.start()
    rings = {found.get(timeout=30) for _ in running}
    for process in running:
        process.join()
    assert rings == {read(tmp_path / "keys").primary}
    assert [path.name for path in (tmp_path / "keys").iterdir()] == [NAME]


def test_wraps_and_unwraps_by_name(folder: Path) -> None:
    ring, key = read(folder), new_key()
    name, wrapped = ring.wrap(key, b"here")
    assert ring.unwrap(name, wrapped, b"here") == key
    more = ring.with_new_key()
    (other,) = more.keys.keys() - ring.keys.keys()
    for keyring_id, bound in ((name, b"there"), (other, b"here"), ("gone", b"here")):
        with pytest.raises(NotOpened):
            more.unwrap(keyring_id, wrapped, bound)


def test_the_primary_stays() -> None:
    ring = Keyring("a", {"a": new_key(), "b": new_key()})
    with pytest.raises(ValueError, match="primary"):
        ring.without("a")
    with pytest.raises(KeyError):
        ring.with_primary("c")
    assert [*ring.with_primary("b").without("a").keys] == ["b"]


def test_tells_no_key(folder: Path) -> None:
    ring = read(folder)
    assert str(ring.keys[ring.primary]) not in repr(ring)


def test_a_write_is_seen(folder: Path) -> None:
    before, ring = stamp(folder), read(folder)
    write(folder, ring)
    assert stamp(folder) != before
    assert (folder / NAME).stat().st_mode & 0o777 == 0o600
    assert stamp(folder / "nowhere") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        '{"primary": "a", "keys": {}}',
        '{"primary": "a", "keys": {"a": "c2hvcnQ="}}',
        '{"primary": "a", "keys": {"a": "!"}}',
        '{"primary": "a", "keys": {"a": 7}}',
    ],
)
def test_what_is_no_keyring_is_refused(folder: Path, text: str) -> None:
    (folder / NAME).write_text(text)
    with pytest.raises(KeyringUnreadable, match="Put the file back"):
        read(folder)


def test_cut_at_any_byte_it_is_refused(folder: Path) -> None:
    whole = (folder / NAME).read_text()
    for length in range(len(whole)):
        (folder / NAME).write_text(whole[:length])
        with pytest.raises(KeyringUnreadable):
            read(folder)
    assert json.loads(whole)["keys"]


def test_who_changes_it_holds_it_alone(folder: Path) -> None:
    go, done = FORKED.Event(), FORKED.Event()

    def change() -> None:
        go.wait(10)
        with held(folder, alone=True):
            done.set()

    # Before it is held: a fork would hold it too.
    process = FORKED.Process(target=change)
    process.start()
    with held(folder), held(folder):
        go.set()
        assert not done.wait(0.3)
    assert done.wait(10)
    process.join()


def test_a_process_that_dies_lets_go(folder: Path) -> None:
    took = FORKED.Event()

    def die() -> None:
        with held(folder, alone=True):
            took.set()
            os._exit(9)

    process = FORKED.Process(target=die)
    process.start()
    assert took.wait(10)
    process.join()
    with held(folder, alone=True):
        pass
