import logging
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from kithway.people.mail_server import MailServer, read_mail_url
from kithway.people.models import Message, Person
from kithway.people.telling import send_due, tell, words
from tests.certificate import make_certificate
from tests.house.files import ROOT
from tests.mail_server import NAME, PASSWORD, Post, post_office

TO = "ana@letters.example"
# What would tell whoever sees an envelope what kind of place it comes from, beside our own words.
TELLING = """
recover peer mental health illness psych addict alcohol drug substance sober sobriety clean
rehab therap treatment clinic crisis suicid trauma support group meeting gathering community
member workshop wellness step anonymous healing respite warmline plan kithway kith
""".split()


@pytest.fixture
def ana_is_told(ana: Person) -> Message:
    return tell(owner=ana.pk, person=ana, channel="mail", to=TO, body="Tomorrow", about="seat:1")


# Heads of the tables, and the one word of ours that anybody's mail has.
NEUTRAL = {"word", "what", "message"}


def ours() -> set[str]:
    """Every thing that docs/words.md names."""
    rows = re.findall(r"^\| ([^|`]+) \|", (ROOT / "docs" / "words.md").read_text(), re.MULTILINE)
    named = {word.strip().lower() for row in rows for word in re.split(r"[,;/]", row)}
    return {word for word in named if re.fullmatch(r"[a-z]{4,}", word)} - NEUTRAL


@pytest.mark.parametrize("language", ["en", "es", "fr", "zh-hans"])
def test_headers_say_nothing(ana: Person, post: Post, language: str) -> None:
    with words.said_in(language):
        subject = words.neutral_subject()
        body = words.reminder(when="18:00", link="https://x.example/1/")
        tell(owner=ana.pk, person=ana, channel="mail", to=TO, body=body, about="seat:1")
    assert send_due() == 1
    (mail,) = post.mails()
    names = "From To Subject Date Message-ID Auto-Submitted Content-Type MIME-Version"
    assert sorted({*mail.keys()} - {"Content-Transfer-Encoding"}) == sorted(names.split())
    assert str(mail["Subject"]) == subject
    seen = " ".join([*map(str, mail.values()), *post.hello]).lower()
    assert [word for word in TELLING if word in seen] == []
    letters = set(re.findall(r"[a-z]+", seen))
    assert letters & ours() == set()


def test_the_list_of_words_is_read() -> None:
    assert {"gathering", "facilitator", "community", "steward"} <= ours()


def test_the_same_message_has_the_same_id(ana_is_told: Message, post: Post) -> None:
    """So that a mail program shows one, where a worker was killed and it went out twice."""
    from kithway.people.telling.mail import written
    from kithway.people.telling.outbox import opened

    found = opened(ana_is_told)
    first, again = (written(found, key=str(ana_is_told.pk))["Message-ID"] for _ in range(2))
    assert first == again
    assert re.fullmatch(r"<[0-9a-f]{32}@notes\.example>", first)
    assert written(found, key="another")["Message-ID"] != first
    assert str(ana_is_told.pk) not in first


def test_without_a_sender_it_comes_from_our_own_host(settings: Any) -> None:
    from kithway.people.telling.mail import sender

    settings.MAIL_FROM, settings.SITE_URL = "", "https://valley.example"
    assert sender() == "messages@valley.example"
    settings.MAIL_FROM = "Notes <post@notes.example>"
    assert sender() == "Notes <post@notes.example>"


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One that this machine trusts for the test."""
    path = make_certificate(tmp_path / "certificate.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    return path


def url(post: Post, *, scheme: str = "smtp", end: str = "?tls=1") -> str:
    return f"{scheme}://{NAME}:{quote(PASSWORD)}@127.0.0.1:{post.port}{end}"


def test_encrypted_after_a_hello(ana_is_told: Message, certificate: Path, settings: Any) -> None:
    with post_office(certificate=certificate) as post:
        settings.MAIL_URL = url(post)
        assert send_due() == 1
        assert [mail["To"] for mail in post.mails()] == [TO]


def test_encrypted_at_once(ana_is_told: Message, certificate: Path, settings: Any) -> None:
    with post_office(certificate=certificate, at_once=True) as post:
        settings.MAIL_URL = url(post, scheme="smtps", end="")
        assert send_due() == 1


def test_a_server_that_does_not_encrypt_gets_nothing(ana_is_told: Message, settings: Any) -> None:
    with post_office() as post:
        settings.MAIL_URL = url(post)
        assert send_due() == 0
        assert post.got == []
    ana_is_told.refresh_from_db()
    assert (ana_is_told.attempts, ana_is_told.given_up_at) == (1, None)


def test_a_server_that_nobody_vouches_for_gets_nothing(
    ana_is_told: Message, tmp_path: Path, settings: Any
) -> None:
    with post_office(certificate=make_certificate(tmp_path / "unknown.pem")) as post:
        settings.MAIL_URL = url(post)
        assert send_due() == 0
        assert post.got == []


def test_a_server_with_anothers_name_gets_nothing(
    ana_is_told: Message, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_certificate(tmp_path / "other.pem", host="mail.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(other))
    with post_office(certificate=other) as post:
        settings.MAIL_URL = url(post)
        assert send_due() == 0
        assert post.got == []


def test_a_wrong_password_is_tried_again(
    ana_is_told: Message, certificate: Path, settings: Any
) -> None:
    with post_office(certificate=certificate) as post:
        settings.MAIL_URL = f"smtp://{NAME}:wrong@127.0.0.1:{post.port}?tls=1"
        assert send_due() == 0
    ana_is_told.refresh_from_db()
    assert (ana_is_told.attempts, ana_is_told.given_up_at) == (1, None)


def test_what_goes_wrong_is_logged_without_a_word(
    ana_is_told: Message, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    post.refuse[TO] = f"550 <{TO}> is not here"
    send_due()
    assert caplog.messages == [f"not sent: mail {ana_is_told.pk} recipient refused"]
    assert {record.levelno for record in caplog.records} == {logging.WARNING}


@pytest.mark.parametrize(
    ("text", "server"),
    [
        ("", None),
        ("smtp://mail.example", MailServer("mail.example", 25)),
        ("smtp://mail.example:587?tls=1", MailServer("mail.example", 587, tls=True)),
        (
            "smtps://a%40b:p%2Fw@mail.example",
            MailServer("mail.example", 465, "a@b", "p/w", at_once=True),
        ),
    ],
)
def test_reads_where_mail_goes(text: str, server: MailServer | None) -> None:
    assert read_mail_url(text) == server


@pytest.mark.parametrize(
    "text",
    [
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://mail.example:port",
        "smtp://mail.example/x",
        "smtp://name:secret@mail.example:587",
    ],
)
def test_refuses_what_cannot_be_meant(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from kithway.config import env

    with pytest.raises(ValueError, match="smtps://"):
        read_mail_url(text)
    monkeypatch.setenv("KITHWAY_MAIL_URL", text)
    with pytest.raises(SystemExit, match="KITHWAY_MAIL_URL: "):
        env.mail_url("KITHWAY_MAIL_URL")
