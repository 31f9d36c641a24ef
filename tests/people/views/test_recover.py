from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kithway.people import actions
from kithway.people.limits import forget_attempts
from kithway.people.models import Attempt, CodeApp, Message, Person, Recovery, Session
from kithway.people.passwords import SLOT, Peppered
from kithway.people.sessions import forget_sessions, open_session
from kithway.people.tickets import forget_tickets
from tests.cast import PASSWORD, age_proof, sign_in, with_password
from tests.clock import days_on
from tests.people.authenticator import Phone
from tests.people.views.pages import CODE, MAIL, link, set_up_app, ticket
from tests.people.views.test_passkeys import add
from tests.people.views.test_sign_in import words

NEW = "another seven boats"
FILE = "/mine/settings/recovery-code/file/"
pytestmark = pytest.mark.usefixtures("thursday")


@pytest.fixture
def ana(db: None) -> Person:
    return with_password("Ana")


@pytest.fixture
def code(ana: Person) -> str:
    return actions.renew_recovery_code(person=ana, by=ana)


@pytest.fixture(autouse=True)
def mail_is_sent(settings) -> None:
    settings.MAIL_URL, settings.MAIL_FROM = "smtp://127.0.0.1:1", "post@kithway.example"


def recover(code: str, name: str = "Ana", **more: str):
    return Client().post("/recover/", {"name": name, "code": code, "password": NEW, **more})


def opens(password: str) -> bool:
    return Client().post("/sign-in/", {"name": "Ana", "password": password}).status_code == 302


def test_by_code(ana: Person, code: str) -> None:
    old, _ = open_session(person=ana)
    page = recover(code.lower().replace("-", " "))
    (new,) = CODE.findall(page.content.decode())
    assert new != code
    assert not ana.sessions.filter(pk=old.pk).exists()
    assert ana.sessions.count() == 1
    assert (opens(PASSWORD), opens(NEW)) == (False, True)
    # The old one is used up, the new one opens.
    assert CODE.findall(recover(code).content.decode()) == []
    assert len(CODE.findall(recover(new).content.decode())) == 1


def test_unknown_and_known_names_look_alike(ana: Person, code: str) -> None:
    pages = {name: recover("ABCD-EFGH", name) for name in ("Ana", "Bea")}
    assert words(pages["Ana"]).replace("Ana", "Bea") == words(pages["Bea"])
    assert opens(PASSWORD)


def test_an_account_without_a_code(ana: Person) -> None:
    assert "do not go together" in recover("----", "Ana").content.decode()
    assert recover("", "Ana").status_code == 200
    assert Session.objects.count() == 0


def test_ten_tries(ana: Person, code: str) -> None:
    for _ in range(10):
        recover("ABCD")
    assert "many tries" in recover(code).content.decode()


def test_a_weak_password_uses_nothing_up(ana: Person, code: str) -> None:
    recover(code, password="short")
    assert len(CODE.findall(recover(code).content.decode())) == 1


def test_busy(ana: Person, code: str) -> None:
    with SLOT.hold():
        assert recover(code).status_code == 503
    assert opens(PASSWORD)


def test_the_code_app_is_still_asked_for(client: Client, ana: Person, code: str) -> None:
    _, backups = set_up_app(sign_in(client, ana))
    page = recover(code).content.decode()
    assert ana.sessions.count() == 0
    sent = {"ticket": ticket(page), "code": backups[0]}
    assert Client().post("/second-factor/", sent).status_code == 302


def test_unless_it_is_lost_too(client: Client, ana: Person, code: str) -> None:
    add(sign_in(client, ana), Phone())
    set_up_app(client)
    recover(code, lost="on")
    assert (CodeApp.objects.count(), ana.passkeys.count(), ana.backup_codes.count()) == (0, 0, 0)
    assert ana.sessions.get().strong_at is None


def test_a_new_code_by_ones_own_wish(client: Client, ana: Person, code: str) -> None:
    sign_in(client, ana)
    page = client.post("/mine/settings/recovery-code/").content.decode()
    assert CODE.findall(recover(code).content.decode()) == []
    assert len(CODE.findall(recover(CODE.findall(page)[0]).content.decode())) == 1


