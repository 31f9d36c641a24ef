"""No test reaches past this machine: a name looked up or a host called elsewhere fails it."""

import sys
from ipaddress import ip_address
from typing import Any

HERE = {None, "", "localhost", b"localhost", b""}
CALLS = {"socket.connect", "socket.sendto"}
LOOKUPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}


class ReachedOut(AssertionError):
    """Not an OSError: code that forgives a failed connection must not forgive this."""


def forbid_network() -> None:
    """Refuse it in this process from now on; an audit hook cannot be taken back."""
    sys.addaudithook(_refuse)


def _refuse(event: str, args: tuple[Any, ...]) -> None:
    if event in LOOKUPS and not _here(args[0]):
        raise ReachedOut(f"A test looked up {args[0]!r}.")
    if event in CALLS and isinstance(args[1], tuple) and not _here(args[1][0]):
        raise ReachedOut(f"A test called {args[1]!r}.")


def _here(host: str | bytes | None) -> bool:
    if host in HERE:
        return True
    try:
        return ip_address(host.decode() if isinstance(host, bytes) else host).is_loopback
    except ValueError:
        return False
