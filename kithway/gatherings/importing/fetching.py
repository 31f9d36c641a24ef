"""The bytes of a list: a file, or an address fetched so that it cannot be turned against us.

Framework-free. A name is looked up once, every address that it has must be a public one, and the
connection goes to that very address (a second look-up could answer differently). The same holds at
each redirect. Allowed are http and https, on ports 80, 443 and those from 1024 on: the ones below
belong to mail, shells and the like.
"""

import ipaddress
import re
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from kithway.gatherings.importing.problems import ListRefused, NotPublic
from kithway.vault.outside import Resolver, connection_to, cut_off, is_public, resolved

MOST_BYTES = 50 * 2**20
MOST_RATIO = 200
MOST_REDIRECTS = 5
STEP_SECONDS = 20.0
ALL_SECONDS = 120.0
PORTS = {"http": 80, "https": 443}
HEADERS = {
    "User-Agent": "Kithway (bringing in a list of gatherings)",
    "Accept": "text/calendar, application/json, text/csv, */*;q=0.5",
    "Accept-Encoding": "gzip",
}


def is_url(source: str) -> bool:
    return bool(re.match(r"[a-z][a-z0-9+.-]*://", source, re.IGNORECASE))


def bytes_of(source: str) -> bytes:
    """The content of a file or an address. Raises ListRefused."""
    return Fetcher().get(source) if is_url(source) else _file(Path(source))


def host_shown(source: str) -> str:
    """An address as anyone may see it: its path may hold a secret, as a private calendar's does."""
    if not is_url(source):
        return source
    try:
        return f"{urlsplit(source).hostname or ''}/…"
    except ValueError:
        return "…"


def list_name(source: str) -> str:
    """What the list is called: its address, or the file's name without folder, date and count.

    `meetings_2021-10-10.json` and `meetings (2).json` are issues of one list, `meetings`.
    """
    if is_url(source):
        return source[:500]
    stem = Path(source).stem
    bare = re.sub(
        r"[\s_.(-]*(?:(?<!\d)\d{4}(?:[-_.]?\d{2}){0,2}|\(\d+\)|(?<!\d)\d{1,2})\)?$", "", stem
    )
    return (bare or stem)[:500]


def _file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as fault:
        raise ListRefused(f"{path} cannot be read: {fault.strerror}.") from None
    if len(data) > MOST_BYTES:
        raise ListRefused("The list is larger than 50 MB.")
    return data


@dataclass(frozen=True, slots=True)
class Known:
    """What the server said of the last good answer, to ask only for what is newer."""

    etag: str = ""
    last_modified: str = ""

    def asked(self) -> dict[str, str]:
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True, slots=True)
class Fetched:
    """`content` is None where the server says that nothing is new."""

    content: bytes | None
    known: Known


class NotFetched(ListRefused):
    """The address gave no list. `again_after`: seconds that the server asks us to wait, or None."""

    def __init__(self, reason: str, again_after: float | None = None) -> None:
        super().__init__(reason)
        self.again_after = again_after


@dataclass(frozen=True, slots=True)
class _Answer:
    content: bytes | None = None
    onward: str = ""
    known: Known = Known()


def _literal(host: str) -> str:
    """The address that a host is written as, in any of the ways that systems read one; or ''."""
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    if not re.fullmatch(r"[0-9a-fx.]+", host):
        return ""
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return ""


