"""What a page costs: bytes on the way, queries, processor time, memory, and what is installed."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from email.message import Message
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from urllib.parse import urljoin

from bench.figure import show
from bench.site import demo_region, main_pages
from tests.parts import ROOT
from tests.serving import Site, serving
from tests.sitemap import ZIP

KB, MB = 1024, 1024 * 1024
REQUESTS = 200
LOADED = re.compile(r"<(?:script|link|img)\b[^>]*?\b(?:src|href)=\"([^\"]+)\"[^>]*>")
NOT_LOADED = re.compile(r"rel=\"(?:canonical|alternate)\"")
# Another search each time, so that none is answered from a cache.
SEARCHES = """
local n = tonumber(os.getenv("SEED"))
request = function()
  n = n + 1
  local lat, lon = 42 + n % 51 / 100, -72.4 + math.floor(n / 51) % 71 / 100
  local within = 5 + math.floor(n / 3621) % 90
  local path = "/gatherings/?near=%.2f,%.2f&within=%d"
  return wrk.format("GET", string.format(path, lat, lon, within))
end
"""


def main() -> None:
    with demo_region() as folder:
        with serving(folder, workers=2) as site:
            pages = main_pages(site.address)
            first_page(site.address)
            throughput(site, pages)
            memory(site, pages)
        in_process(pages)
    installed()
    if "--cold" in sys.argv:
        cold_start()


def first_page(address: str) -> None:
    """All that a browser fetches for the first page it opens, headers too, compressed."""
    page, headers = _fetch(f"{address}/")
    total, scripts = len(page) + _length(headers), 0
    source = _plain(page, headers)
    for tag in LOADED.finditer(source):
        if NOT_LOADED.search(tag[0]):
            continue
        body, got = _fetch(urljoin(f"{address}/", tag[1]))
        total += len(body) + _length(got)
        scripts += len(body) if ".js" in tag[1] else 0
    show("page.first.bytes", total / KB, "KB", limit=60)
    show("page.first.scripts", scripts / KB, "KB", limit=25)


def in_process(pages: dict[str, str]) -> None:
    """Queries and processor time of each page, without any cache in front."""
    from django.core.wsgi import get_wsgi_application
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    application = get_wsgi_application()
    for name, path in {**pages, "gatherings-json": f"/gatherings.json?near={ZIP}"}.items():
        _ask(application, path)
        with CaptureQueriesContext(connection) as asked:
            _ask(application, path)
        show(f"page.{name}.queries", len(asked), "queries", limit=12)
        began = time.process_time()
        for _ in range(REQUESTS):
            _ask(application, path)
        spent = 1000 * (time.process_time() - began) / REQUESTS
        show(f"page.{name}.processor", spent, "ms", limit=3 if "json" in name else 5)


def throughput(site: Site, pages: dict[str, str]) -> None:
    """Requests a second with two workers, on this machine, which the load shares."""
    if shutil.which("wrk") is None:
        print("wrk is not here (apt install wrk): no throughput", file=sys.stderr)
        return
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SEARCHES)
        script.flush()
        rate = _wrk(f"{site.address}/", "-s", script.name)
    show("page.gatherings.uncached", rate, "requests/s", limit=300, at_least=True)
    for name in ("home", "gatherings", "gathering"):
        rate = _wrk(site.address + pages[name])
        show(f"page.{name}.cached", rate, "requests/s", limit=3000, at_least=True)


def memory(site: Site, pages: dict[str, str]) -> None:
    for path in pages.values():
        for _ in range(20):
            _fetch(site.address + path)
    whole = sum(_proportional(process) for process in _family(site.process))
    show("site.memory", whole / KB, "MB", limit=250)


def installed() -> None:
    """What `make setup` brings, as unpacked."""
    names = re.findall(r"^([\w.-]+)==", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    show("site.installed", sum(map(_size, names)) / MB, "MB", limit=400)


def cold_start() -> None:
    """From a fresh clone to the first page; only where asked for by --cold, since it downloads."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["git", "clone", "-q", str(ROOT), folder], check=True)
        began = time.monotonic()
        served = subprocess.Popen(["make", "-C", folder, "run", "PORT=8899"], process_group=0)
        try:
            _wait("http://127.0.0.1:8899/")
            show("site.cold_start", time.monotonic() - began, "s", limit=120)
        finally:
            os.killpg(served.pid, 15)
            served.wait()


def _fetch(address: str) -> tuple[bytes, Message]:
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip, br"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.read(), answer.headers


def _length(headers: Message) -> int:
    return len(headers.as_bytes())


def _plain(page: bytes, headers: Message) -> str:
    import gzip

    return (gzip.decompress(page) if headers.get("Content-Encoding") == "gzip" else page).decode()


def _ask(application: Callable[..., object], path: str) -> bytes:
    from django.test import RequestFactory

    environ = RequestFactory(SERVER_NAME="localhost").get(path).environ
    response = application(environ, lambda status, headers: None)
    return b"".join(response)  # type: ignore[arg-type]


def _wrk(address: str, *words: str) -> float:
    """Requests a second over five seconds; counts only if all of them were answered well."""
    command = ["wrk", "-t", "1", "-c", "16", "-d", "5s", *words, address]
    environment = {**os.environ, "SEED": str(time.time_ns() % 100_000)}
    done = subprocess.run(command, capture_output=True, check=True, text=True, env=environment)
    if "Non-2xx" in done.stdout:
        raise SystemExit(f"{address} answered with errors: {done.stdout}")
    found = re.search(r"Requests/sec:\s*([\d.]+)", done.stdout)
    assert found is not None
    return float(found[1])


def _family(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [process, *(one for child in children for one in _family(int(child)))]


def _proportional(process: int) -> int:
    """Its share of memory in KB: pages held in common are counted by parts."""
    found = re.search(r"^Pss:\s*(\d+)", Path(f"/proc/{process}/smaps_rollup").read_text(), re.M)
    assert found is not None
    return int(found[1])


def _size(package: str) -> int:
    try:
        held = [Path(str(file.locate())) for file in files(package) or ()]
    except PackageNotFoundError:
        # Locked for another system, such as Windows.
        return 0
    return sum(path.stat().st_size for path in held if path.is_file())


def _wait(address: str) -> None:
    for _ in range(3000):
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The site did not come up.")


if __name__ == "__main__":
    main()
