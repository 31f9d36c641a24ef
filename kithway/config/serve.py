"""Serve the site here: make ready, start the worker and the web server, stop both together.

`python -m kithway.config.serve --port 8000 [--workers 2] [--demo]`. Nothing of Django is read in
this process, which stays as long as the site does. A service manager, which watches the parts
itself, asks for one: `--only ready` makes ready and ends, `--only web` becomes the web server.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

from kithway.config.env import flag

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
ANSWERS_WITHIN = 60.0  # seconds
STOPS_WITHIN = 10.0


class Stopped(Exception):
    """Somebody asked us to stop."""


def main() -> None:
    asked = _arguments()
    if asked.only == "ready":
        _make_ready(demo=asked.demo)
    elif asked.only == "web":
        os.chdir(ROOT)
        os.execv(sys.executable, _web_command(asked.port, asked.workers))
    else:
        _serve(asked)


def _serve(asked: argparse.Namespace) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    running: list[subprocess.Popen[bytes]] = []
    try:
        _refuse_taken(asked.port)
        # What is printed and sent leads here, unless the installation says where it is reached.
        os.environ.setdefault("KITHWAY_URL", f"http://{HOST}:{asked.port}")
        _make_ready(demo=asked.demo)
        running += [_start("work"), _start_web(asked.port, asked.workers)]
        _wait_for_answer(asked.port, running)
        _say(f"\nKithway is at http://{HOST}:{asked.port}/  (Ctrl-C stops it)\n")
        _watch(running)
    except Stopped:
        _say("Stopping.")
    finally:
        _end(running)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Serve the site on this machine.")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", choices=("ready", "web"), help="one part, for a service manager")
    parser.add_argument("--demo", action="store_true", help="fill an empty database with the demo")
    return parser.parse_args()


def _stop(number: int, frame: FrameType | None) -> None:
    # Once is enough: a second Ctrl-C must not cut the stopping short.
    for again in (signal.SIGTERM, signal.SIGINT):
        signal.signal(again, signal.SIG_IGN)
    raise Stopped


def _refuse_taken(port: int) -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except (OSError, OverflowError):
            sys.exit(
                f"Port {port} cannot be used: something else answers there, or it is not a port. "
                f"Choose another, for example: make run PORT={port + 1 if port < 65535 else 8001}"
            )


def _make_ready(*, demo: bool) -> None:
    _run("migrate", "--verbosity", "0")
    _run("migrate", "--database", "keys", "--verbosity", "0")
    if flag("KITHWAY_DEBUG"):
        # Refuses to go on where debug would meet data that is not the demo's.
        _run("check")
    _run("build_gazetteer")
    _run("compile_languages")
    _run("collectstatic", "--noinput", "--verbosity", "0")
    if demo:
        _run("demo", "--if-empty")


def _run(*words: str) -> None:
    began = time.monotonic()
    with subprocess.Popen(_command(*words), cwd=ROOT) as process:
        try:
            code = process.wait()
        except Stopped:
            _end([process])
            raise
    if code:
        sys.exit(f"Stopped, because `kithway {words[0]}` did not work: see above.")
    _say(f"{words[0]}: {time.monotonic() - began:.1f} s")


def _start(*words: str) -> subprocess.Popen[bytes]:
    # A group of its own: Ctrl-C comes to us alone, and we stop the others in order.
    return subprocess.Popen(_command(*words), cwd=ROOT, start_new_session=True)


def _start_web(port: int, workers: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(_web_command(port, workers), cwd=ROOT, start_new_session=True)


def _web_command(port: int, workers: int) -> list[str]:
    """The web server, without an access log: no visitor's address is written anywhere."""
    options = {
        "--interface": "wsgi",
        "--host": HOST,
        "--port": port,
        "--workers": workers,
        "--blocking-threads": 1,
        "--backlog": 1024,
        "--workers-kill-timeout": 5,
        "--log-level": "warning",
    }
    words = [str(word) for option in options.items() for word in option]
    switches = ["--no-access-log", "--no-ws", "--respawn-failed-workers"]
    return [
        sys.executable,
        "-m",
        "granian",
        *words,
        *switches,
        "kithway.config.wsgi:application",
    ]


def _command(*words: str) -> list[str]:
    return [sys.executable, str(ROOT / "manage.py"), *words]


def _wait_for_answer(port: int, running: list[subprocess.Popen[bytes]]) -> None:
    until = time.monotonic() + ANSWERS_WITHIN
    while time.monotonic() < until and all(process.poll() is None for process in running):
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=10):
                return
        except urllib.error.HTTPError as answer:
            # Served for another host name than ours, it turns us away: it is there all the same.
            if answer.code < 500:
                return
            time.sleep(0.1)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    sys.exit("The site did not start: see above.")


def _watch(running: list[subprocess.Popen[bytes]]) -> None:
    """Until one of them ends by itself: half a site is worse than none."""
    while all(process.poll() is None for process in running):
        time.sleep(0.5)
    sys.exit("The web server or the worker has ended: see above.")


def _end(running: list[subprocess.Popen[bytes]]) -> None:
    for process in reversed(running):
        if process.poll() is None:
            process.terminate()
    until = time.monotonic() + STOPS_WITHIN
    for process in running:
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
