"""What is of another community or person is as what is not there, whatever is in the address."""

from typing import Any

import pytest

from tests.access.asking import (
    IN_ROOM,
    ROUTES,
    address,
    alike,
    ask,
    unknown_like,
    written,
)
from tests.access.declared import OWNERS, stands_for
from tests.access.world import World

PRIVATE = {"coordinator", "signed in", "signed in, two factors", "steward"}
WITH_ROWS = [
    route for route in ROUTES if route[2] in PRIVATE and any(name != "room" for _, name in route[3])
]
LINKS = [route for route in ROUTES if route[2] == "private link"]
TOKENS = {"guest", "date_token", "recovery"}
pytestmark = [pytest.mark.django_db]


@pytest.mark.parametrize("route", IN_ROOM, ids=lambda route: route[0])
def test_a_room_of_others_is_as_one_that_is_not(
    route: Any, world: World, tokens: dict[str, str]
) -> None:
    name, _path, _access, arguments = route
    theirs = address(name, arguments, world.mine)
    nowhere = address(name, arguments, {**world.mine, "room": "nowhere"})
    for who in ("Jo", "Dara", "Hana", "Femi"):
        for method in ("get", "post"):
            met = [ask(method, path, tokens[who]) for path in (theirs, nowhere)]
            assert alike(*met, (theirs, nowhere)), (who, method)


@pytest.mark.parametrize("route", WITH_ROWS, ids=lambda route: route[0])
def test_rows_of_others_are_as_rows_that_are_not(
    route: Any, world: World, tokens: dict[str, str]
) -> None:
    """In one's own room, and in what is one's own: the same 404, whatever is sent."""
    name, _path, access, arguments = route
    who = {"coordinator": "Emi", "steward": "Femi"}.get(access) or min(OWNERS.get(name, {"Hana"}))
    mine = {"room": world.mine["room"]}
    for _kind, argument in arguments:
        row = stands_for(name, argument)
        # What is one's own room, a day or a name of ours; and what all stewards look after.
        if argument in {"room", "span", "beside", "month", "date", "kind"}:
            continue
        if world.mine[row] == world.theirs[row]:
            nowhere = address(name, arguments, {**world.mine, row: unknown_like(world.mine[row])})
            met = [ask(method, nowhere, tokens[who]) for method in ("get", "post")]
            assert [each.status_code for each in met] == [404, 404]
            continue
        theirs = address(name, arguments, {**world.mine, row: world.theirs[row], **mine})
        unknown = {row: unknown_like(world.theirs[row])}
        nowhere = address(name, arguments, {**world.mine, **unknown, **mine})
        for method in ("get", "post"):
            with written() as said:
                met = [ask(method, path, tokens[who]) for path in (theirs, nowhere)]
            assert [each.status_code for each in met] == [404, 404], (argument, method)
            assert alike(*met, (theirs, nowhere)), (argument, method)
            assert said == []


@pytest.mark.parametrize("route", LINKS, ids=lambda route: route[0])
def test_a_link_opens_one_thing_alone(route: Any, world: World, tokens: dict[str, str]) -> None:
    """Where another link's token stands, it is as one that nobody was given, for all."""
    name, _path, _access, arguments = route
    row = stands_for(name, "token")
    paths = [
        address(name, arguments, {**world.mine, row: token})
        for token in ("nobodys", *(world.mine[other] for other in sorted(TOKENS - {row})))
    ]
    for method in ("get", "post"):
        with written() as said:
            met = [
                ask(method, path, token)
                for path in paths
                for token in (None, tokens["Ana"], tokens["Emi"])
            ]
        # The page that asks before it confirms an address asks anybody.
        asks = name == "confirm-mail" and method == "get"
        assert {each.status_code for each in met} == {200 if asks else 404}
        assert said == []
