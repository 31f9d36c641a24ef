"""A server of one list on this machine, which says what it was asked."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Listed:
    """`answer` is sent; `asked`: the headers of each request."""

    url: str = ""
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def one_list() -> Iterator[Listed]:
    listed = Listed()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = {name.lower(): value for name, value in self.headers.items()}
            listed.asked.append(asked)
            etag = listed.headers.get("ETag")
            same = etag and asked.get("if-none-match") == etag
            self.send_response(304 if same else listed.status)
            for name, value in listed.headers.items():
                self.send_header(name, value)
            body = b"" if same else listed.body
            if not same:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    listed.url = f"http://127.0.0.1:{server.server_port}/private-s3cret/basic.ics"
    try:
        yield listed
    finally:
        server.shutdown()
        server.server_close()
