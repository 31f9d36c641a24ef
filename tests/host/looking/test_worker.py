import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from kithway.host import heartbeat
from kithway.host.looking import worker
from kithway.host.looking.finding import State
from tests.host.conftest import NOW
from tests.host.looking import BROKEN, LOOK, OK, states


@pytest.mark.parametrize(("minutes", "state"), [(0, OK), (3, OK), (4, LOOK), (16, BROKEN)])
def test_worker(minutes: int, state: State, tmp_path: Path) -> None:
    sign = tmp_path / "sign"
    sign.touch()
    moment = (NOW - timedelta(minutes=minutes)).timestamp()
    os.utime(sign, (moment, moment))
    assert states(worker.worker(sign, NOW)) == [state]


def test_a_worker_that_never_was(tmp_path: Path) -> None:
    assert states(worker.worker(tmp_path / "sign", NOW)) == [BROKEN]


def test_the_worker_gives_a_sign_of_life(settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    assert (heartbeat.beat(), heartbeat.beat()) == (0, 0)
    assert heartbeat.path().stat().st_mode & 0o777 == 0o600
    assert states(worker.worker(heartbeat.path(), timezone.now())) == [OK]