@dataclass(frozen=True, slots=True)
class Fetcher:
    """`resolve` and `loopback` (allow it) are for tests, which have no other host to ask."""

    resolve: Resolver = resolved
    loopback: bool = False

    def get(self, url: str) -> bytes:
        """The content at `url`, at most 50 MB unpacked. Raises ListRefused."""
        return self.fetch(url, Known()).content or b""

    def fetch(self, url: str, known: Known) -> Fetched:
        """The content at `url`, or none where it is as it was. Raises ListRefused, NotFetched."""
        until = time.monotonic() + ALL_SECONDS
        seen_secure = False
        for _ in range(MOST_REDIRECTS + 1):
            parts, port = _parts(url)
            if seen_secure and parts.scheme == "http":
                raise ListRefused("The address leads from https to http, which is not followed.")
            seen_secure = parts.scheme == "https"
            answer = self._once(parts, port, until, known)
            if not answer.onward:
                return Fetched(answer.content, answer.known)
            url = urljoin(url, answer.onward)
        raise ListRefused(f"The address leads on more than {MOST_REDIRECTS} times.")

    def check(self, url: str) -> None:
        """Raises ListRefused where this address, as it is written, would never be fetched.

        Nothing is looked up: a page must not wait for it. What a name stands for is looked at each
        time that it is fetched.
        """
        parts, port = _parts(url)
        host = parts.hostname or ""
        if literal := _literal(host):
            replace(self, resolve=lambda *_: [literal])._address(host, port)
        elif "." not in host.strip(".") or host.endswith((".localhost", ".local", ".internal")):
            raise NotPublic(f"{host} is not a public address, so it is not fetched.")

    def _once(self, parts: SplitResult, port: int, until: float, known: Known) -> _Answer:
        address = self._address(parts.hostname or "", port)
        connection = connection_to(parts, address, port, STEP_SECONDS)
        # A server may send a byte now and then for ever; each one alone is in time.
        watch = threading.Timer(max(0.0, until - time.monotonic()), cut_off, [connection])
        watch.daemon = True
        watch.start()
        from urllib3.exceptions import HTTPError

        try:
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request(
                "GET",
                path,
                headers=HEADERS | known.asked() | {"Host": parts.netloc},
                preload_content=False,
                decode_content=False,
            )
            return _answered(connection.getresponse(), until, known)
        except (HTTPError, HTTPException, OSError, ValueError, zlib.error) as fault:
            raise NotFetched(
                f"The list could not be fetched from {parts.hostname} ({type(fault).__name__})."
            ) from None
        finally:
            watch.cancel()
            connection.close()

    def _address(self, host: str, port: int) -> str:
        try:
            found = self.resolve(host, port)
        except (OSError, UnicodeError):
            raise ListRefused(f"There is no host {host}. Copy the link once more.") from None
        allowed = [text for text in found if is_public(text) or self._is_own(text)]
        if not found or len(allowed) < len(found):
            raise NotPublic(f"{host} is not a public address, so it is not fetched.")
        return allowed[0]

    def _is_own(self, text: str) -> bool:
        return self.loopback and ipaddress.ip_address(text).is_loopback


def _parts(url: str) -> tuple[SplitResult, int]:
    """The parts of an address and its port; raises ListRefused where it is not plain."""
    if re.search(r"[\x00-\x20\x7f\\]", url) or not url.isascii():
        raise ListRefused("The address holds a character that no address has.")
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        raise ListRefused("That is not an address that can be read.") from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise ListRefused("Only addresses that begin with http:// or https:// are fetched.")
    if "@" in parts.netloc:
        raise ListRefused("The address holds a name or password, which is not sent.")
    if port < 1024 and port not in PORTS.values():
        raise ListRefused(f"Port {port} is not one that lists are fetched from.")
    return parts, port


def _answered(response: Any, until: float, known: Known) -> _Answer:
    headers = response.headers
    if response.status in {301, 302, 303, 307, 308} and headers.get("Location"):
        return _Answer(onward=headers["Location"])
    if response.status == 304 and known.asked():
        return _Answer(known=known)
    if response.status != 200:
        reason = f"The address answers {response.status}, not with a list."
        if response.status in {401, 403}:
            reason = (
                f"The address answers {response.status}: it is not shared with people who have the "
                "link. Share the calendar, or use its private link."
            )
        elif response.status in {404, 410}:
            reason = (
                f"The address answers {response.status}: there is no list any more, or it is not "
                "shared. Copy the link once more."
            )
        raise NotFetched(reason, _seconds(headers))
    newly = Known(headers.get("ETag", "")[:200], headers.get("Last-Modified", "")[:60])
    return _Answer(_unpacked(response, until), known=newly)


def _seconds(headers: Any) -> float | None:
    """Of a Retry-After: seconds, or a day and time, counted from the server's own."""
    value = headers.get("Retry-After", "").strip()
    if value.isdigit():
        return float(value[:9])
    try:
        later, now = (parsedate_to_datetime(text) for text in (value, headers.get("Date", "")))
        return max(0.0, (later - now).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None


def _unpacked(response: Any, until: float) -> bytes:
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in {"", "identity", "gzip", "x-gzip"}:
        raise ListRefused(f"The list comes packed in a way that was not asked for ({encoding}).")
    content = bytearray()
    unpack = zlib.decompressobj(31) if "gzip" in encoding else None
    packed = 0
    for block in _blocks(response, until):
        packed += len(block)
        content += unpack.decompress(block, MOST_BYTES + 1 - len(content)) if unpack else block
        if len(content) > MOST_BYTES:
            raise ListRefused("The list is larger than 50 MB.")
        if unpack and len(content) > max(2**20, MOST_RATIO * packed):
            raise ListRefused("The list is packed too tightly to be one.")
        if unpack and unpack.unconsumed_tail:
            raise ListRefused("The list is larger than 50 MB.")
    if unpack and not unpack.eof:
        raise ListRefused("The list broke off before its end.")
    return bytes(content)


def _blocks(response: Any, until: float) -> Iterator[bytes]:
    while block := response.read1(2**16):
        yield block
        if time.monotonic() > until:
            raise ListRefused("The list took too long to come.")
