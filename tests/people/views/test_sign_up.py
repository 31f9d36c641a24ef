import pytest
from django.test import Client

from kithway.people.models import Person, Session
from kithway.people.proving import recovery_mark
from kithway.people.sessions import COOKIE
from tests.cast import PASSWORD, person
from tests.people.views.pages import CODE

pytestmark = pytest.mark.django_db


def sign_up(client: Client, name: str = "Nyx", password: str = PASSWORD, **more: str):
    return client.post("/sign-up/", {"name": name, "password": password, **more})


def test_a_name_and_a_password(client: Client) -> None:
    page = sign_up(client, "  Nyx  of the   river ")
    made = Person.objects.get()
    assert (page.status_code, made.name, made.check_password(PASSWORD)) == (
        200,
        "Nyx of the river",
        True,
    )
    assert client.get("/mine/").status_code == 200


def test_the_code_is_shown_once_and_kept_nowhere(client: Client) -> None:
    page = sign_up(client).content.decode()
    (code,) = CODE.findall(page)
    made = Person.objects.get()
    assert made.recovery_mark == recovery_mark(made, code.lower())
    assert code not in repr(Person.objects.values())
    assert CODE.findall(client.get("/mine/").content.decode()) == []


def test_the_token_is_stored_nowhere(client: Client) -> None:
    sign_up(client)
    token = client.cookies[COOKIE].value
    assert token not in repr(Session.objects.values())
    assert Session.objects.get().token_hash != token


@pytest.mark.parametrize("name", ["ana", "ANA", "Аna", "  Ana "])
def test_a_name_that_reads_like_one_that_is_taken(client: Client, name: str) -> None:
    person("Ana")
    page = sign_up(client, name)
    assert "Someone here has this name" in page.content.decode()
    assert (Person.objects.count(), Session.objects.count()) == (1, 0)


@pytest.mark.parametrize("name", ["", "   ", "--", "a\u202eb", "x" * 61, "ﷺ" * 60])
def test_no_name(client: Client, name: str) -> None:
    assert sign_up(client, name).status_code == 200
    assert Person.objects.count() == 0


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("short", "Use at least 10 characters"),
        ("1234567890", "Many people use this one"),
        ("", "Please fill this in"),
    ],
)
def test_a_password_to_choose_anew(client: Client, password: str, said: str) -> None:
    page = sign_up(client, password=password).content.decode()
    assert said in page
    assert 'value="Nyx"' in page
    assert Person.objects.count() == 0


@pytest.mark.parametrize(
    "password", ["          .", "correct horse battery", "密码密码密码密码密码", "x" * 200]
)
def test_no_other_rules(client: Client, password: str) -> None:
    sign_up(client, password=password)
    assert Client().post("/sign-in/", {"name": "nyx", "password": password}).status_code == 302


def test_a_password_is_never_shown_again(client: Client) -> None:
    page = sign_up(client, name="", password="something secret").content.decode()
    assert "something secret" not in page


def test_a_shared_device(client: Client) -> None:
    sign_up(client, shared="on")
    cookie, session = client.cookies[COOKIE], Session.objects.get()
    assert (cookie["expires"], cookie["max-age"], session.shared) == ("", "", True)


def test_looking_changes_nothing(client: Client) -> None:
    page = client.get("/sign-up/?next=/help-now/")
    assert (page.status_code, Person.objects.count()) == (200, 0)
    assert COOKIE not in page.cookies
