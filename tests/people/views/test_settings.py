from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kithway.people.models import Person, Recovery, Session
from kithway.people.sessions import open_session
from tests.cast import sign_in

DEVICES = "/mine/settings/devices/"


@pytest.fixture
def phone(ana: Person) -> Session:
    return open_session(person=ana, device="Firefox|Android")[0]


def test_devices(client: Client, ana: Person, phone: Session, ben: Person) -> None:
    open_session(person=ben, device="Edge|Windows")
    page = sign_in(client, ana).get(DEVICES).content.decode()
    assert "Firefox on Android" in page
    assert "Edge" not in page


def test_end_one(client: Client, ana: Person, phone: Session) -> None:
    sign_in(client, ana).post(DEVICES, {"end": str(phone.pk)})
    assert ana.sessions.count() == 1
    assert client.get(DEVICES).status_code == 200


@pytest.mark.parametrize("end", ["", "nobody", "00000000-0000-4000-8000-000000000000"])
def test_end_nothing(client: Client, ana: Person, phone: Session, end: str) -> None:
    sign_in(client, ana).post(DEVICES, {"end": end})
    assert ana.sessions.count() == 2


def test_nobody_ends_anothers(client: Client, ana: Person, phone: Session, ben: Person) -> None:
    sign_in(client, ben).post(DEVICES, {"end": str(phone.pk)})
    assert ana.sessions.count() == 1


def test_end_all_others(client: Client, ana: Person, phone: Session) -> None:
    open_session(person=ana)
    sign_in(client, ana).post(DEVICES, {"end": "others"})
    assert ana.sessions.count() == 1
    assert client.get(DEVICES).status_code == 200


def test_idle_too_long(
    client: Client, ana: Person, monkeypatch: pytest.MonkeyPatch, thursday: datetime
) -> None:
    sign_in(client, ana)
    for minutes, status in ((29, 200), (58, 200), (94, 302)):
        later = thursday + timedelta(minutes=minutes)
        monkeypatch.setattr(timezone, "now", lambda later=later: later)
        assert client.get(DEVICES).status_code == status


@pytest.fixture
def asked(ana: Person) -> Recovery:
    now = timezone.now()
    return Recovery.objects.create(
        person=ana,
        token_hash="0" * 64,
        opens_at=now + timedelta(days=7),
        expires_at=now + timedelta(days=14),
    )


def test_told_on_every_page_until_refused(client: Client, ana: Person, asked: Recovery) -> None:
    sign_in(client, ana)
    for page in ("/mine/", "/mine/settings/", DEVICES):
        assert "Was it you?" in client.get(page).content.decode()
    client.get("/mine/settings/asked-by-mail/")
    asked.refresh_from_db()
    assert asked.refused_at is None
    client.post("/mine/settings/asked-by-mail/")
    asked.refresh_from_db()
    assert asked.refused_at is not None
    assert "Was it you?" not in client.get("/mine/").content.decode()


def test_others_are_told_nothing(client: Client, ben: Person, asked: Recovery) -> None:
    sign_in(client, ben)
    assert "Was it you?" not in client.get("/mine/").content.decode()
    client.post("/mine/settings/asked-by-mail/")
    asked.refresh_from_db()
    assert asked.refused_at is None
