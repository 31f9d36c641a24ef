"""A site of one's own: the demo region in a folder, served by the server that people run."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.migrated import lay_databases
from tests.parts import ROOT

READY_WITHIN = 30  # seconds


@dataclass(frozen=True)
class Site:
    address: str
    log: Path
    process: int


def prepare(folder: Path, **environment: str) -> None:
    """Make the database, the place names, the demo region and the static files."""
    lay_databases(folder)
    for command in ("build_gazetteer", "compile_languages", "demo", "collectstatic --noinput"):
        run(folder, command, **environment)


def run(folder: Path, command: str, **environment: str) -> str:
    """What one of our commands says, run in that folder, beside the server."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command.split()],
        cwd=ROOT,
        env=_environment(folder, environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{command} failed: {done.stdout.decode()[-2000:]}")
    return done.stdout.decode()


def sign_in(
    folder: Path, name: str, community: str, how: str = "coordinator", **environment: str
) -> str:
    """The token of a session of somebody who coordinates that community, made if need be; `how`:
    a function of `tests.signing`."""
    script = f"from tests.signing import {how}; print({how}({{!r}}, {{!r}}))"
    done = subprocess.run(
        [sys.executable, "-c", script.format(name, community)],
        cwd=ROOT,
        env=_environment(
            folder, {"DJANGO_SETTINGS_MODULE": "kithway.config.settings"} | environment
        ),
        stdout=subprocess.PIPE,
        check=True,
    )
    return done.stdout.decode().split()[-1]


@contextmanager
def serving(folder: Path, *, workers: int = 1, **environment: str) -> Iterator[Site]:
    """Serve what `prepare` made until the block ends."""
    port = _free_port()
    log = folder / "server.log"
    command = [Path(sys.executable).with_name("granian"), "--interface", "wsgi"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--workers", str(workers)]
    # One thread that answers in each worker, as `kithway.config.serve` has it.
    command += ["--blocking-threads", "1", "--backlog", "1024"]
    command += ["kithway.config.wsgi:application"]
    with log.open("ab") as out:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=_environment(folder, environment),
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    site = Site(f"http://127.0.0.1:{port}", log, process.pid)
    try:
        _wait_for(site, process)
        yield site
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        # Its workers too, which have its group.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _environment(folder: Path, given: dict[str, str]) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("KITHWAY_", "DJANGO_"))}
    own = {"KITHWAY_DATA": str(folder), "DATABASE_URL": "", "KEYS_DATABASE_URL": ""}
    return {**kept, **own, **given}


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _wait_for(site: Site, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{site.address}/healthz", timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"The server did not start: {site.log.read_text()[-2000:]}")