def test_a_text_file(client: Client, ana: Person) -> None:
    page = sign_in(client, ana).post(FILE, {"codes": "ABCD-EFGH JKMN-PQRS <b>not this</b>"})
    assert page.content.decode() == "Ana\nABCD-EFGH\nJKMN-PQRS\n"
    assert page["Content-Type"] == "text/plain; charset=utf-8"
    assert client.post(FILE, {"codes": "something else"}).status_code == 404


def test_another_password(client: Client, ana: Person) -> None:
    open_session(person=ana)
    sign_in(client, ana)
    client.post("/mine/settings/password/", {"password": NEW})
    assert (ana.sessions.count(), client.get("/mine/").status_code) == (1, 200)
    assert (opens(PASSWORD), opens(NEW)) == (False, True)


def test_another_password_only_by_who_proved_it(client: Client, ana: Person) -> None:
    sign_in(client, ana)
    age_proof(ana, 6)
    client.post("/mine/settings/password/", {"password": NEW})
    assert client.post("/sign-in/again/", {"password": "not it at all"}).status_code == 200
    client.post("/mine/settings/password/", {"password": NEW})
    assert opens(PASSWORD)


@pytest.fixture
def mail(ana: Person) -> str:
    client = sign_in(Client(), ana)
    client.post("/mine/settings/mail/", {"mail": MAIL})
    client.post(link())
    ana.refresh_from_db()
    assert ana.mail_mark != ""
    ana.sessions.all().delete()
    return MAIL


def ask(name: str = "Ana", mail: str = MAIL):
    page = Client().post("/recover/mail/", {"name": name, "mail": mail})
    return page, actions.answer_asked()


def test_the_address_is_sealed(ana: Person, mail: str) -> None:
    row = repr(Person.objects.values().get())
    assert MAIL not in row
    assert MAIL.encode() not in bytes(ana.mail)
    assert MAIL in sign_in(Client(), ana).get("/mine/settings/mail/").content.decode()


def test_it_is_confirmed_by_a_button_on_the_link(client: Client, ana: Person) -> None:
    sign_in(client, ana).post("/mine/settings/mail/", {"mail": MAIL})
    to = link()
    Client().get(to)
    ana.refresh_from_db()
    assert ana.mail_mark == ""
    assert ask()[1] == 0
    Client().post(to)
    ana.refresh_from_db()
    assert ana.mail_mark != ""


def test_an_old_link_does_not_confirm_another_address(client: Client, ana: Person) -> None:
    sign_in(client, ana).post("/mine/settings/mail/", {"mail": MAIL})
    first = link()
    client.post("/mine/settings/mail/", {"mail": "other@example.org"})
    assert Client().post(first).status_code == 404
    assert Client().post("/mail/made-up/").status_code == 404


