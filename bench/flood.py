"""A flood of sign-ins, and whether Help now and the finder still answer: 200 a second for half a
minute, of names that are known and names that are not, each with a password that is not theirs."""

import asyncio
import re
import sys
import time
import urllib.request
from collections import Counter
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from bench.figure import show
from bench.site import demo_region
from tests.serving import Site, serving
from tests.sitemap import ZIP

A_SECOND, SECONDS = 200, 30
ASKED_EVERY = 0.1  # seconds
GIVE_UP = 30.0
KNOWN = [f"Known {number}" for number in range(20)]
PAGES = {"help-now": "/help-now/", "finder": f"/gatherings/?near={ZIP}&within="}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


def main() -> None:
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    with demo_region() as folder:
        make_known(folder)
        with serving(folder, workers=2) as site:
            asyncio.run(flood(site, seconds))


def make_known(folder: Path) -> None:
    from django.contrib.auth.hashers import make_password

    from kithway.people.models import Person
    from kithway.people.models.person import name_key

    hashed = make_password("seven small boats")
    Person.objects.bulk_create(
        Person(name=name, name_key=name_key(name), password=hashed) for name in KNOWN
    )


async def flood(site: Site, seconds: int) -> None:
    cookie, token = form_of(site.address)
    answers: Counter[int] = Counter()
    waited: dict[str, list[float]] = {name: [] for name in PAGES}
    busy_waited: list[float] = []
    until = time.monotonic() + seconds
    asking = [asyncio.create_task(ask(site, name, waited[name], until)) for name in PAGES]
    sending = []
    number, began = 0, time.monotonic()
    while time.monotonic() < until:
        name = KNOWN[number % len(KNOWN)] if number % 2 else f"Nobody {number}"
        form = {"csrfmiddlewaretoken": token, "name": name, "password": f"not it {number}"}
        sending.append(asyncio.create_task(sign_in(site, cookie, form, answers, busy_waited)))
        number += 1
        await asyncio.sleep(max(0.0, began + number / A_SECOND - time.monotonic()))
    await asyncio.gather(*asking, *sending)
    show("flood.sent", number / seconds, "sign-ins/s", limit=A_SECOND * 0.9, at_least=True)
    for status, count in sorted(answers.items()):
        show(f"flood.answered.{status}", count, "answers")
    others = sum(count for status, count in answers.items() if status not in {200, 303, 302, 503})
    show("flood.answered.otherwise", others, "answers", limit=0)
    show("flood.answered.busy", answers[503], "answers", limit=1, at_least=True)
    show("flood.sign-in.p99", 1000 * quantile(busy_waited, 0.99), "ms")
    for name, times in waited.items():
        show(f"flood.{name}.p50", 1000 * quantile(times, 0.5), "ms")
        show(f"flood.{name}.p99", 1000 * quantile(times, 0.99), "ms", limit=1000)


def form_of(address: str) -> tuple[str, str]:
    """The cookie and the token of the form, as a browser has them."""
    with urllib.request.urlopen(f"{address}/sign-in/", timeout=10) as answer:
        found = TOKEN.search(answer.read().decode())
        cookie: SimpleCookie = SimpleCookie(answer.headers["Set-Cookie"])
    assert found is not None
    return f"csrftoken={cookie['csrftoken'].value}", found[1]


async def sign_in(
    site: Site, cookie: str, form: dict[str, str], answers: Counter[int], waited: list[float]
) -> None:
    body = urlencode(form)
    head = [
        "POST /sign-in/ HTTP/1.1",
        f"Host: {urlsplit(site.address).netloc}",
        f"Cookie: {cookie}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        "Connection: close",
    ]
    began = time.monotonic()
    status, wait_said = await send(site, "\r\n".join(head) + "\r\n\r\n" + body)
    waited.append(time.monotonic() - began)
    # Whoever is turned away is told when to come back.
    answers[status if status != 503 or wait_said else -503] += 1


async def ask(site: Site, name: str, waited: list[float], until: float) -> None:
    """One person after the other, as they would without a flood; none is answered from a cache."""
    number = 0
    while time.monotonic() < until:
        path = PAGES[name] + (str(number % 90 + 5) if name == "finder" else f"?{number}")
        host = urlsplit(site.address).netloc
        began = time.monotonic()
        status, _ = await send(
            site, f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )
        waited.append(time.monotonic() - began if status == 200 else GIVE_UP)
        number += 1
        await asyncio.sleep(ASKED_EVERY)


async def send(site: Site, request: str) -> tuple[int, bool]:
    """The status, or 0 for none, and whether it says when to ask again."""
    parts = urlsplit(site.address)
    try:
        async with asyncio.timeout(GIVE_UP):
            reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
            writer.write(request.encode())
            answer = await reader.read()
            writer.close()
    except (TimeoutError, OSError):
        return 0, False
    return int(answer[9:12] or 0), b"\r\nretry-after:" in answer.lower()


def quantile(times: list[float], part: float) -> float:
    ordered = sorted(times) or [GIVE_UP]
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


if __name__ == "__main__":
    main()
