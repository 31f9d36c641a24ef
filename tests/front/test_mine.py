import pytest
from django.test import Client
from django.utils import timezone

from kithway.community.actions import offer_role
from kithway.community.models import Community, CommunityRequest, Role
from kithway.people.models import Person
from tests.cast import CAST, give_role, sign_in


def test_nothing_yet(client: Client, hana: Person) -> None:
    page = sign_in(client, hana).get("/mine/").content.decode()
    assert "Nothing here yet" in page


def test_a_community_that_was_asked_for(client: Client, hana: Person) -> None:
    asked = CommunityRequest.objects.create(person=hana, name="Kettle Friends")
    page = sign_in(client, hana).get("/mine/").content.decode()
    assert "Kettle Friends" in page
    assert "Waits for a steward" in page
    assert "Nothing here yet" not in page
    CommunityRequest.objects.filter(pk=asked.pk).update(answered_at=timezone.now())
    assert "Kettle Friends" not in client.get("/mine/").content.decode()


@pytest.fixture
def offered(community: Community, dara: Person, emi: Person) -> Role:
    return offer_role(community=community, person=dara, kind=Role.Kind.FACILITATOR, by=emi)


def test_a_role_that_was_offered(client: Client, dara: Person, offered: Role) -> None:
    page = sign_in(client, dara).get("/mine/").content.decode()
    assert f"/mine/roles/{offered.pk}/" in page
    assert "Emi asks whether you will" in client.get(f"/mine/roles/{offered.pk}/").content.decode()
    offered.refresh_from_db()
    assert offered.accepted_at is None


@pytest.mark.parametrize(("answer", "held"), [("accept", 1), ("end", 0), ("", 0)])
def test_answers(
    client: Client, dara: Person, offered: Role, community: Community, answer: str, held: int
) -> None:
    sign_in(client, dara).post(f"/mine/roles/{offered.pk}/", {"answer": answer})
    assert community.roles.held().count() == held
    assert community.roles.offered().count() == (0 if answer else 1)


def test_lay_it_down(client: Client, dara: Person, community: Community) -> None:
    role = give_role(dara, community, Role.Kind.FACILITATOR)
    sign_in(client, dara).post(f"/mine/roles/{role.pk}/", {"answer": "end"})
    assert community.roles.held().count() == 0


def test_the_last_coordinator_stays(client: Client, emi: Person, community: Community) -> None:
    role = give_role(emi, community, Role.Kind.COORDINATOR)
    page = sign_in(client, emi).post(f"/mine/roles/{role.pk}/", {"answer": "end"})
    assert "A community needs a coordinator" in page.content.decode()
    assert community.roles.held().count() == 1


def test_nobody_answers_for_another(
    client: Client, everyone: dict[str, Person], offered: Role, community: Community
) -> None:
    for name in set(CAST) - {"Dara"}:
        sign_in(client, everyone[name])
        for page in (
            client.get(f"/mine/roles/{offered.pk}/"),
            client.post(f"/mine/roles/{offered.pk}/", {"answer": "accept"}),
            client.get("/mine/roles/999999/"),
        ):
            assert page.status_code == 404
    assert community.roles.held().count() == 0


def test_my_room(client: Client, emi: Person, community: Community) -> None:
    give_role(emi, community, Role.Kind.COORDINATOR)
    page = sign_in(client, emi).get("/mine/").content.decode()
    assert f"/community-room/{community.slug}/" in page
