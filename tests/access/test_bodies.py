"""What is of another community or person is as what is not there, whatever is in the body."""

import pytest

from tests.access.asking import NAME, ROUTES, address, ask, changing, sent, unknown_like, written
from tests.access.bodies import (
    ANYONES,
    BODIES,
    NO_ROW_IN_BODY,
    OPENS_AN_ACCOUNT,
    QUESTIONS,
    READ_ALONE,
)
from tests.access.world import World

pytestmark = [pytest.mark.django_db]
NAMED = [
    pytest.param(method, name, *one, id=f"{method} {name} {number}")
    for method, table in (("post", BODIES), ("get", QUESTIONS))
    for name in sorted(table)
    for number, one in enumerate(table[name])
]


def test_every_form_says_what_its_body_names(world: World) -> None:
    """A new page that takes a form is declared in tests/access/bodies.py, or this fails."""
    declared_once = [*BODIES, *NO_ROW_IN_BODY, *ANYONES, *OPENS_AN_ACCOUNT, *READ_ALONE]
    forms = [
        name
        for name, _path, _access, arguments in ROUTES
        if "POST" in ask("put", address(name, arguments, world.mine), None).headers["Allow"]
    ]
    assert sorted(declared_once) == sorted(forms)


@pytest.mark.parametrize("name", sorted(READ_ALONE))
def test_pages_that_are_read_alone(name: str, world: World, tokens: dict[str, str]) -> None:
    (route,) = [each for each in ROUTES if each[0] == name]
    path = address(name, route[3], world.mine)
    who = {"coordinator": "Emi", "steward": "Femi"}.get(route[2], "Ana")
    every = {f"{key}": str(value) for key, value in world.mine.items()}
    with written() as said:
        ask("post", path, tokens[who], body={**every, "say": "yes"})
    assert changing(said) == []


@pytest.mark.parametrize(("method", "name", "who", "body"), NAMED)
def test_rows_in_bodies(
    method: str, name: str, who: str, body: dict[str, str], world: World, tokens: dict[str, str]
) -> None:
    """What a body names of others is answered as what is not there, and changes nothing."""
    (route,) = [each for each in ROUTES if each[0] == name]
    path = address(name, route[3], world.mine)
    rows = {row for words in (*body, *body.values()) for row in NAME.findall(words)}
    own = sent(method, path, tokens.get(who), body, world.mine)
    # Else it would say nothing that those of others are refused.
    assert own.status < 400
    for row in sorted(row for row in rows if world.mine[row] != world.theirs[row]):
        unknown = unknown_like(world.theirs[row])
        met = [
            sent(method, path, tokens.get(who), body, {**world.mine, row: value})
            for value in (world.theirs[row], unknown)
        ]
        assert [each.wrote for each in met] == [[], []], row
        assert met[0].seen == met[1].seen, row
        assert own.seen != met[1].seen or own.wrote, row
