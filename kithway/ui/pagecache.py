"""Keeps public pages for a minute, in front of everything: a WSGI layer, framework-free.

A page is kept only where its own headers say `public`, so a page that anyone must not see is never
here; nor is one that was made for a request with a cookie. What somebody searched for is part of a
key in memory for that minute, and stands nowhere else.
"""

import gzip
import hashlib
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]
App = Callable[[Environ, StartResponse], Iterable[bytes]]
Key = tuple[str, str, str, str, bool]
Answer = tuple[str, Headers, Iterable[bytes]]

MOST_BYTES = 16_000_000
LONGEST_QUERY = 600
# What a page weighs besides its body: its names, its headers and the places it is kept in.
OVERHEAD = 1000
GZIP = re.compile(r"(?:^|[\s,])gzip\s*(?:;\s*q=(?P<q>[\d.]+))?\s*(?:,|$)", re.IGNORECASE)
OPAQUE = re.compile(r'"[^"]*"')
MAX_AGE = re.compile(r"(?:^|[\s,])max-age=(\d+)")
COMPRESSED = ("text/", "application/json", "application/manifest+json", "image/svg+xml")
# A level past this costs the first reader more time than it saves the line.
LEVEL = 5


@dataclass(frozen=True, slots=True)
class Kept:
    """One page as it goes out. `made`, `until`: seconds of a clock that never goes back."""

    status: str
    headers: Headers
    body: bytes
    etag: str
    made: float
    until: float


class PageCache:
    """Answers from memory what it has answered before, and 304 to who has it already."""

    def __init__(
        self,
        app: App,
        *,
        leave_alone: tuple[str, ...] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`leave_alone`: how paths begin that somebody else keeps, such as files."""
        self._app = app
        self._leave_alone = leave_alone
        self._clock = clock
        self._pages: OrderedDict[Key, Kept] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        key = _key(environ)
        if key is None or key[2].startswith(self._leave_alone or "\0"):
            return self._app(environ, start_response)
        page: Kept | Answer | None = self._held(key)
        if page is None and "HTTP_COOKIE" in environ:
            return self._app(environ, start_response)
        page = page or self._made(key, environ)
        if isinstance(page, Kept):
            return self._send(page, environ, start_response)
        status, headers, body = page
        start_response(status, headers)
        return body

    def _held(self, key: Key) -> Kept | None:
        with self._lock:
            page = self._pages.get(key)
            if page is None or page.until <= self._clock():
                return None
            self._pages.move_to_end(key)
            return page

    def _made(self, key: Key, environ: Environ) -> Kept | Answer:
        answer: list[Any] = []

        def start_response(status: str, headers: Headers, exc_info: Any = None) -> None:
            answer[:] = [status, headers]

        # Asked for in full, so that a page made for HEAD or for somebody's 304 serves all.
        asked = {name: value for name, value in environ.items() if name not in CONDITIONS}
        parts = self._app({**asked, "REQUEST_METHOD": "GET"}, start_response)
        status, headers = answer
        seconds = _lifetime(status, headers)
        if not seconds:
            if environ["REQUEST_METHOD"] == "HEAD":
                _close(parts)
                return status, headers, []
            return status, headers, parts
        try:
            body = b"".join(parts)
        finally:
            _close(parts)
        page = self._page(status, headers, body, compress=key[-1], seconds=seconds)
        self._keep(key, page)
        return page

    def _page(
        self, status: str, headers: Headers, body: bytes, *, compress: bool, seconds: int
    ) -> Kept:
        etag = hashlib.blake2b(body, digest_size=12).hexdigest()
        kept = [(name, value) for name, value in headers if name.lower() not in REPLACED]
        if compress and _compressible(headers) and len(body) > 500:
            body = gzip.compress(body, LEVEL, mtime=0)
            kept.append(("Content-Encoding", "gzip"))
        etag = f'W/"{etag}"'
        kept += [
            ("Content-Length", str(len(body))), ("ETag", etag), ("Vary", "Accept-Encoding"),
        ]  # fmt: skip
        made = self._clock()
        return Kept(status, kept, body, etag, made, made + seconds)

    def _keep(self, key: Key, page: Kept) -> None:
        if _weight(key, page) > MOST_BYTES:
            return
        with self._lock:
            if old := self._pages.pop(key, None):
                self._bytes -= _weight(key, old)
            self._pages[key] = page
            self._bytes += _weight(key, page)
            while self._bytes > MOST_BYTES:
                self._bytes -= _weight(*self._pages.popitem(last=False))

    def _send(self, page: Kept, environ: Environ, start_response: StartResponse) -> list[bytes]:
        # Who keeps it further counts on from here, so that nothing is shown for two minutes.
        headers = [*page.headers, ("Age", str(int(self._clock() - page.made)))]
        if _has(environ.get("HTTP_IF_NONE_MATCH", ""), page.etag):
            without = [header for header in headers if header[0].lower() not in OF_A_BODY]
            start_response("304 Not Modified", without)
            return []
        start_response(page.status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [page.body]


CONDITIONS = frozenset({"HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE"})
REPLACED = frozenset({"content-length", "etag", "vary", "last-modified"})
OF_A_BODY = frozenset({"content-length", "content-encoding", "content-type"})


def _key(environ: Environ) -> Key | None:
    query = environ.get("QUERY_STRING", "")
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or len(query) > LONGEST_QUERY:
        return None
    accepted = GZIP.search(environ.get("HTTP_ACCEPT_ENCODING", ""))
    # `gzip;q=0` is how somebody says: anything but gzip.
    zipped = accepted is not None and (accepted["q"] or "1").strip("0.") != ""
    scheme = environ.get("HTTP_X_FORWARDED_PROTO") or environ.get("wsgi.url_scheme", "")
    return scheme, environ.get("HTTP_HOST", ""), environ.get("PATH_INFO", ""), query, zipped


def _lifetime(status: str, headers: Headers) -> int:
    """Seconds that a page may be kept; 0 for one that is not for everybody, or not whole."""
    named = {name.lower() for name, _ in headers}
    said = [value.lower() for name, value in headers if name.lower() == "cache-control"]
    control = ", ".join(said)
    if not status.startswith("200") or "public" not in control or "set-cookie" in named:
        return 0
    # Where two layers disagree, the one that keeps a page back is right.
    if any(word in control for word in ("private", "no-store", "no-cache")):
        return 0
    # What is already encoded, or a picture or script with a life of a year, others keep.
    if "content-encoding" in named or "immutable" in control:
        return 0
    found = MAX_AGE.search(control)
    return int(found[1]) if found and int(found[1]) <= 3600 else 0


def _weight(key: Key, page: Kept) -> int:
    return len(page.body) + sum(map(len, key[:4])) + OVERHEAD


def _has(given: str, etag: str) -> bool:
    """Whether an If-None-Match names this page; weakly, as for a page it must (RFC 9110, 13.1.2):
    a proxy may have made the mark strong."""
    return given.strip() == "*" or etag.removeprefix("W/") in OPAQUE.findall(given)


def _compressible(headers: Headers) -> bool:
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    return kind.startswith(COMPRESSED)


def _close(parts: Iterable[bytes]) -> None:
    if close := getattr(parts, "close", None):
        close()
