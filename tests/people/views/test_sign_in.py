import re
from datetime import datetime, timedelta

import pytest
from django.contrib.auth import hashers
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kithway.people import passwords
from kithway.people.models import Person, Session
from kithway.people.passwords import SLOT
from kithway.people.sessions import COOKIE
from tests.cast import PASSWORD, person, with_password

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture
def ana(db: None) -> Person:
    return with_password("Ana")


def sign_in(client: Client, name: str = "Ana", password: str = PASSWORD, **more: str):
    return client.post("/sign-in/", {"name": name, "password": password, **more})


def words(page) -> str:
    return TOKEN.sub("", page.content.decode())


@pytest.mark.parametrize("name", ["Ana", "ana", " ANA"])
def test_in(client: Client, ana: Person, name: str) -> None:
    page = sign_in(client, name)
    assert (page.status_code, page["Location"]) == (302, "/mine/")
    assert client.get("/mine/").status_code == 200


def test_unknown_and_known_names_look_alike(client: Client, ana: Person) -> None:
    wrong = sign_in(client, "Ana", "not her password")
    unknown = sign_in(client, "Bea", "not her password")
    assert (wrong.status_code, unknown.status_code) == (200, 200)
    assert words(wrong).replace("Ana", "Bea") == words(unknown)
    assert wrong.headers.items() == unknown.headers.items()


def test_and_take_the_same_work(
    client: Client, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Somebody of the cast without a password, such as the demo's.
    person("Ben")
    client.get("/sign-in/")
    done: list[tuple[int, int]] = []
    derive = passwords.Argon2id

    def counted(**options):
        done.append((options["memory_cost"], options["iterations"]))
        return derive(**options)

    monkeypatch.setattr(passwords, "Argon2id", counted)
    work = {}
    for name in ("Ana", "Bea", "Ben"):
        done.clear()
        with CaptureQueriesContext(connection) as asked:
            sign_in(client, name, "not the password")
        shape = [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in asked]
        work[name] = (list(done), shape)
    assert work["Ana"] == work["Bea"] == work["Ben"]
    assert len(work["Ana"][0]) == 1


def test_ten_tries_of_a_name_known_or_not(client: Client, ana: Person) -> None:
    for name in ("Ana", "Bea"):
        said = [words(sign_in(client, name, "not it at all")) for _ in range(12)]
        assert ["There were many tries" in page for page in said] == [False] * 10 + [True] * 2
    # Nor with the right one, for a while.
    assert sign_in(client).status_code == 200


def test_after_a_while_again(
    client: Client, ana: Person, monkeypatch: pytest.MonkeyPatch, thursday: datetime
) -> None:
    for _ in range(12):
        sign_in(client, password="not it at all")
    monkeypatch.setattr(timezone, "now", lambda: thursday + timedelta(minutes=10))
    assert sign_in(client).status_code == 302


def test_busy(client: Client, ana: Person) -> None:
    for name in ("Ana", "Bea"):
        with SLOT.hold():
            page = sign_in(client, name)
        assert (page.status_code, page["Retry-After"]) == (503, "1")
        assert f'value="{name}"' in words(page)
        assert PASSWORD not in words(page)
    assert Session.objects.count() == 0


def test_busy_is_said_to_each_with_their_own_words(ana: Person) -> None:
    """The page is drawn once; nothing of one person stands on another's."""
    pages = {}
    with SLOT.hold():
        for name in ("Ana", "<Bea>", "Cy"):
            client = Client(enforce_csrf_checks=True)
            form = client.get("/sign-in/").content.decode()
            (token,) = re.findall(r'csrfmiddlewaretoken" value="(\w+)"', form)
            more = {"csrfmiddlewaretoken": token, "next": f"/{name}/"}
            page = sign_in(client, name, **more, **({"shared": "on"} if name == "Cy" else {}))
            pages[name] = page.content.decode()
            assert page.status_code == 503
            assert f'value="{token}"' in pages[name]
    assert 'value="&lt;Bea&gt;"' in pages["<Bea>"]
    assert ["Ana" in page for page in pages.values()] == [True, False, False]
    assert ["checked" in page for page in pages.values()] == [False, False, True]
    assert [PASSWORD in page or "\ue000" in page for page in pages.values()] == [False] * 3


def test_another_token_each_time(client: Client, ana: Person) -> None:
    """Nobody signs in with a token that someone else put there, and the old session is gone."""
    sign_in(client)
    first = client.cookies[COOKIE].value
    sign_in(client)
    assert client.cookies[COOKIE].value != first
    assert Session.objects.count() == 1
    client.cookies[COOKIE] = first
    assert client.get("/mine/").status_code == 302


def test_a_token_of_ones_own_choice_is_not_taken(client: Client, ana: Person) -> None:
    client.cookies[COOKIE] = "chosen"
    sign_in(client)
    assert client.cookies[COOKIE].value != "chosen"


@pytest.mark.parametrize(
    ("to", "leads"),
    [
        ("/help-now/", "/help-now/"),
        ("/es/help-now/?a=b", "/es/help-now/?a=b"),
        ("https://elsewhere.example/", "/mine/"),
        ("//elsewhere.example/", "/mine/"),
        ("/\\elsewhere.example/", "/mine/"),
        ("javascript:alert(1)", "/mine/"),
        ("help-now/", "/mine/"),
    ],
)
def test_on_to_where_one_was_going(client: Client, ana: Person, to: str, leads: str) -> None:
    assert sign_in(client, next=to)["Location"] == leads


def test_a_page_of_ones_own_leads_here_and_back(client: Client, ana: Person) -> None:
    page = client.get("/mine/")
    assert (page.status_code, page["Location"]) == (302, "/sign-in/?next=%2Fmine%2F")


def test_the_cookie(client: Client, ana: Person) -> None:
    sign_in(client)
    cookie = client.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    session = Session.objects.get()
    assert session.expires_at - session.made_at == timedelta(days=30)


def test_a_shared_device_is_signed_in_for_four_hours(client: Client, ana: Person) -> None:
    sign_in(client, shared="on")
    session = Session.objects.get()
    assert client.cookies[COOKIE]["expires"] == ""
    assert session.expires_at - session.made_at == timedelta(hours=4)


def test_looking_gives_no_session(client: Client, ana: Person) -> None:
    page = client.get("/sign-in/", {"name": "Ana", "password": PASSWORD})
    assert COOKIE not in page.cookies
    assert PASSWORD not in page.content.decode()


def test_an_older_way_of_hashing_is_renewed(client: Client, ana: Person) -> None:
    hasher = hashers.get_hasher()
    ana.password = hasher.encode(PASSWORD, "0" * 32, memory=16, rounds=1)
    ana.save()
    sign_in(client)
    ana.refresh_from_db()
    assert not hasher.must_update(ana.password)
    assert sign_in(Client()).status_code == 302
