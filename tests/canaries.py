"""Phrases that are put in where people write what is theirs, and that must then be nowhere.

    def test_my_flow(canaries):
        keep_a_place(needs=canaries.phrase(), contact=canaries.mail())

When the test ends, `canaries` looks in both databases, in what was logged, and in the headers of
what was mailed. A flow that stands in `tests/canary_flows.py` is also run on real files, where the
write-ahead logs and all that was left beside them are read too.
"""

import json
import os
import random
import string
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client

from tests.mail_server import Post, post_office

Sink = dict[str, bytes]


class Canaries:
    """`client`: signed out. `post`: the mail that went out, where a server was given."""

    def __init__(self, client: Client, post: Post | None = None) -> None:
        self.client = client
        self.post = post
        self.phrases: list[str] = []

    def phrase(self) -> str:
        """Letters alone, so that no encoding of addresses or JSON hides it."""
        word = "".join(random.choices(string.ascii_lowercase, k=24))
        self.phrases.append(word)
        return word

    def mail(self) -> str:
        return f"{self.phrase()}@letters.example"


def seen_in(phrases: list[str], sinks: Sink) -> list[str]:
    """Where each phrase was found, in any way that bytes are written."""
    return [
        f"{phrase} in {name}"
        for name, data in sinks.items()
        for phrase in phrases
        if any(form in data.lower() for form in forms_of(phrase))
    ]


def forms_of(phrase: str) -> list[bytes]:
    plain = phrase.encode()
    # Base64 reads differently after one byte and after two; its ends depend on what is beside.
    shifted = [b64encode(b"\0" * shift + plain)[4:-4].lower() for shift in range(3)]
    return [plain, plain.hex().encode(), phrase.encode("utf-16-le"), *shifted]


def databases() -> Sink:
    """All that stands in both, as bytes: whole pages on SQLite, whole rows on PostgreSQL."""
    return {alias: _database(alias) for alias in ("default", "keys")}


def _database(alias: str) -> bytes:
    connection = connections[alias]
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        return connection.connection.serialize()
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            rows += [row[0] for row in cursor.fetchall()]
        return "\n".join(rows).encode()


def headers(post: Post) -> Sink:
    """Whom a mail is to is in its head by nature; nothing else is."""
    return {
        f"mail {number}": "\n".join(f"{k}: {v}" for k, v in mail.items() if k != "To").encode()
        for number, mail in enumerate(post.mails())
    }


def files(folder: Path) -> Sink:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def logged(caplog: pytest.LogCaptureFixture) -> bytes:
    """What we logged before and in the test: `caplog.text` has only what came after. The mail
    server of tests says whom a mail is to, and is not ours."""
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    ours = [caplog.handler.format(each) for each in records if each.name != "mail.log"]
    return "\n".join(ours).encode()


@pytest.fixture
def canaries(db: None, settings, caplog: pytest.LogCaptureFixture) -> Iterator[Canaries]:
    """An installation that sends mail; looked through when the test is over."""
    caplog.set_level("INFO")
    with post_office() as post:
        settings.MAIL_URL, settings.MAIL_FROM = post.url, "hello@notes.example"
        world = Canaries(Client(), post)
        yield world
        assert world.phrases, "no phrase was put in anywhere"
        log = {"the log": logged(caplog)}
        assert seen_in(world.phrases, {**databases(), **headers(post), **log}) == []


def main(flows: list[Callable[[Canaries], None]]) -> None:
    """Run the flows here, in a process with files of its own, and say what was put in."""
    from tests.region import set_up_for_flows

    set_up_for_flows()
    world = Canaries(Client())
    for flow in flows:
        flow(world)
        world.client.cookies.clear()
    sys.stdout.write(json.dumps(world.phrases))
    sys.stdout.flush()
    # As if killed: nothing is closed, so that the write-ahead logs stay for who looks.
    os._exit(0)
