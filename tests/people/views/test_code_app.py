from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kithway.people.models import BackupCode, CodeApp, Person, Session
from kithway.people.sessions import open_session
from tests.cast import PASSWORD, age_proof, sign_in, with_password
from tests.people.views.pages import CODE, LETTERS, code_now, set_up_app, ticket

APP = "/mine/settings/code-app/"
pytestmark = pytest.mark.usefixtures("thursday")


@pytest.fixture
def ana(db: None) -> Person:
    return with_password("Ana")


def half_minutes_on(monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    later = timezone.now() + timedelta(seconds=30 * steps)
    monkeypatch.setattr(timezone, "now", lambda: later)


def ask(name: str = "Ana", **more: str) -> tuple[Client, str]:
    client = Client()
    page = client.post("/sign-in/", {"name": name, "password": PASSWORD, **more}).content.decode()
    return client, ticket(page)


def answer(client: Client, kept: str, code: str):
    return client.post("/second-factor/", {"ticket": kept, "code": code})


def test_set_up(client: Client, ana: Person) -> None:
    open_session(person=ana)
    sign_in(client, ana, strong=False)
    letters, backups = set_up_app(client)
    assert len(set(backups)) == 10
    # Signed out elsewhere; here with two factors now.
    assert [session.strong_at is not None for session in ana.sessions.all()] == [True]
    app = CodeApp.objects.get()
    assert letters.encode() not in bytes(app.secret)
    assert BackupCode.objects.filter(mark__in=backups).count() == 0


def test_a_wrong_code_sets_up_nothing(client: Client, ana: Person) -> None:
    sign_in(client, ana)
    done = client.post(APP, {"code": "000000"})
    assert "does not fit" in done.content.decode()
    assert CodeApp.objects.count() == 0


def shown(client: Client) -> str:
    (letters,) = LETTERS.findall(client.get(APP).content.decode())
    return letters


def test_what_the_phone_has_stays_good_for_an_hour(
    client: Client, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters = shown(sign_in(client, ana))
    assert shown(client) == letters
    wrong = client.post(APP, {"code": "000000"}).content.decode()
    assert LETTERS.findall(wrong) == [letters]
    # In other minutes of an hour, and in the next one.
    for _ in range(2):
        half_minutes_on(monkeypatch, 59)
        client.get("/mine/")
    client.post("/sign-in/again/", {"password": PASSWORD})
    half_minutes_on(monkeypatch, 2)
    assert shown(client) != letters
    client.post(APP, {"code": code_now(letters)})
    assert CodeApp.objects.count() == 1


def test_and_no_longer(client: Client, ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    letters = shown(sign_in(client, ana))
    for _ in range(5):
        half_minutes_on(monkeypatch, 59)
        client.get("/mine/")
    client.post("/sign-in/again/", {"password": PASSWORD})
    assert "does not fit" in client.post(APP, {"code": code_now(letters)}).content.decode()


def test_another_session_is_shown_another(client: Client, ana: Person) -> None:
    letters = shown(sign_in(client, ana))
    other = sign_in(Client(), ana)
    assert shown(other) != letters
    assert "does not fit" in other.post(APP, {"code": code_now(letters)}).content.decode()


def test_done_without_and_set_up_anew_it_is_another(client: Client, ana: Person) -> None:
    letters, _ = set_up_app(sign_in(client, ana))
    client.post(APP, {"do": "remove"})
    assert shown(client) != letters
    assert "does not fit" in client.post(APP, {"code": code_now(letters)}).content.decode()


def test_looking_sets_up_nothing(client: Client, ana: Person) -> None:
    sign_in(client, ana).get(APP)
    assert CodeApp.objects.count() == 0


def test_then_a_password_alone_opens_nothing(
    client: Client, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters, _ = set_up_app(sign_in(client, ana, strong=False))
    half_minutes_on(monkeypatch, 2)
    new, kept = ask()
    assert Session.objects.count() == 1
    assert new.get("/mine/").status_code == 302
    assert "does not fit" in answer(new, kept, "000000").content.decode()
    assert answer(new, kept, code_now(letters))["Location"] == "/mine/"
    assert new.get("/mine/").status_code == 200


@pytest.mark.parametrize(("steps", "taken"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_half_a_minute_either_way(
    client: Client, ana: Person, monkeypatch: pytest.MonkeyPatch, steps: int, taken: bool
) -> None:
    letters, _ = set_up_app(sign_in(client, ana))
    half_minutes_on(monkeypatch, 5)
    assert (answer(*ask(), code_now(letters, steps)).status_code == 302) is taken


def test_no_code_twice(client: Client, ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    letters, _ = set_up_app(sign_in(client, ana))
    # Nor the one that set it up.
    assert answer(*ask(), code_now(letters)).status_code == 200
    half_minutes_on(monkeypatch, 2)
    assert answer(*ask(), code_now(letters)).status_code == 302
    assert answer(*ask(), code_now(letters)).status_code == 200
    # Nor an earlier one after a later one.
    assert answer(*ask(), code_now(letters, -1)).status_code == 200


def test_a_backup_code_once(client: Client, ana: Person) -> None:
    _, backups = set_up_app(sign_in(client, ana))
    assert answer(*ask(), backups[3].lower()).status_code == 302
    assert answer(*ask(), backups[3]).status_code == 200
    assert answer(*ask(), backups[4].replace("-", " ")).status_code == 302


def test_backup_codes_are_ones_own(client: Client, ana: Person) -> None:
    _, anas = set_up_app(sign_in(client, ana))
    set_up_app(sign_in(Client(), with_password("Ben")))
    assert answer(*ask("Ben"), anas[0]).status_code == 200


def test_a_ticket_lets_in_once_and_not_for_long(
    client: Client, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, backups = set_up_app(sign_in(client, ana))
    new, kept = ask()
    assert answer(new, kept, backups[0]).status_code == 302
    assert answer(Client(), kept, backups[1]).status_code == 200
    new, kept = ask()
    half_minutes_on(monkeypatch, 31)
    assert answer(new, kept, backups[2])["Location"] == "/sign-in/"


@pytest.mark.parametrize("kept", ["made-up", "e30:1:2", "{}"])
def test_a_ticket_of_ones_own(client: Client, db: None, kept: str) -> None:
    assert answer(client, kept, "123456")["Location"] == "/sign-in/"


def test_ten_tries(client: Client, ana: Person) -> None:
    _, backups = set_up_app(sign_in(client, ana))
    new, kept = ask()
    for _ in range(10):
        answer(new, kept, "000000")
    assert "many tries" in answer(new, kept, backups[0]).content.decode()


def test_a_shared_device_stays_one(client: Client, ana: Person) -> None:
    _, backups = set_up_app(sign_in(client, ana))
    answer(*ask(shared="on"), backups[0])
    assert Session.objects.filter(shared=True).count() == 1


def test_without_it_again(client: Client, ana: Person) -> None:
    set_up_app(sign_in(client, ana))
    client.post(APP, {"do": "remove"})
    assert (CodeApp.objects.count(), BackupCode.objects.count()) == (0, 0)
    assert Session.objects.get().strong_at is None


def test_other_backup_codes(client: Client, ana: Person) -> None:
    _, old = set_up_app(sign_in(client, ana))
    new = CODE.findall(client.post(APP, {"do": "renew"}).content.decode())
    assert answer(*ask(), old[0]).status_code == 200
    assert answer(*ask(), new[0]).status_code == 302


def test_changed_only_by_who_proved_it_just_now(client: Client, ana: Person) -> None:
    sign_in(client, ana)
    age_proof(ana, 6)
    for path in (APP, "/mine/settings/password/", "/mine/settings/passkeys/"):
        for page in (client.get(path), client.post(path, {"do": "remove"})):
            assert page["Location"].startswith("/sign-in/again/?next=")
    client.post("/sign-in/again/", {"password": PASSWORD})
    assert client.get(APP).status_code == 200


def test_a_password_alone_changes_no_factor(client: Client, ana: Person) -> None:
    set_up_app(sign_in(client, ana))
    weak = sign_in(Client(), ana, strong=False)
    page = weak.post(APP, {"do": "remove"})
    assert page["Location"].startswith("/second-factor/")
    assert CodeApp.objects.count() == 1


def test_asked_on_the_way_to_a_page_of_others(
    client: Client, ana: Person, thursday: datetime
) -> None:
    weak = sign_in(client, ana, strong=False)
    page = weak.get("/second-factor/?next=/community-room/three-rivers/").content.decode()
    assert "Set up a code app" in page
    assert "next=/community-room/three-rivers/" in page


def test_nobody_is_led_to_sign_in(client: Client, db: None) -> None:
    assert client.get("/second-factor/")["Location"] == "/sign-in/"
