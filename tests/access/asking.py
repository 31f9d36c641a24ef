"""How the matrix asks: the addresses, who asks for them, what was answered and written."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.client import ClientHandler
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from kithway.people.sessions import COOKIE
from tests.access.declared import HERE, OWNERS, filled
from tests.access.world import UNKNOWN
from tests.cast import CAST
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


class Asking(RequestFactory):
    """As Django's `Client`, with one handler for all: to load one for each of 12,000 requests, and
    to keep what each template was given, is a quarter of the time."""

    def request(self, **environ: Any) -> HttpResponse:
        return handler()(self._base_environ(**environ))


@cache
def handler() -> ClientHandler:
    """What raises within is answered with 500."""
    found = ClientHandler(enforce_csrf_checks=False)
    found.load_middleware()
    return found


def ask(method: str, path: str, token: str | None, body: Any = None) -> HttpResponse:
    asking = Asking()
    if token:
        asking.cookies[COOKIE] = token
    return getattr(asking, method)(path, body or {})


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
