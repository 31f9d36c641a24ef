import pytest
from django.test import Client
from django.utils import timezone

from kithway.people.models import BackupCode, CodeApp, Passkey, Person
from tests.cast import PASSWORD, sign_in, with_password

WAYS = {
    "password": {"password": "another seven boats"},
    "recovery-code": {},
    "code-app": {"code": "123456"},
    "passkeys": {"name": "mine", "credential": "{}"},
    "mail": {"mail": "visitor@example.org"},
}
pytestmark = pytest.mark.usefixtures("thursday")


@pytest.fixture
def emi(db: None) -> Person:
    emi = with_password("Emi")
    Person.objects.update(demo_since=timezone.now())
    return Person.objects.get(pk=emi.pk)


@pytest.mark.parametrize("way", WAYS)
def test_a_visitor_of_the_demo_locks_nobody_out(
    client: Client, emi: Person, way: str, settings
) -> None:
    settings.MAIL_URL, settings.MAIL_FROM = "smtp://127.0.0.1:1", "post@kithway.example"
    sign_in(client, emi)
    before, path = Person.objects.values().get(), f"/mine/settings/{way}/"
    for page, status in ((client.get(path), 200), (client.post(path, WAYS[way]), 403)):
        assert page.status_code == status
        assert "part of the demo" in page.content.decode()
    assert Person.objects.values().get() == before
    factors = [model.objects.count() for model in (CodeApp, BackupCode, Passkey)]
    assert (factors, emi.sessions.count()) == ([0, 0, 0], 1)
    again = Client().post("/sign-in/", {"name": "Emi", "password": PASSWORD})
    assert again["Location"] == "/mine/"


def test_anybody_else_may(client: Client, db: None) -> None:
    sign_in(client, with_password("Ana"))
    assert {client.get(f"/mine/settings/{way}/").status_code for way in WAYS} == {200}
