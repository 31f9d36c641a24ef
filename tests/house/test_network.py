"""No test reaches past this machine."""

import socket

import pytest

from tests.network import ReachedOut


def test_another_host_is_not_called() -> None:
    with socket.socket() as line, pytest.raises(ReachedOut):
        line.connect(("192.0.2.1", 80))


def test_another_name_is_not_looked_up() -> None:
    with pytest.raises(ReachedOut):
        socket.getaddrinfo("kithway.example", 443)


def test_this_machine_is_called() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as line,
    ):
        assert line.getpeername() == server.getsockname()
