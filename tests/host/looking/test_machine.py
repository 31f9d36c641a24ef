import shutil
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from kithway.host.looking import machine
from kithway.host.looking.finding import State
from tests.host.looking import BROKEN, LOOK, OK, states

Usage = namedtuple("Usage", "total used free")


@pytest.mark.parametrize(
    ("free", "state"), [(199_000_000, BROKEN), (1_900_000_000, LOOK), (2_100_000_000, OK)]
)
def test_disk(free: int, state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(10**12, 10**12 - free, free))
    assert states(machine.disk(tmp_path)) == [state]


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("MemTotal: 1000 kB\nMemAvailable: 70000 kB", BROKEN),
        ("MemAvailable: 200000 kB", LOOK),
        ("MemAvailable: 900000 kB", OK),
        ("nothing of the kind", LOOK),
    ],
)
def test_memory(said: str, state: State, tmp_path: Path) -> None:
    (tmp_path / "meminfo").write_text(said)
    assert states(machine.memory(tmp_path / "meminfo")) == [state]


def test_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now, minute = timezone.now(), timedelta(minutes=1)
    monkeypatch.setattr(machine, "kept_right", lambda: True)
    right = machine.clock(tmp_path, now, [now - minute, now + minute])
    row_ahead = machine.clock(tmp_path, now, [now + 3 * minute])
    before_the_code = machine.clock(tmp_path, datetime(2001, 1, 1, tzinfo=UTC), [])
    apart = machine.clock(tmp_path, now + timedelta(days=900), [])
    monkeypatch.setattr(machine, "kept_right", lambda: False)
    alone = machine.clock(tmp_path, now, [])
    assert states(right, row_ahead, before_the_code, apart, alone) == [
        *(OK, BROKEN, BROKEN, BROKEN, LOOK)
    ]


def test_the_kernel_is_asked_about_its_clock() -> None:
    assert machine.kept_right() in {True, False}