def test_by_mail_nothing_opens_for_seven_days(
    ana: Person, mail: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ask()[1] == 1
    to = link()
    for _ in range(6):
        page = Client().post(to, {"password": NEW})
        assert "This link opens on" in page.content.decode()
        days_on(monkeypatch, 1)
    assert opens(PASSWORD)
    days_on(monkeypatch, 1)
    Client().get(to)
    assert opens(PASSWORD)
    assert len(CODE.findall(Client().post(to, {"password": NEW}).content.decode())) == 1
    assert (opens(PASSWORD), opens(NEW)) == (False, True)
    assert Client().post(to, {"password": "yet another one"}).status_code == 404


def test_not_for_ever(ana: Person, mail: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ask()
    days_on(monkeypatch, 14)
    assert Client().get(link()).status_code == 404


def test_somebody_with_the_mailbox_gets_nothing_against_who_says_no(
    ana: Person, mail: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    links = []
    for day in range(8):
        ask()
        links += [link()] if Message.objects.exists() else []
        client = sign_in(Client(), ana)
        assert ("Was it you?" in client.get("/mine/").content.decode()) is True, day
        client.post("/mine/settings/asked-by-mail/")
        days_on(monkeypatch, 1)
    assert len(links) == 8
    for to in links:
        assert Client().post(to, {"password": NEW}).status_code == 404
    assert opens(PASSWORD)


def test_this_was_not_me_on_the_link_itself(ana: Person, mail: str) -> None:
    ask()
    to = link()
    Client().post(to, {"refuse": "1"})
    assert Client().get(to).status_code == 404


@pytest.mark.parametrize(
    ("name", "at"), [("Ana", "other@example.org"), ("Ben", MAIL), ("x", "y@z.org")]
)
def test_the_answer_is_the_same_for_whom_it_does_not_fit(
    ana: Person, mail: str, name: str, at: str
) -> None:
    with_password("Ben")
    fits, begun = ask()
    Message.objects.all().delete()
    other, none = ask(name, at)
    assert (fits.status_code, words(fits)) == (other.status_code, words(other))
    assert (begun, none, Message.objects.count()) == (1, 0, 0)


def test_and_so_is_the_work(ana: Person, mail: str) -> None:
    counts = []
    for name in ("Ana", "Bea"):
        with CaptureQueriesContext(connection) as asked:
            Client().post("/recover/mail/", {"name": name, "mail": MAIL})
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_one_mail_a_day(ana: Person, mail: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [ask()[1] for _ in range(3)] == [1, 0, 0]
    days_on(monkeypatch, 1)
    assert ask()[1] == 1


def test_large_and_small_letters(ana: Person, mail: str) -> None:
    assert ask("ANA", "Ana@Example.ORG")[1] == 1


def test_taken_out_it_opens_nothing(ana: Person, mail: str) -> None:
    ask()
    to = link()
    sign_in(Client(), ana).post("/mine/settings/mail/", {"remove": "1"})
    assert Client().get(to).status_code == 404
    assert ask("Ana", MAIL)[1] == 0


def test_a_change_is_told_at_the_address(ana: Person, mail: str) -> None:
    sign_in(Client(), ana).post("/mine/settings/password/", {"password": NEW})
    assert link() == "/mine/settings/"


def test_back_in_by_code_ends_what_was_asked_by_mail(ana: Person, mail: str, code: str) -> None:
    ask()
    recover(code)
    assert Recovery.objects.waiting(timezone.now()).count() == 0


def test_where_no_mail_is_sent_none_is_asked_for(client: Client, ana: Person, settings) -> None:
    settings.MAIL_URL = ""
    sign_in(client, ana).post("/mine/settings/mail/", {"mail": MAIL})
    ana.refresh_from_db()
    assert ana.mail is None
    assert "not set up on this site" in client.get("/recover/mail/").content.decode()


def test_what_is_over_is_forgotten(
    ana: Person, mail: str, monkeypatch: pytest.MonkeyPatch, thursday: datetime
) -> None:
    open_session(person=ana)
    set_up_app(sign_in(Client(), ana))
    ask("Ana", "other@example.org")
    days_on(monkeypatch, 8)
    kept, _ = open_session(person=ana)
    assert forget_sessions() > 0
    forget_attempts()
    forget_tickets()
    assert (list(ana.sessions.all()), Attempt.objects.count()) == ([kept], 0)


def test_the_mail_alone_never_takes_off_a_second_factor(
    ana: Person, mail: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = Phone()
    add(sign_in(Client(), ana), phone)
    for app in (False, True):
        if app:
            set_up_app(sign_in(Client(), ana))
        Message.objects.all().delete()
        ask()
        to = link()
        days_on(monkeypatch, 7)
        page = Client().post(to, {"password": NEW})
        # A new recovery code would take the factors off in a second step.
        assert CODE.findall(page.content.decode()) == []
        assert opens(NEW) is not app
        assert ana.passkeys.count() == 1
    # The one on paper is still good.
    assert len(CODE.findall(recover(code).content.decode())) == 1


def test_another_address_ends_what_was_asked_by_the_old_one(
    client: Client, ana: Person, mail: str
) -> None:
    ask()
    to = link()
    sign_in(client, ana).post("/mine/settings/mail/", {"mail": "other@example.org"})
    assert Client().get(to).status_code == 404


def test_a_wrong_code_costs_a_hash(ana: Person, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that nobody has leaves a line that counts its tries: not for nothing."""
    work = []
    encode = Peppered.encode

    def counted(self: Peppered, *words: object, **more: object) -> str:
        work.append(words)
        return encode(self, *words, **more)

    monkeypatch.setattr(Peppered, "encode", counted)
    for name in ("Ana", "Bea"):
        recover("ABCD-EFGH", name)
    assert len(work) == 2
