"""The whole suite: on SQLite, on PostgreSQL, and in a browser.

A part that is not on this machine is left out and named at the end. With KITHWAY_TEST_ALL set,
as in CI, that is a failure.
"""

import os
import subprocess
import sys
import time
from importlib.util import find_spec

from tests.parts import CHROMIUM, POSTGRESQL, ROOT, Part, left_out
from tests.postgresql import postgresql

SQLITE = {"DATABASE_URL": "", "KEYS_DATABASE_URL": ""}


def main() -> None:
    missing = left_out()
    passed = on_sqlite()
    if POSTGRESQL not in missing:
        passed &= on_postgresql()
    if CHROMIUM not in missing:
        passed &= in_a_browser()
    say_what_is_missing(missing)
    if missing and os.environ.get("KITHWAY_TEST_ALL"):
        sys.exit(1)
    sys.exit(0 if passed else 1)


def on_sqlite() -> bool:
    return pytest("On SQLite", "tests", "--ignore=tests/journeys", **SQLITE)


def on_postgresql() -> bool:
    programs = POSTGRESQL.find()
    assert programs is not None
    with postgresql(programs.parent) as url:
        # A database that is made for the test, beside the other.
        keys = url.replace("/postgres?", "/keys?")
        return pytest(
            "On PostgreSQL",
            "tests",
            "--ignore=tests/journeys",
            DATABASE_URL=url,
            KEYS_DATABASE_URL=keys,
        )


def in_a_browser() -> bool:
    return pytest("In a browser", "tests/journeys", **SQLITE)


def pytest(title: str, *words: str, **environment: str) -> bool:
    print(f"\n{title}", flush=True)
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *words, *at_once(), *sys.argv[1:]],
        cwd=ROOT,
        env={**os.environ, **environment},
        check=False,
    )
    if done.returncode:
        print(f"{title}: failed after {time.monotonic() - began:.0f} s", flush=True)
    return done.returncode == 0


def at_once() -> list[str]:
    """A process a core, where pytest-xdist is installed; a file's tests stay in one."""
    if find_spec("xdist") is None:
        return []
    return ["-n", str(os.cpu_count() or 1), "--dist", "loadfile"]


def say_what_is_missing(missing: list[Part]) -> None:
    if not missing:
        return
    print("\nLeft out, and so not known to work:")
    for part in missing:
        print(f"  {part.needed_for}: needs {part.name} ({part.get})")


if __name__ == "__main__":
    main()
