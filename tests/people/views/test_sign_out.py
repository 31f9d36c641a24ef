from django.conf import settings
from django.test import Client

from kithway.people.models import Person, Session
from kithway.people.sessions import COOKIE, open_session
from tests.cast import sign_in


def test_out(client: Client, ana: Person) -> None:
    sign_in(client, ana)
    page = client.post("/sign-out/")
    assert (page.status_code, page["Location"]) == (302, "/")
    assert (Session.objects.count(), client.cookies[COOKIE].value) == (0, "")


def test_only_here(client: Client, ana: Person, ben: Person) -> None:
    other, _ = open_session(person=ana)
    bens, _ = open_session(person=ben)
    sign_in(client, ana)
    client.post("/sign-out/")
    assert set(Session.objects.all()) == {other, bens}


def test_looking_ends_nothing(client: Client, ana: Person) -> None:
    sign_in(client, ana)
    client.get("/sign-out/")
    assert Session.objects.count() == 1


def test_nobody_is_signed_in(client: Client, db: None) -> None:
    assert client.post("/sign-out/").status_code == 302


def test_a_form_token_is_needed(ana: Person) -> None:
    client = sign_in(Client(enforce_csrf_checks=True), ana)
    assert client.post("/sign-out/").status_code == 403
    assert Session.objects.count() == 1


def test_leaving_ends_the_session_too(client: Client, ana: Person) -> None:
    sign_in(client, ana)
    page = client.post("/sign-out/", {"leave": "1"})
    assert (page.status_code, page.content) == (200, b"")
    assert page["Refresh"] == f"0;url={settings.LEAVE_TO}"
    assert Session.objects.count() == 0


def test_the_leave_button_signs_out_where_others_use_the_device(
    client: Client, ana: Person
) -> None:
    for shared in (False, True):
        _, token = open_session(person=ana, shared=shared)
        client.cookies[COOKIE] = token
        page = client.get("/mine/").content.decode()
        assert ('form="leave-form"' in page) is shared
        assert ('id="leave-form"' in page) is shared
