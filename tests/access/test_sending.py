"""Every address × what is not reading × each of the cast."""

from typing import Any

import pytest
from django.db import transaction

from tests.access.asking import EVERY, OPEN, WHO, address, ask, by_mark, outcome, written
from tests.access.world import World

pytestmark = [pytest.mark.django_db]


@EVERY
def test_other_methods(route: Any, world: World, tokens: dict[str, str]) -> None:
    """No address takes PUT, DELETE or PATCH, whoever sends it."""
    name, _path, _access, arguments = route
    path = address(name, arguments, world.mine)
    met = {
        (method, who): ask(method, path, tokens.get(who)).status_code
        for method in ("put", "delete", "patch")
        for who in WHO
    }
    assert set(met.values()) == {405}


@EVERY
def test_sending(route: Any, world: World, tokens: dict[str, str]) -> None:
    """Whoever may not read may not send either, and what they send changes nothing."""
    name, _path, access, arguments = route
    path = address(name, arguments, world.mine)
    for who in WHO:
        wanted = by_mark(name, access, who)
        with transaction.atomic(), written() as said:
            answer = ask("post", path, tokens.get(who))
            transaction.set_rollback(True)
        assert answer.status_code < 500, who
        if wanted != OPEN:
            assert (outcome(answer, path), said) == (wanted, []), who
