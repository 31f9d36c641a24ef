import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from kithway.config import serve
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


@pytest.mark.parametrize(
    ("asked_at", "answers"),
    [(200, True), (400, True), (503, False)],
)
def test_it_is_up_once_it_answers_whatever_host_it_serves(
    asked_at: int, answers: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "ANSWERS_WITHIN", 1.0)
    with answering(asked_at) as port:
        if answers:
            serve._wait_for_answer(port, [])
        else:
            with pytest.raises(SystemExit, match="did not start"):
                serve._wait_for_answer(port, [])


def test_the_web_server_alone_is_on_this_machine_and_logs_no_visitor() -> None:
    words = serve._web_command(8000, 2)
    pairs = dict(zip(words, words[1:], strict=False))
    asked = ("--host", "--workers", "--blocking-threads")
    assert [pairs[name] for name in asked] == ["127.0.0.1", "2", "1"]
    assert "--no-access-log" in words


@contextmanager
def answering(status: int) -> Iterator[int]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()

        def log_message(self, *words: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


def _serve(port: int, data: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kithway.config.serve", "--port", str(port)]
    environment = {**os.environ, "KITHWAY_DATA": str(data)}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=30
    )
