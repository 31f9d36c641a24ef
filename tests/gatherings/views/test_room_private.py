"""The community room opens only to its own coordinators, and only on its own rows."""

from datetime import datetime

import pytest
from django.test import Client

from kithway.community.actions import end_role
from kithway.community.models import Community, Role
from kithway.gatherings.models import DateLink, Gathering, Occurrence
from tests.cast import give_role, person, sign_in
from tests.gatherings.views.reading import words
from tests.gatherings.views.rooms import TONIGHT, aged, row

pytestmark = pytest.mark.usefixtures("thursday")


PATHS = (
    "gatherings/hearing-voices/",
    "gatherings/hearing-voices/2026-11-26T1800/",
)


@pytest.mark.parametrize("path", PATHS)
def test_another_communitys_gathering_is_not_there(
    client: Client, jos: str, page: str, path: str
) -> None:
    before = list(Occurrence.objects.order_by("pk").values())
    nowhere = words(client.get(f"{jos}gatherings/nowhere/"))
    assert client.get(f"{jos}{path}").status_code == 404
    assert words(client.get(f"{jos}{path}")) == nowhere
    for say in ("on", "off", "lives", "ended", "link", "end-links", "undo"):
        sent = {"say": say, "date": TONIGHT}
        assert client.post(f"{jos}{path}", sent).status_code == 404
    assert client.post(f"{jos}dates/", {"date": row().pk}).status_code == 404
    assert list(Occurrence.objects.order_by("pk").values()) == before
    assert (DateLink.objects.count(), Gathering.objects.get().ended_at) == (0, None)


def test_lists_of_another_community_are_not_seen(
    client: Client, emis: str, jos: str, hearing_voices: Gathering, online_talk: Gathering
) -> None:
    for gathering in (hearing_voices, online_talk):
        aged(gathering, 130)
    for room, theirs, others in (
        (emis, "Hearing Voices group", "Talk it over"),
        (jos, "Talk it over", "Hearing Voices group"),
    ):
        for path in ("", "dates/", "gatherings/", "gatherings/?q=a"):
            text = words(client.get(f"{room}{path}"))
            assert [theirs in text, others in text] == [True, False]
        said = words(client.get(f"{room}dates/?said={row().pk}"))
        assert ("Hearing Voices group, Tonight, 6:00–7:30 pm:" in said) is (room == emis)


@pytest.mark.parametrize("path", ["", "dates/", "settings/", "gatherings/", *PATHS])
def test_a_role_taken_back_opens_nothing_from_then_on(
    client: Client, emis: str, page: str, community: Community, path: str
) -> None:
    give_role(person("Dara"), community, Role.Kind.COORDINATOR)
    assert client.get(f"{emis}{path}").status_code == 200
    end_role(role=community.roles.get(person__name="Emi"), by=person("Dara"))
    assert client.get(f"{emis}{path}").status_code == 404
    assert client.post(f"{emis}{path}", {"say": "lives"}).status_code == 404


@pytest.mark.parametrize("path", ["", "dates/", "settings/", "gatherings/", "lists/", *PATHS])
def test_strangers_are_told_of_no_such_room(emis: str, page: str, path: str) -> None:
    """Whoever is not signed in is asked to, whether there is such a room or not."""
    sign_ins = [Client().get(f"{room}{path}") for room in (emis, "/community-room/nowhere/")]
    assert [answer.status_code for answer in sign_ins] == [302, 302]
    give_role(person("Dara"), Community.objects.get(), Role.Kind.FACILITATOR)
    for name in ("Hana", "Jo", "Dara"):
        client = sign_in(Client(), person(name))
        nowhere = words(client.get("/community-room/nowhere/"))
        for answer in (client.get(f"{emis}{path}"), client.post(f"{emis}{path}", {"say": "on"})):
            assert (answer.status_code, words(answer)) == (404, nowhere)
    weak = sign_in(Client(), person("Emi"), strong=False).get(f"{emis}{path}")
    assert weak["Location"].startswith("/second-factor/?next=")


@pytest.mark.parametrize("path", ["", "dates/", "settings/", "gatherings/", *PATHS])
def test_reading_changes_nothing(client: Client, emis: str, page: str, path: str) -> None:
    def kept() -> list[list[dict[str, datetime]]]:
        models = (Gathering, Occurrence, DateLink, Community)
        return [list(model.objects.order_by("pk").values()) for model in models]

    before = kept()
    asked = {"say": "off", "date": row().pk, "days": 3}
    for method in (client.get, client.head):
        answer = method(f"{emis}{path}", asked)
        assert set(answer["Cache-Control"].split(", ")) == {"no-store", "private"}
        assert answer.cookies.keys() <= {"csrftoken"}
    assert kept() == before
