"""Every address × method × each of the cast: what its mark declares is what happens.

Addresses come from the URL table; what an address needs to be asked for stands in declared.py.
"""

from typing import Any

import pytest

from tests.access.asking import (
    EVERY,
    WHO,
    address,
    ask,
    changing,
    declared,
    outcome,
    written,
)
from tests.access.world import World, missing

pytestmark = [pytest.mark.django_db]


def test_there_is_a_row_of_everything(world: World, tokens: dict[str, str]) -> None:
    assert missing() == []


@EVERY
def test_reading(route: Any, world: World, tokens: dict[str, str]) -> None:
    """GET and HEAD meet what is declared, and change nothing."""
    name, _path, access, arguments = route
    path = address(name, arguments, world.mine)
    with written() as said:
        met = {who: outcome(ask("get", path, tokens.get(who)), path) for who in WHO}
        heads = {who: outcome(ask("head", path, tokens.get(who)), path) for who in WHO}
    assert met == {who: declared(name, access, who) for who in WHO}
    assert heads == met
    assert changing(said) == []
