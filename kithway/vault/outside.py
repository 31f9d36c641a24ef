"""Connections to hosts outside, so that an address cannot be turned against us; framework-free.

A name is looked up once, every address that it has must be a public one, and the connection goes to
that very address: a second look-up could answer differently.
"""

import ipaddress
import socket
import ssl
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import SplitResult

if TYPE_CHECKING:
    from urllib3.connection import HTTPConnection

NAT64 = ipaddress.ip_network("64:ff9b::/96")
Resolver = Callable[[str, int], list[str]]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def resolved(host: str, port: int) -> list[str]:
    """Every address of a host, as the system's own look-up gives them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(text: str) -> bool:
    """Whether an address is one that anybody on the Internet could reach."""
    try:
        address = _embedded(ipaddress.ip_address(text.partition("%")[0]))
    except ValueError:
        return False
    special = (
        address.is_private or address.is_loopback or address.is_link_local
        or address.is_multicast or address.is_reserved or address.is_unspecified
        or getattr(address, "is_site_local", False) or "%" in text
    )  # fmt: skip
    return address.is_global and not special


def _embedded(address: Address) -> Address:
    """The IPv4 address inside an IPv6 one that only carries it; Teredo's is never public."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.teredo:
            return ipaddress.IPv4Address("127.0.0.1")
        if address in NAT64 or int(address) >> 32 == 0:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        return address.ipv4_mapped or address.sixtofour or address
    return address


def connection_to(
    parts: SplitResult, address: str, port: int, step_seconds: float
) -> "HTTPConnection":
    """To that very address, by the name's certificate; 12 MB that a web server need not load."""
    from urllib3.connection import HTTPConnection, HTTPSConnection

    if parts.scheme == "http":
        return HTTPConnection(address, port, timeout=step_seconds)
    return HTTPSConnection(
        address,
        port,
        timeout=step_seconds,
        server_hostname=parts.hostname,
        assert_hostname=parts.hostname,
        ssl_context=ssl.create_default_context(),
    )


def cut_off(connection: "HTTPConnection") -> None:
    """End it from another thread, however slowly the other side sends."""
    if sock := connection.sock:
        try:
            sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return
