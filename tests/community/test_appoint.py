import io

import pytest
from django.core.management import CommandError, call_command

from kithway.community.models import Community, Role
from kithway.people.models import Person, Stewardship


def appoint(*words: str) -> str:
    said = io.StringIO()
    call_command("appoint", *words, stdout=said)
    return said.getvalue()


def test_a_steward(femi: Person) -> None:
    for _ in range(2):
        assert appoint("femi", "--steward") == "Femi is a steward of this site.\n"
    assert Stewardship.objects.count() == 1


def test_a_coordinator_is_offered_it_and_accepts(emi: Person, community: Community) -> None:
    said = appoint("Emi", "--community", community.slug)
    assert said == "coordinator of Three Rivers: Emi accepts it at /mine/.\n"
    role = Role.objects.get()
    assert (role.kind, role.person, role.accepted_at) == ("coordinator", emi, None)


def test_another_role(dara: Person, community: Community) -> None:
    appoint("Dara", "--community", community.slug, "--role", "facilitator")
    assert Role.objects.get().kind == "facilitator"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Nobody", "--steward"), "Nobody here has the name"),
        (("Emi",), "Say --steward, or --community"),
        (("Emi", "--community", "nowhere"), "There are: three-rivers."),
        (("Emi", "--community", "nowhere", "--steward"), "There are: three-rivers."),
    ],
)
def test_says_what_to_do(
    emi: Person, community: Community, words: tuple[str, ...], said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        appoint(*words)
    assert (Role.objects.count(), Stewardship.objects.count()) == (0, 0)
