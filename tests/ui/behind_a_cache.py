"""An app that counts how often it is asked, behind its cache, by a clock that we turn."""

from collections.abc import Iterable
from typing import Any

from kithway.ui.pagecache import PageCache

PUBLIC = ("Cache-Control", "public, max-age=60")
HTML = ("Content-Type", "text/html; charset=utf-8")
LONG = b"<p>Somebody meets you at the door.</p>" * 40


class App:
    """Answers everything alike, and remembers how it was asked."""

    def __init__(
        self, *headers: tuple[str, str], body: bytes = LONG, status: str = "200 OK"
    ) -> None:
        self.headers, self.body, self.status = list(headers or (HTML, PUBLIC)), body, status
        self.asked: list[dict[str, Any]] = []
        self.closed = 0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.asked.append(environ)
        start_response(self.status, list(self.headers))
        return Body([self.body[:10], self.body[10:]], self)


class Body(list):
    def __init__(self, parts: list[bytes], app: App) -> None:
        super().__init__(parts)
        self.app = app

    def close(self) -> None:
        self.app.closed += 1


class Site:
    """An app behind its cache; `now` is the time in seconds."""

    def __init__(self, app: Any, **options: Any) -> None:
        self.app, self.now = app, 1000.0
        self.cache = PageCache(app, clock=lambda: self.now, **options)

    def ask(self, path: str = "/", method: str = "GET", **given: str) -> tuple[str, dict, bytes]:
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "HTTP_HOST": "localhost",
            "wsgi.url_scheme": "http",
            **given,
        }
        said: list[Any] = []
        parts = self.cache(environ, lambda *words: said.append(words))
        body = b"".join(parts)
        if close := getattr(parts, "close", None):
            close()
        (status, headers), *_ = said
        assert len({name.lower() for name, _ in headers}) == len(headers)
        return status, dict(headers), body
