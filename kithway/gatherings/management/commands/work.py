import logging
import signal
import threading
import time
import traceback
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error as DatabaseError
from django.db import close_old_connections

from kithway.gatherings.jobs import JOBS, Job

log = logging.getLogger("kithway.work")
# Seconds to sleep where nothing is due sooner.
TICK = 1.0


class Command(BaseCommand):
    help = "Do what is due: dates ahead, lists read again, sheets to print. Runs until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then stop")

    def handle(self, *, once: bool, **options: Any) -> None:
        if once:
            self._once()
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        log.setLevel(logging.INFO)
        log.info("worker started")
        next_look = dict.fromkeys(JOBS, 0.0)
        while not stop.is_set():
            for job in JOBS:
                if time.monotonic() >= next_look[job] and not stop.is_set():
                    do_due(job)
                    next_look[job] = time.monotonic() + job.every
            stop.wait(TICK)
        log.info("worker stopped")

    def _once(self) -> None:
        """Each job, whatever becomes of the others. Raises CommandError where one broke."""
        broken = []
        for job in JOBS:
            try:
                self.stdout.write(f"{job.do()} {job.said}")
            except Exception as problem:
                broken.append(f"{job.said}: {type(problem).__name__} at {_place(problem)}")
        if broken:
            raise CommandError("Not done: " + "; ".join(broken))


def do_due(job: Job) -> None:
    """Whatever is due; a database that is away for a while is asked again at the next look.

    One job that breaks must not keep the others from being done: its next look comes as usual.
    """
    try:
        if done := job.do():
            log.info("%d %s", done, job.said)
    except DatabaseError as problem:
        log.warning("%s: not this time: %s", job.said, type(problem).__name__)
    except Exception as problem:
        # Type and place only: what it says may hold somebody's words.
        log.error("%s: broke: %s at %s", job.said, type(problem).__name__, _place(problem))
    finally:
        close_old_connections()


def _place(problem: Exception) -> str:
    """`series.py:92`: where it was raised."""
    last = traceback.extract_tb(problem.__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"
