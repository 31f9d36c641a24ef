"""What tests read on pages, and in mails."""

import html
import re
from base64 import b32decode
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.test import Client
from django.utils import timezone

from kithway.people.models import Message
from kithway.people.telling.outbox import opened

MAIL = "ana@example.org"
# As a page shows it, once.
CODE = re.compile(r'<bdi dir="ltr">([0-9A-Z]{4}(?:-[0-9A-Z]{4})+)</bdi>')
OPTIONS = re.compile(r'data-options="([^"]*)"')
TICKET = re.compile(r'name="ticket" value="([^"]+)"')
LETTERS = re.compile(r'<p class="code"><bdi dir="ltr">((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})</bdi>')


def options(client: Client, path: str) -> str:
    (found,) = OPTIONS.findall(client.get(path).content.decode())
    return html.unescape(found)


def ticket(page: str) -> str:
    (found,) = TICKET.findall(page)
    return found


def code_now(letters: str, steps: int = 0) -> str:
    """What the app shows; `steps` half minutes from now."""
    return code_at(letters, timezone.now() + timedelta(seconds=30 * steps))


def code_at(letters: str, moment: datetime) -> str:
    totp = TOTP(b32decode(letters.replace(" ", "")), 6, SHA1(), 30)
    return totp.generate(int(moment.timestamp())).decode()


def set_up_app(client: Client) -> tuple[str, list[str]]:
    """The letters that the app keeps, and the backup codes."""
    page = client.get("/mine/settings/code-app/").content.decode()
    (letters,) = LETTERS.findall(page)
    done = client.post("/mine/settings/code-app/", {"code": code_now(letters)}).content.decode()
    return letters, CODE.findall(done)


def link() -> str:
    """What the last mail leads to; nothing else stands in it."""
    said = opened(Message.objects.latest("made_at", "pk"))
    assert (said.to, said.subject) == (MAIL, "You have a message")
    found = re.fullmatch(r"http://127\.0\.0\.1:8000(/\S+)", said.body)
    assert found is not None
    Message.objects.all().delete()
    return found[1]
