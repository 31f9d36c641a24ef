"""The finder at 2,000, 20,000 and 200,000 gatherings, on SQLite and on PostgreSQL.

Run by itself it builds each region and starts a process of its own to measure it; sizes can be
chosen, and databases: `python -m bench.search 20000 sqlite`. Places are drawn from all places there
are, so that busy towns are searched as often as they are lived in.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import fmean, median, quantiles
from typing import Any
from urllib.parse import urlencode

from bench.figure import show
from tests.parts import POSTGRESQL
from tests.postgresql import postgresql

SIZES = (2_000, 20_000, 200_000)
IN_DEMO = 300
SEARCHES, PAGES = 2000, 300
P99_MS = {2_000: 5.0, 20_000: 5.0, 200_000: 15.0}
ROOT = Path(__file__).parents[1]


def main() -> None:
    databases = {"sqlite": sqlite, "postgresql": served}
    sizes = [int(word) for word in sys.argv[1:] if word.isdecimal()] or SIZES
    names = [word for word in sys.argv[1:] if word in databases] or list(databases)
    for size in sizes:
        for name in names:
            place = databases[name]
            with tempfile.TemporaryDirectory(prefix="kithway-bench-") as folder, place() as url:
                here = {**os.environ, "KITHWAY_DATA": folder, "DATABASE_URL": url}
                _kithway(here, "migrate")
                _kithway(here, "build_gazetteer")
                _kithway(here, "collectstatic", "--noinput")
                started = time.monotonic()
                _kithway(here, "demo", "--scale", str(round(size / IN_DEMO)))
                built = time.monotonic() - started
                show(f"build_{size}_{name}", built, "s")
                command = [sys.executable, "-m", "bench.search", "measure", str(size), name]
                subprocess.run(command, env=here, cwd=ROOT, check=True)


@contextmanager
def sqlite() -> Iterator[str]:
    yield ""


@contextmanager
def served() -> Iterator[str]:
    programs = POSTGRESQL.find()
    if programs is None:
        raise SystemExit(f"{POSTGRESQL.name}: {POSTGRESQL.get}")
    with postgresql(programs.parent) as url:
        yield url


def _kithway(environment: dict[str, str], *words: str) -> None:
    command = [sys.executable, "manage.py", *words, "--verbosity", "0"]
    subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def measure(size: int, name: str) -> None:
    """In a process whose settings name the region: the search, the page and the JSON."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "kithway.config.settings"
    django.setup()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    asked = list(_questions(SEARCHES))
    _search(asked, size, name)
    _served("/gatherings/", asked[:PAGES], f"page_{size}_{name}", 5.0)
    _served("/gatherings.json", asked[:PAGES], f"json_50_rows_{size}_{name}", 3.0)
    _anywhere(size, name)


def _questions(number: int) -> Iterator[dict[str, str]]:
    from kithway.community.models import Place
    from kithway.gatherings.vocabulary import KINDS

    points = list(Place.objects.exclude(cell=None).values_list("latitude", "longitude"))
    chance = random.Random(1)
    for _ in range(number):
        latitude, longitude = chance.choice(points)
        near = f"{latitude + chance.gauss(0, 0.05):.3f},{longitude + chance.gauss(0, 0.05):.3f}"
        yield {"near": near, "kind": chance.choice(list(KINDS))}


def _search(asked: list[dict[str, str]], size: int, name: str) -> None:
    from django.utils.timezone import now

    from kithway.community.geography import locate
    from kithway.gatherings.finding import read, search, span

    ready = []
    for each in asked:
        question = read(lambda key, each=each: [each[key]] if key in each else []).measured("mi")
        where = locate(question.near)
        assert where is not None
        ready.append((question, span(question, _zone(where), now()), where))
    times = _milliseconds([lambda each=each: search(*each) for each in ready])
    found = [len(search(*each).keys) for each in ready[:200]]
    show(f"search_found_{size}_{name}", fmean(found), "dates")
    show(f"search_p50_{size}_{name}", median(times), "ms")
    show(f"search_p99_{size}_{name}", quantiles(times, n=100)[98], "ms", limit=P99_MS.get(size))


def _zone(where: Any) -> Any:
    from zoneinfo import ZoneInfo

    from kithway.community.geography import zone_near

    return ZoneInfo(where.timezone or zone_near(where.point))


def _milliseconds(calls: list[Callable[[], object]]) -> list[float]:
    for call in calls[:50]:
        call()
    times = []
    for call in calls:
        started = time.perf_counter()
        call()
        times.append(1000 * (time.perf_counter() - started))
    return times


def _served(path: str, asked: list[dict[str, str]], name: str, limit: float) -> None:
    """All of Django, uncached: CPU a request, and the most queries that one took."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.db import connection
    from django.test import RequestFactory
    from django.test.utils import CaptureQueriesContext

    handler, factory = WSGIHandler(), RequestFactory(SERVER_NAME="127.0.0.1")
    requests = [factory.get(f"{path}?{urlencode(each)}").environ for each in asked]

    def ask(environ: dict[str, Any]) -> None:
        response = handler(dict(environ), lambda *_: None)
        response.close()

    for environ in requests[:20]:
        ask(environ)
    started = time.process_time()
    for environ in requests:
        ask(environ)
    cpu = 1000 * (time.process_time() - started) / len(requests)
    show(f"{name}_cpu", cpu, "ms", limit=limit)
    most = 0
    for environ in requests[:20]:
        with CaptureQueriesContext(connection) as queries:
            ask(environ)
        most = max(most, len(queries))
    show(f"{name}_queries", most, "queries", limit=12)


def _anywhere(size: int, name: str) -> None:
    """Without a place: what a region-wide list, a kind and a word cost. They have no limit."""
    for key, query in (("all", {}), ("kind", {"kind": "creative"}), ("word", {"q": "drum"})):
        _served("/gatherings/", [query] * 30, f"page_anywhere_{key}_{size}_{name}", 1000.0)


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        measure(int(sys.argv[2]), sys.argv[3])
    else:
        main()
