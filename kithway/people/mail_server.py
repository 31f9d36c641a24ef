"""Where mail is handed over: what KITHWAY_MAIL_URL says; framework-free."""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

PORTS = {"smtp": 25, "smtps": 465}
HOW = "Write it like smtp://name:password@mail.example.org:587?tls=1, or smtps://…"


@dataclass(frozen=True, slots=True)
class MailServer:
    """`at_once`: the line is encrypted from its first byte; `tls`: after STARTTLS, or not at all.

    A server that does not encrypt, though it should, is not spoken to.
    """

    host: str
    port: int
    name: str = ""
    password: str = field(default="", repr=False)
    tls: bool = False
    at_once: bool = False


def read_mail_url(url: str) -> MailServer | None:
    """None for ''. Raises ValueError with what to write instead."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        raise ValueError(HOW) from None
    if parts.scheme not in PORTS or not parts.hostname or parts.path.strip("/"):
        raise ValueError(HOW)
    asked = dict(parse_qsl(parts.query))
    server = MailServer(
        host=parts.hostname,
        port=port,
        name=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=asked.get("tls", "") in {"1", "true", "yes", "on"},
        at_once=parts.scheme == "smtps",
    )
    if server.password and not (server.tls or server.at_once):
        raise ValueError("A password is not sent in clear: add ?tls=1, or write smtps://.")
    return server
