"""People of a community and their roles: offered, answered, over at once when taken back."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kithway.community.actions import accept_role, end_role, offer_role
from kithway.community.models import Community, Entry, Role
from kithway.community.rules import Denied
from kithway.people.models import Person
from tests.cast import CAST, give_role, person, sign_in
from tests.gatherings.views.reading import STOCK, words

pytestmark = pytest.mark.usefixtures("thursday")


def test_offered_by_name_accepted_and_taken_back(
    client: Client, emis: str, community: Community, dara: Person
) -> None:
    people = f"{emis}people/"
    assert client.post(people, {"name": " dara ", "kind": "coordinator"}).status_code == 302
    role = Role.objects.get(person=dara)
    assert (role.kind, role.offered_by, role.accepted_at) == ("coordinator", "Emi", None)
    assert "Waiting for their answer Dara Coordinator" in words(client.get(people))
    theirs = sign_in(Client(), dara)
    assert theirs.get(emis).status_code == 404
    accept_role(role=role, by=dara)
    assert theirs.get(emis).status_code == 200
    assert "Dara Coordinator Emi Coordinator" in words(client.get(people))
    assert client.post(f"{people}{role.pk}/").status_code == 302
    assert theirs.get(emis).status_code == 404
    with pytest.raises(Denied):
        accept_role(role=role, by=dara)
    said = Entry.objects.filter(name="Dara").values_list("verb", flat=True)
    assert sorted(said) == ["role-accepted", "role-ended", "role-offered"]


def test_an_offer_taken_back_is_no_longer_there(
    client: Client, emis: str, community: Community, dara: Person, emi: Person
) -> None:
    role = offer_role(community=community, person=dara, kind="facilitator", by=emi)
    again = offer_role(community=community, person=dara, kind="facilitator", by=emi)
    assert role == again
    client.post(f"{emis}people/{role.pk}/")
    with pytest.raises(Denied):
        accept_role(role=role, by=dara)
    assert client.get(f"{emis}people/{role.pk}/").status_code == 404


def test_only_whom_it_was_offered_accepts(community: Community, dara: Person, hana: Person) -> None:
    role = offer_role(community=community, person=dara, kind="coordinator", by=None)
    with pytest.raises(Denied):
        accept_role(role=role, by=hana)
    assert Role.objects.held().count() == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": "Nobody", "kind": "member"}, "Nobody signs in with this name yet."),
        ({"name": "", "kind": "member"}, "Give a name."),
        ({"name": "Dara", "kind": "steward"}, "Choose one of these."),
        ({"name": "Dara"}, "Choose one of these."),
        ({"name": "x" * 61, "kind": "member"}, "Make this shorter: at most 60 characters."),
    ],
)
def test_what_cannot_be_offered(
    client: Client, emis: str, dara: Person, given: dict[str, str], said: str
) -> None:
    text = words(client.post(f"{emis}people/", given))
    assert said in text
    assert STOCK.search(text) is None
    assert Role.objects.filter(person=dara).count() == 0


def test_the_last_coordinator_stays(client: Client, emis: str, community: Community) -> None:
    mine = community.roles.get(person__name="Emi")
    text = words(client.post(f"{emis}people/{mine.pk}/"))
    assert "A community needs a coordinator. Let somebody else become one first." in text
    assert client.get(emis).status_code == 200
    # One who was only offered it is no coordinator yet.
    offer_role(community=community, person=person("Ben"), kind="coordinator", by=None)
    with pytest.raises(Denied):
        end_role(role=mine, by=None)
    give_role(person("Ben"), community, Role.Kind.COORDINATOR)
    assert client.post(f"{emis}people/{mine.pk}/")["Location"] == "/"
    assert client.get(emis).status_code == 404


def test_only_coordinators_see_who_is_here(
    client: Client, emis: str, jos: str, community: Community, dara: Person
) -> None:
    role = give_role(dara, community, Role.Kind.FACILITATOR)
    for name in sorted(CAST.keys() - {"Emi", "Jo"}):
        theirs = sign_in(Client(), person(name))
        for path in ("people/", f"people/{role.pk}/"):
            assert theirs.get(f"{emis}{path}").status_code == 404
            assert theirs.post(f"{emis}{path}", {"name": "Dara"}).status_code == 404
    nowhere = words(client.get(f"{jos}people/999999/"))
    for answer in (client.get(f"{jos}people/{role.pk}/"), client.post(f"{jos}people/{role.pk}/")):
        assert (answer.status_code, words(answer)) == (404, nowhere)
    assert "Dara" not in words(client.get(f"{jos}people/"))
    role.refresh_from_db()
    assert role.ended_at is None


def test_as_many_queries_at_one_as_at_many(
    client: Client,
    emis: str,
    community: Community,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client.get(f"{emis}people/")
    with django_assert_num_queries(5):
        client.get(f"{emis}people/")
    for name in CAST:
        give_role(person(name), community, Role.Kind.MEMBER)
        offer_role(community=community, person=person(name), kind="educator", by=None)
    with django_assert_num_queries(5):
        client.get(f"{emis}people/")
