"""Lists from addresses: only from public ones, pinned, and never too much."""

import gzip
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kithway.gatherings.importing import fetching
from kithway.gatherings.importing.fetching import Fetcher, bytes_of, is_public, list_name
from kithway.gatherings.importing.problems import ListRefused

BODY = b'[{"name": "Circle"}]'


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        name, _, rest = self.path.lstrip("/").partition("/")
        if name == "to":
            self._answer(302, b"", Location=rest.replace("|", "/"))
        elif name == "round":
            self._answer(302, b"", Location="/round")
        elif name == "zip":
            self._answer(200, gzip.compress(BODY), **{"Content-Encoding": "gzip"})
        elif name == "bomb":
            packed = gzip.compress(b"\0" * 30_000_000)
            self._answer(200, packed, **{"Content-Encoding": "gzip"})
        elif name == "torn":
            self._answer(200, gzip.compress(BODY * 50)[:-12], **{"Content-Encoding": "gzip"})
        elif name == "missing":
            self._answer(404, b"")
        else:
            self.server.hosts.append(self.headers["Host"])  # type: ignore[attr-defined]
            self._answer(200, BODY)

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    server.hosts = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def here(host: str, port: int) -> list[str]:
    """As the system reads addresses; names all mean this machine."""
    try:
        return [socket.inet_ntoa(socket.inet_aton(host))]
    except OSError:
        return [host if ":" in host else "127.0.0.1"]


def get(server: ThreadingHTTPServer, path: str, host: str = "lists.example") -> bytes:
    fetcher = Fetcher(resolve=here, loopback=True)
    return fetcher.get(f"http://{host}:{server.server_port}/{path}")


def test_the_connection_goes_to_the_address_and_asks_for_the_name(
    server: ThreadingHTTPServer,
) -> None:
    assert get(server, "list.json") == BODY
    assert server.hosts[-1] == f"lists.example:{server.server_port}"  # type: ignore[attr-defined]


def test_packed_answers_and_redirects(server: ThreadingHTTPServer) -> None:
    assert get(server, "zip") == BODY
    assert get(server, "to//zip") == BODY


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("bomb", "packed too tightly"), ("torn", "broke off"), ("missing", "answers 404"),
        ("round", "leads on more than 5"), ("to/file:||etc|passwd", "http:// or https://"),
        ("to/http:||10.0.0.1|x", "not a public address"),
        ("to/http:||169.254.169.254|latest", "not a public address"),
        ("to/http:||[::ffff:10.0.0.1]|", "not a public address"),
        ("to/http:||me:pw@lists.example|", "name or password"),
    ],
)  # fmt: skip
def test_what_is_not_followed_or_taken(server: ThreadingHTTPServer, path: str, why: str) -> None:
    with pytest.raises(ListRefused, match=why):
        get(server, path)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://2130706433/", "http://0177.0.0.1/", "http://0x7f.1/",
        "http://127.1/", "http://0.0.0.0/", "http://0/", "http://[::1]/", "http://[::]/",
        "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/", "http://[fe80::1]/", "http://[fd00::1]/", "http://[ff02::1]/",
        "http://10.1.2.3/", "http://172.16.0.1/", "http://192.168.1.1/", "http://100.64.0.1/",
        "http://169.254.169.254/latest/meta-data/", "http://224.0.0.1/", "http://255.255.255.255/",
        "http://localhost/", "http://192.0.2.1/", "http://198.18.0.1/", "http://[fec0::1]/",
    ],
)  # fmt: skip
def test_no_address_inside_is_fetched(url: str) -> None:
    with pytest.raises(ListRefused, match="not a public address"):
        Fetcher(resolve=here).get(url)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://lists.example/x", "file:///etc/passwd", "http:///x", "http://a.example:22/",
        "http://lists.example@127.0.0.1/", "http://127.0.0.1\\@lists.example/",
        "http://lists.example/\r\nX: y", "http://lists.example:99999/", "http://[::1/",
        "gopher://lists.example/", "http://lists.éxample/",
    ],
)  # fmt: skip
def test_addresses_that_are_not_plain(url: str) -> None:
    with pytest.raises(ListRefused):
        Fetcher(resolve=lambda host, port: pytest.fail("was looked up")).get(url)


def test_a_name_is_looked_up_once(server: ThreadingHTTPServer) -> None:
    """A resolver that answers with an inner address the second time is never asked again."""
    answers = iter([["127.0.0.1"]])
    fetcher = Fetcher(resolve=lambda host, port: next(answers), loopback=True)
    assert fetcher.get(f"http://lists.example:{server.server_port}/list") == BODY
    with pytest.raises(StopIteration):
        next(answers)


def test_a_name_with_one_inner_address_among_public_ones_is_refused() -> None:
    with pytest.raises(ListRefused, match="not a public address"):
        Fetcher(resolve=lambda host, port: ["93.184.216.34", "10.0.0.1"]).get("http://a.example/")


def test_https_does_not_lead_to_http(monkeypatch: pytest.MonkeyPatch) -> None:
    onward = fetching._Answer(onward="http://lists.example/")
    monkeypatch.setattr(Fetcher, "_once", lambda *args: onward)
    with pytest.raises(ListRefused, match="from https to http"):
        Fetcher(resolve=here, loopback=True).get("https://lists.example/")


def test_more_than_fifty_megabytes(
    server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fetching, "MOST_BYTES", 10)
    with pytest.raises(ListRefused, match="larger than"):
        get(server, "list.json")
    (tmp_path / "list.json").write_bytes(BODY)
    with pytest.raises(ListRefused, match="larger than"):
        bytes_of(str(tmp_path / "list.json"))


def test_a_server_that_trickles_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "ALL_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(ListRefused, match="could not be fetched"):
            Fetcher(resolve=here, loopback=True).get(f"http://lists.example:{port}/")


def test_public_addresses() -> None:
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1:248:1893:25c8:1946")
    assert not is_public("fe80::1%eth0")
    assert not is_public("nonsense")


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("/tmp/meetings_2021-10-10.json", "meetings"), ("meetings (2).csv", "meetings"),
        ("times_2024.json", "times"), ("x-20240102.json", "x"), ("list.xlsx", "list"),
        ("2024.csv", "2024"), ("https://a.example/x?y=1", "https://a.example/x?y=1"),
    ],
)  # fmt: skip
def test_what_a_list_is_called(source: str, name: str) -> None:
    assert list_name(source) == name


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(ListRefused, match="No such file"):
        bytes_of("/nowhere/list.json")
