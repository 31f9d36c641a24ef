import os
import socket
import subprocess
import sys

import pytest

from tests.parts import ROOT


@pytest.fixture
def taken() -> object:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_taken_port_is_said_before_anything_is_made(taken: int, tmp_path) -> None:
    data = tmp_path / "data"
    done = _serve(taken, data)
    assert done.returncode == 1
    assert f"Port {taken} cannot be used" in done.stderr
    assert f"make run PORT={taken + 1}" in done.stderr
    assert not data.exists()


def test_no_port(tmp_path) -> None:
    done = _serve(70000, tmp_path / "data")
    assert done.returncode == 1
    assert "it is not a port" in done.stderr


def _serve(port: int, data: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kithway.config.serve", "--port", str(port)]
    environment = {**os.environ, "KITHWAY_DATA": str(data)}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=30
    )
