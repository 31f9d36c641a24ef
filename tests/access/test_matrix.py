"""Every address × method × each of the cast: what its mark declares is what happens.

Addresses come from the URL table; what an address needs to be asked for stands in declared.py.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.db import connections, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from kithway.people.sessions import COOKIE, open_session
from tests.access.bodies import (
    ANYONES,
    BODIES,
    NO_ROW_IN_BODY,
    OPENS_AN_ACCOUNT,
    QUESTIONS,
    READ_ALONE,
)
from tests.access.declared import HERE, OWNERS, filled, stands_for
from tests.access.world import UNKNOWN, World, missing, write_world
from tests.cast import CAST
from tests.clock import NOON
from tests.undone import undone

NAME = re.compile(r"\{(\w+)\}")
# Made anew for each page.
FORM_TOKEN = re.compile(r'value="[\w:-]{40,}"')
ARGUMENT = re.compile(r"<(?:(\w+):)?(\w+)>")
NOBODY, WEAK = "nobody", "Emi, password alone"
WHO = (NOBODY, *CAST, WEAK)
OPEN, ABSENT, SIGN_IN, SECOND = "open", "not there", "sign in", "second factor"
# What reading may write: who read what, and when a session was last seen.
READING_WRITES = re.compile(
    r'INSERT (OR IGNORE )?INTO "consent_receipt"|'
    r'UPDATE "people_session" SET "seen_at" = [^,]* WHERE'
)


def routes(
    patterns: list[URLPattern | URLResolver], before: str = ""
) -> Iterator[tuple[str, str, str, list[tuple[str, str]]]]:
    for pattern in patterns:
        here = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, here)
        else:
            access = getattr(pattern.callback, "access", "")
            yield pattern.name, here, access, ARGUMENT.findall(here)


ROUTES = sorted({each[0]: each for each in routes(get_resolver().url_patterns)}.values())
EVERY = pytest.mark.parametrize("route", ROUTES, ids=lambda route: route[0])
IN_ROOM = [route for route in ROUTES if route[2] == "coordinator"]
PRIVATE = {"coordinator", "signed in", "signed in, two factors", "steward"}
WITH_ROWS = [
    route for route in ROUTES if route[2] in PRIVATE and any(name != "room" for _, name in route[3])
]
LINKS = [route for route in ROUTES if route[2] == "private link"]
TOKENS = {"guest", "date_token", "recovery"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Written once for all, at a held hour."""
    patch = pytest.MonkeyPatch()
    patch.setattr(timezone, "now", lambda: NOON)
    with django_db_blocker.unblock(), undone():
        yield write_world()
    patch.undo()


@pytest.fixture(scope="module")
def tokens(world: World) -> dict[str, str]:
    """The cookie of each of the cast, signed in with two factors, and of Emi with one."""
    found = {name: open_session(person=who, strong=True)[1] for name, who in world.people.items()}
    return {**found, WEAK: open_session(person=world.people["Emi"])[1]}


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


NAMED = [
    pytest.param(method, name, *one, id=f"{method} {name} {number}")
    for method, table in (("post", BODIES), ("get", QUESTIONS))
    for name in sorted(table)
    for number, one in enumerate(table[name])
]


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


@dataclass(frozen=True)
class Sent:
    """`seen`: the answer without what was sent; `wrote`: what it would have written."""

    status: int
    seen: Any
    wrote: list[str]


def sent(
    method: str, path: str, token: str | None, body: dict[str, str], rows: dict[str, Any]
) -> Sent:
    filled_in = {key.format(**rows): words.format(**rows) for key, words in body.items()}
    with undone(), written() as said:
        answer = ask(method, path, token, body=filled_in)
    named = [
        text
        for key, words in body.items()
        for text, template in ((key.format(**rows), key), (words.format(**rows), words))
        if "{" in template
    ]
    return Sent(answer.status_code, _bare(answer, path, *named), changing(said))


def address(name: str, arguments: list[tuple[str, str]], rows: dict[str, Any]) -> str:
    return reverse(name, kwargs=filled(name, [each for _, each in arguments], rows))


def ask(method: str, path: str, token: str | None, body: Any = None) -> HttpResponse:
    client = Client(raise_request_exception=False)
    if token:
        client.cookies[COOKIE] = token
    return getattr(client, method)(path, body or {})


def declared(name: str, access: str, who: str) -> str:
    """What the mark says of who asks, and of the rows of Emi's community."""
    found = by_mark(name, access, who)
    other = HERE.get(name, {})
    return other.get(who, other.get("", found)) if found == OPEN else found


def by_mark(name: str, access: str, who: str) -> str:
    if access in {"anyone", "private link"}:
        return OPEN
    if who == NOBODY:
        return SIGN_IN
    if access in {"signed in, two factors", "coordinator", "steward"} and who == WEAK:
        return SECOND
    if access == "coordinator":
        return OPEN if who == "Emi" else ABSENT
    if access == "steward":
        return OPEN if who == "Femi" else ABSENT
    return OPEN if who in OWNERS.get(name, WHO) else ABSENT


def outcome(answer: HttpResponse, path: str) -> str:
    where = answer.headers.get("Location", "")
    if answer.status_code == 404:
        return ABSENT
    if where.startswith("/sign-in/?"):
        return SIGN_IN
    if where.startswith("/second-factor/?"):
        return SECOND
    return OPEN if answer.status_code in {200, 302} else str(answer.status_code)


def alike(one: HttpResponse, other: HttpResponse, paths: Any) -> bool:
    """Whether two answers are the same, byte for byte, but for the address that was asked for."""
    return _bare(one, paths[0]) == _bare(other, paths[1])


def _bare(answer: HttpResponse, path: str, *said: str) -> tuple[int, str, dict[str, str]]:
    """Without the address and, where a form or a link gives it back, what was sent."""
    body = FORM_TOKEN.sub("", answer.content.decode()).replace(path, "")
    headers = {
        name: words.replace(path, "")
        for name, words in answer.headers.items()
        if name != "Content-Length"
    }
    for text in said:
        given_back = re.compile(rf'(?<=[="]){re.escape(text)}(?=["&]|$)')
        body = given_back.sub("", body)
        headers = {name: given_back.sub("", words) for name, words in headers.items()}
    return answer.status_code, body, headers


def unknown_like(value: Any) -> Any:
    if isinstance(value, str):
        try:
            UUID(value)
        except ValueError:
            return UNKNOWN[str]
    return UNKNOWN[type(value)]


def changing(said: list[str]) -> list[str]:
    """What reading a page may not write."""
    return [sql for sql in said if not READING_WRITES.match(sql)]


@contextmanager
def written() -> Iterator[list[str]]:
    """What was sent to the database that may change a row; quicker than looking at all of them."""
    said: list[str] = []

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().split(" ")[0].upper() in {"INSERT", "UPDATE", "DELETE"}:
            said.append(sql)
        return execute(sql, params, many, context)

    with connections["default"].execute_wrapper(look), connections["keys"].execute_wrapper(look):
        yield said
