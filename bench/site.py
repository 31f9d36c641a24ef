"""The demo region, made once a benchmark, and the ten main pages in it."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

from tests.serving import prepare
from tests.sitemap import walk

TEN = (
    *("home", "gatherings", "gathering", "occurrence", "place"),
    *("community", "communities", "help-now", "privacy", "leaving"),
)


@contextmanager
def demo_region(**environment: str) -> Iterator[Path]:
    """Its data folder; Django in this process reads the same one."""
    folder = Path(tempfile.mkdtemp(prefix="kithway-bench-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kithway.config.settings")
    os.environ.update(environment, KITHWAY_DATA=str(folder))
    django.setup()
    try:
        prepare(folder, **environment)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main_pages(address: str) -> dict[str, str]:
    """The path of the first page of each of the ten kinds that links lead to."""
    found = {page.name: page.path for page in reversed(walk(address)) if page.status == 200}
    if missing := [name for name in TEN if name not in found]:
        raise SystemExit(f"No link leads to {', '.join(missing)}.")
    return {name: found[name] for name in TEN}
