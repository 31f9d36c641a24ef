"""Getting back in with a code app, where others use the device, and by anybody’s link."""

import pytest
from django.test import Client

from kithway.people.models import Person
from tests.cast import sign_in, with_password
from tests.clock import days_on
from tests.people.views.pages import CODE, LETTERS, code_now, link, set_up_app, ticket
from tests.people.views.test_recover import (
    FILE,
    NEW,
    ana,
    ask,
    code,
    mail,
    mail_is_sent,
    opens,
    recover,
)

__all__ = ["ana", "code", "mail", "mail_is_sent"]
pytestmark = pytest.mark.usefixtures("thursday")


def test_a_mistyped_code_of_the_app_loses_no_recovery_code(
    client: Client, ana: Person, code: str
) -> None:
    _, backups = set_up_app(sign_in(client, ana))
    page = recover(code).content.decode()
    new = CODE.findall(page)
    for _ in range(2):
        wrong = Client().post("/second-factor/", {"ticket": ticket(page), "code": "000000"})
        page = wrong.content.decode()
        assert ("does not fit" in page, CODE.findall(page)) == (True, new)
    done = Client().post("/second-factor/", {"ticket": ticket(page), "code": backups[0]})
    assert done["Location"] == "/mine/"
    assert CODE.findall(recover(new[0]).content.decode()) not in ([], new)


@pytest.mark.parametrize("shared", [False, True])
def test_no_file_of_codes_on_a_shared_device(ana: Person, code: str, shared: bool) -> None:
    more = {"shared": "on"} if shared else {}
    client = Client()
    page = client.post("/recover/", {"name": "Ana", "code": code, "password": NEW, **more})
    assert ana.sessions.get().shared is shared
    pages = [page, client.post("/mine/settings/recovery-code/")]
    client.get("/mine/settings/code-app/")
    (letters,) = LETTERS.findall(client.get("/mine/settings/code-app/").content.decode())
    pages.append(client.post("/mine/settings/code-app/", {"code": code_now(letters)}))
    offered = [FILE in page.content.decode() for page in pages]
    assert offered == [not shared] * 3
    assert [len(CODE.findall(page.content.decode())) for page in pages] == [1, 1, 10]
    sent = client.post(FILE, {"codes": "ABCD-EFGH"})
    assert sent.status_code == (404 if shared else 200)


def test_the_link_signs_nobody_in(ana: Person, mail: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another site may send somebody's browser a link of its own account."""
    ask()
    to = link()
    days_on(monkeypatch, 7)
    ben = with_password("Ben")
    client = sign_in(Client(), ben)
    page = client.post(to, {"password": NEW})
    assert page.cookies.get("kithway") is None
    assert (ana.sessions.count(), ben.sessions.count()) == (0, 1)
    assert 'href="/sign-in/"' in page.content.decode()
    assert FILE not in page.content.decode()
    assert opens(NEW)
