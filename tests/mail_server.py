"""A real SMTP server on this machine, that keeps what it was given as it came."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

NAME, PASSWORD = "kithway", "the mail server's own"


@dataclass
class Post:
    """`got`: each mail whole, headers and all. `refuse`: addresses, with the server's answer."""

    got: list[bytes] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)
    hello: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(mail, policy=default) for mail in self.got]

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.hello.append(session.host_name or "")
        self.got.append(envelope.original_content or b"")
        return "250 OK"


@contextmanager
def post_office(*, certificate: Path | None = None, at_once: bool = False) -> Iterator[Post]:
    """Serve until the block ends. `certificate`: PEM with its key; offers STARTTLS, or speaks
    nothing but TLS, and asks for name and password."""
    post = Post()
    context = None
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
    controller = Controller(
        post,
        hostname="127.0.0.1",
        port=_free_port(),
        server_hostname="post.test",
        ssl_context=context if at_once else None,
        tls_context=None if at_once else context,
        authenticator=_known,
        auth_required=certificate is not None,
        auth_require_tls=not at_once,
    )
    controller.start()
    try:
        post.port = controller.port
        yield post
    finally:
        controller.stop(no_assert=True)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def _known(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: LoginPassword
) -> AuthResult:
    right = (given.login, given.password) == (NAME.encode(), PASSWORD.encode())
    # Not handled: the server itself answers 535, and nobody waits for it in vain.
    return AuthResult(success=right, handled=False)
