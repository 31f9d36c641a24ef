import json
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kithway.people.models import Challenge, Passkey, Person, Session
from kithway.people.passkeys import Refused, Site, owner_of
from kithway.people.sessions import open_session
from tests.cast import person, sign_in
from tests.people.authenticator import CHECKED, PRESENT, Phone
from tests.people.views.pages import options

ADD, USE = "/mine/settings/passkeys/", "/sign-in/passkey/"


@pytest.fixture
def phone(ana: Person) -> Phone:
    """Ana's, with a passkey of hers."""
    found = Phone()
    assert add(sign_in(Client(), ana), found).status_code == 302
    return found


def add(client: Client, phone: Phone, name: str = "my phone"):
    return client.post(ADD, {"credential": phone.add(options(client, ADD)), "name": name})


def use(phone: Phone, client: Client | None = None):
    client = client or Client()
    return client.post(USE, {"credential": phone.use(options(client, USE))})


def test_add(client: Client, ana: Person) -> None:
    open_session(person=ana)
    sign_in(client, ana, strong=False)
    add(client, Phone())
    assert (ana.passkeys.get().name, ana.sessions.count()) == ("my phone", 1)
    assert ana.sessions.get().strong_at is not None


def test_use(phone: Phone, ana: Person) -> None:
    client = Client()
    page = use(phone, client)
    assert (page.status_code, page["Location"]) == (302, "/mine/")
    assert client.get("/mine/").status_code == 200
    assert Session.objects.latest("made_at").strong_at is not None
    assert Passkey.objects.get().used_at is not None


def test_looking_keeps_nothing(client: Client, ana: Person) -> None:
    sign_in(client, ana).get(ADD)
    client.get(USE)
    assert (Passkey.objects.count(), Challenge.objects.count()) == (0, 0)


def test_an_answer_counts_once(phone: Phone) -> None:
    client = Client()
    sent = {"credential": phone.use(options(client, USE))}
    assert client.post(USE, sent).status_code == 302
    assert client.post(USE, sent).status_code == 200


def test_an_old_page(phone: Phone, monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    sent = {"credential": phone.use(options(client, USE))}
    later = timezone.now() + timedelta(minutes=16)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert "Try once more" in client.post(USE, sent).content.decode()


def test_who_holds_it_must_be_checked(phone: Phone, ana: Person) -> None:
    for flags in (0, PRESENT, CHECKED):
        phone.flags = flags
        assert use(phone).status_code == 200
    unchecked = Phone(flags=PRESENT)
    assert add(sign_in(Client(), ana), unchecked).status_code == 200
    assert ana.passkeys.count() == 1


def test_another_site(phone: Phone) -> None:
    phone.origin = "http://testserver.elsewhere.example"
    assert use(phone).status_code == 200


def test_another_key(phone: Phone) -> None:
    copy = Phone(identity=phone.identity, whose=phone.whose)
    assert use(copy).status_code == 200


def test_an_unknown_one(phone: Phone, ana: Person) -> None:
    assert use(Phone(whose=ana.pk.bytes)).status_code == 200


def test_it_says_that_it_is_anothers(phone: Phone, ben: Person) -> None:
    phone.whose = ben.pk.bytes
    assert use(phone).status_code == 200


def test_a_counter_must_go_up(ana: Person) -> None:
    phone = Phone(counter=5)
    add(sign_in(Client(), ana), phone)
    assert use(phone).status_code == 302
    assert Passkey.objects.get().sign_count == 6
    phone.counter = 3
    assert use(phone).status_code == 200


def test_nobody_adds_to_anothers_account(client: Client, ana: Person, ben: Person) -> None:
    sent = Phone().add(options(sign_in(client, ana), ADD))
    sign_in(client, ben).post(ADD, {"credential": sent, "name": "x"})
    assert Passkey.objects.count() == 0


def test_the_same_twice(phone: Phone, ben: Person) -> None:
    assert add(sign_in(Client(), ben), phone).status_code == 200
    assert Passkey.objects.count() == 1


def test_take_it_off(phone: Phone, ana: Person, ben: Person) -> None:
    mine = {"remove": str(Passkey.objects.get().pk)}
    sign_in(Client(), ben).post(ADD, mine)
    assert Passkey.objects.count() == 1
    # By a password alone neither.
    assert sign_in(Client(), ana, strong=False).post(ADD, mine)["Location"].startswith("/second")
    client = sign_in(Client(), ana)
    client.post(ADD, mine)
    assert Passkey.objects.count() == 0
    assert Session.objects.filter(person=ana).get().strong_at is None


def test_asked_for_where_only_a_passkey_is_set_up(phone: Phone, ana: Person) -> None:
    page = sign_in(Client(), ana, strong=False).get("/second-factor/").content.decode()
    assert "Use your passkey to go on" in page


def test_used_by_who_is_signed_in_it_is_the_second_factor(phone: Phone, ana: Person) -> None:
    client = sign_in(Client(), ana, strong=False)
    before = Session.objects.count()
    use(phone, client)
    assert Session.objects.count() == before
    assert client.get(ADD).status_code == 200


BROKEN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "rawId", "response", "type", "clientDataJSON", "signature"]),
            inner,
        )
    ),
)


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sent=st.text() | BROKEN.map(json.dumps))
def test_whatever_is_sent_is_refused_calmly(sent: str) -> None:
    with pytest.raises(Refused):
        owner_of(Site("http://testserver"), sent)


@pytest.mark.django_db
def test_nothing_sent(client: Client, thursday: datetime) -> None:
    assert client.post(USE).status_code == 200
    assert person("Ana").passkeys.count() == 0
