"""A gateway for text messages: posts `{"to": number, "text": text}` as JSON to `KITHWAY_TEXT_URL`.

Over https alone, to a public address alone (`vault.outside`), and nothing it answers leads on.
"""

import json
import threading
from http.client import HTTPException
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from kithway.people.telling.gateways import NotSent
from kithway.vault.outside import connection_to, cut_off, is_public, resolved

STEP_SECONDS = 20.0
ALL_SECONDS = 60.0
# Ask again later: too slow, too many.
LATER = {408, 425, 429}


def send(number: str, text: str) -> None:
    """Raises NotSent."""
    try:
        parts = urlsplit(settings.TEXT_URL)
        port = parts.port or 443
    except ValueError:
        raise NotSent("gateway's address") from None
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc:
        raise NotSent("gateway's address")
    status = _posted(parts, port, {"to": number, "text": text})
    if not 200 <= status < 300:
        refused = 400 <= status < 500 and status not in LATER
        raise NotSent(f"gateway {status}", for_good=refused, away=not refused)


def _posted(parts: SplitResult, port: int, words: dict[str, str]) -> int:
    from urllib3.exceptions import HTTPError

    connection = connection_to(parts, _address(parts.hostname or "", port), port, STEP_SECONDS)
    watch = threading.Timer(ALL_SECONDS, cut_off, [connection])
    watch.daemon = True
    watch.start()
    headers = {"Host": parts.netloc, "Content-Type": "application/json", "User-Agent": "messages"}
    if settings.TEXT_KEY:
        headers["Authorization"] = f"Bearer {settings.TEXT_KEY}"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request(
            "POST", path, json.dumps(words).encode(), headers=headers, preload_content=False
        )
        return connection.getresponse().status
    except (HTTPError, HTTPException, OSError, ValueError) as problem:
        raise NotSent(type(problem).__name__, away=True) from None
    finally:
        watch.cancel()
        connection.close()


def _address(host: str, port: int) -> str:
    try:
        found = resolved(host, port)
    except (OSError, UnicodeError):
        raise NotSent("gateway not found", away=True) from None
    if not found or not all(map(is_public, found)):
        raise NotSent("gateway not public")
    return found[0]
