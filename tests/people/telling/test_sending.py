from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kithway.people.models import Message, Person
from kithway.people.telling import call_back, can_mail, can_text, forget_told, send_due, tell
from kithway.people.telling.sending import LEASE, WAITS
from kithway.vault.kept import destroy_keys
from tests.mail_server import Post

TO = "ana@letters.example"
BODY = "Tomorrow, 6:00 pm"


def tell_ana(ana: Person, **other: Any) -> Message:
    given = {"channel": "mail", "to": TO, "body": BODY, "about": "seat:1"}
    return tell(owner=ana.pk, person=ana, **{**given, **other})


def test_sends_what_is_due(ana: Person, post: Post) -> None:
    message = tell_ana(ana)
    assert send_due() == 1
    (mail,) = post.mails()
    assert (mail["To"], mail["From"]) == (TO, "hello@notes.example")
    assert (mail["Subject"], mail.get_content().strip()) == ("You have a message", BODY)
    message.refresh_from_db()
    assert (message.content, message.due_at, message.leased_until) == (None, None, None)
    assert message.sent_at is not None
    assert send_due() == 0
    assert len(post.got) == 1


def test_waits_until_it_is_due(ana: Person, post: Post) -> None:
    tell_ana(ana, due_at=timezone.now() + timedelta(hours=1))
    assert send_due() == 0
    assert post.got == []


def test_what_was_called_back_is_not_sent(ana: Person, post: Post) -> None:
    tell_ana(ana)
    tell_ana(ana, about="seat:2")
    assert call_back(about="seat:1") == 1
    assert send_due() == 1
    assert call_back(about="seat:2") == 0
    assert [message.about for message in Message.objects.all()] == ["seat:2"]


def test_says_nothing_in_clear(ana: Person) -> None:
    message = tell_ana(ana, body="Ring twice")
    message.refresh_from_db()
    for word in (TO, "Ring twice"):
        assert word.encode() not in bytes(message.content or b"")


def test_a_refused_recipient_is_given_up(ana: Person, post: Post) -> None:
    post.refuse[TO] = "550 no such person"
    message = tell_ana(ana)
    assert send_due() == 0
    message.refresh_from_db()
    assert message.given_up_at is not None
    assert (message.content, message.sent_at, message.due_at) == (None, None, None)


def test_a_recipient_who_is_busy_is_tried_again(ana: Person, post: Post) -> None:
    post.refuse[TO] = "450 come again"
    message = tell_ana(ana)
    before = timezone.now()
    assert send_due() == 0
    message.refresh_from_db()
    assert message.given_up_at is None
    assert message.due_at is not None
    assert message.due_at - before > WAITS[0] - timedelta(seconds=1)
    del post.refuse[TO]
    Message.objects.update(due_at=timezone.now())
    assert send_due() == 1


def test_a_server_that_is_away_is_asked_once_a_look(ana: Person, settings: Any) -> None:
    settings.MAIL_URL = "smtp://127.0.0.1:1"
    for number in range(3):
        tell_ana(ana, about=f"seat:{number}")
    assert send_due() == 0
    assert send_due() == 0
    assert sorted(Message.objects.values_list("attempts", flat=True)) == [0, 0, 1]
    assert Message.objects.claimable(timezone.now()).count() == 0
    assert Message.objects.claimable(timezone.now() + 2 * WAITS[0]).count() == 3


def test_is_given_up_after_some_tries(ana: Person, settings: Any) -> None:
    settings.MAIL_URL = "smtp://127.0.0.1:1"
    message = tell_ana(ana)
    for _ in range(len(WAITS) + 1):
        assert message.given_up_at is None
        send_due()
        Message.objects.filter(given_up_at=None).update(due_at=timezone.now())
        message.refresh_from_db()
    assert message.given_up_at is not None
    assert message.content is None


def test_a_destroyed_key_ends_it(ana: Person, post: Post) -> None:
    message = tell_ana(ana)
    destroy_keys(owner=ana.pk)
    assert send_due() == 0
    message.refresh_from_db()
    assert message.given_up_at is not None
    assert post.got == []


def test_a_worker_that_died_loses_nothing(ana: Person, post: Post) -> None:
    tell_ana(ana)
    now = timezone.now()
    assert Message.objects.claim(now, LEASE) is not None
    assert send_due() == 0
    Message.objects.update(leased_until=now - timedelta(seconds=1))
    assert send_due() == 1


def test_one_that_kills_its_worker_is_given_up(ana: Person, post: Post) -> None:
    message = tell_ana(ana)
    Message.objects.update(attempts=len(WAITS) + 1)
    assert send_due() == 0
    message.refresh_from_db()
    assert message.given_up_at is not None


def test_what_was_sent_is_forgotten_after_days(ana: Person, post: Post) -> None:
    tell_ana(ana)
    send_due()
    tell_ana(ana, due_at=timezone.now() + timedelta(hours=1))
    assert forget_told() == 0
    Message.objects.exclude(sent_at=None).update(sent_at=timezone.now() - timedelta(days=8))
    assert forget_told() == 1
    assert Message.objects.filter(sent_at=None).count() == 1


def test_offers_only_what_was_set_up(settings: Any) -> None:
    settings.MAIL_URL = settings.TEXT_GATEWAY = ""
    assert (can_mail(), can_text()) == (False, False)
    settings.MAIL_URL, settings.TEXT_GATEWAY = "smtp://127.0.0.1", "some.gateway"
    assert (can_mail(), can_text()) == (True, True)


@pytest.mark.parametrize(
    "to", ["ana", "ana@x.example\nBcc: all@x.example", "a@x.example, b@y.example", ""]
)
def test_what_is_no_address_is_given_up(ana: Person, post: Post, to: str) -> None:
    message = tell_ana(ana, to=to)
    assert send_due() == 0
    message.refresh_from_db()
    assert message.given_up_at is not None
    assert post.got == []
