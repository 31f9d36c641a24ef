import logging
import signal
import threading
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
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
            for job in JOBS:
                self.stdout.write(f"{job.do()} {job.said}")
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


def do_due(job: Job) -> None:
    """Whatever is due; a database that is away for a while is asked again at the next look."""
    try:
        if done := job.do():
            log.info("%d %s", done, job.said)
    except DatabaseError as problem:
        log.warning("%s: not this time: %s", job.said, type(problem).__name__)
    finally:
        close_old_connections()
