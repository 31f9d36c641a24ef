import json
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from kithway.people.checks import gateway_is_there
from kithway.people.models import Message, Person
from kithway.people.telling import posted, send_due, tell
from tests.certificate import make_certificate

TO, BODY = "+1 413 555 0100", "Tomorrow, 6:00 pm"
OURS = "kithway.people.telling.posted.send"


class Gateway(BaseHTTPRequestHandler):
    got: list[tuple[str, dict[str, str], Any]]
    answer: int

    def do_POST(self) -> None:
        words = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.got.append((self.path, dict(self.headers), words))
        self.send_response(self.answer)
        self.send_header("Location", "https://127.0.0.1/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture
def gateway(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> Iterator[type[Gateway]]:
    """One over https, in this machine, which for the test is a public address."""
    certificate = make_certificate(tmp_path / "certificate.pem")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setattr(posted, "is_public", lambda address: address == "127.0.0.1")
    handler = type("Handler", (Gateway,), {"got": [], "answer": 200})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    settings.TEXT_URL = f"https://127.0.0.1:{server.server_port}/send?site=1"
    settings.TEXT_GATEWAY, settings.TEXT_KEY = OURS, "a key"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield handler
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def told(ana: Person) -> Message:
    return tell(owner=ana.pk, person=ana, channel="text", to=TO, body=BODY, about="seat:1")


def tried(message: Message) -> tuple[int, bool, bool]:
    message.refresh_from_db()
    return message.attempts, message.sent_at is not None, message.given_up_at is not None


def test_posts_number_and_words(told: Message, gateway: type[Gateway]) -> None:
    assert send_due() == 1
    ((path, headers, words),) = gateway.got
    assert (path, words) == ("/send?site=1", {"to": TO, "text": BODY})
    assert headers["Authorization"] == "Bearer a key"
    assert headers["User-Agent"] == "messages"
    assert tried(told) == (1, True, False)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (400, (1, False, True)),
        (404, (1, False, True)),
        (429, (1, False, False)),
        (503, (1, False, False)),
        (302, (1, False, False)),
    ],
)
def test_what_it_answers(
    told: Message, gateway: type[Gateway], answer: int, outcome: tuple[int, bool, bool]
) -> None:
    gateway.answer = answer
    assert send_due() == 0
    assert tried(told) == outcome
    assert len(gateway.got) == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1:9/send",
        "https://localhost/send",
        "https://[::1]/send",
        "https://10.0.0.1/send",
        "http://127.0.0.1/send",
        "https://name:secret@127.0.0.1/send",
        "https:///send",
        "https://127.0.0.1:x/",
    ],
)
def test_goes_to_public_addresses_alone(told: Message, settings: Any, url: str) -> None:
    settings.TEXT_GATEWAY, settings.TEXT_URL = OURS, url
    assert send_due() == 0
    assert tried(told) == (1, False, False)


SENT: list[tuple[str, str]] = []


def a_stewards_own(number: str, text: str) -> None:
    if not SENT:
        SENT.append((number, text))
        raise RuntimeError(f"cannot reach {number}")
    SENT.append((number, text))


def test_a_function_of_the_stewards(
    told: Message, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.TEXT_GATEWAY = f"{__name__}.a_stewards_own"
    assert send_due() == 0
    assert caplog.messages == [f"not sent: text {told.pk} RuntimeError"]
    Message.objects.update(due_at=told.made_at)
    assert send_due() == 1
    assert SENT == [(TO, BODY)] * 2


def test_without_a_gateway_nothing_goes(told: Message, settings: Any) -> None:
    settings.TEXT_GATEWAY = ""
    assert send_due() == 0
    assert tried(told) == (1, False, False)


@pytest.mark.parametrize(
    ("gateway", "url", "problems"),
    [
        ("", "", []),
        (OURS, "https://text.example/send", []),
        (OURS, "http://text.example/send", ["kithway.E020"]),
        ("nowhere.send", "", ["kithway.E020"]),
        ("kithway.people.telling.posted.nothing", "", ["kithway.E020"]),
    ],
)
def test_a_gateway_that_is_not_there_is_found(
    settings: Any, gateway: str, url: str, problems: list[str]
) -> None:
    settings.TEXT_GATEWAY, settings.TEXT_URL = gateway, url
    assert [problem.id for problem in gateway_is_there(None)] == problems
