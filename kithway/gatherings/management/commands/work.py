import logging
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error as DatabaseError
from django.db import close_old_connections

from kithway.gatherings.actions import extend_horizon
from kithway.gatherings.models import Gathering

log = logging.getLogger("kithway.work")
EVERY = 3600.0  # seconds


class Command(BaseCommand):
    help = "Do what is due: make the dates of gatherings ahead of time. Runs until it is stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then stop")

    def handle(self, *, once: bool, **options: Any) -> None:
        if once:
            self.stdout.write(f"{extend_horizon(Gathering.objects.all())} dates made")
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        log.setLevel(logging.INFO)
        log.info("worker started")
        while not stop.is_set():
            do_due()
            stop.wait(EVERY)
        log.info("worker stopped")


def do_due() -> None:
    """Whatever is due; a database that is away for a while is asked again the next hour."""
    try:
        if made := extend_horizon(Gathering.objects.all()):
            log.info("%d dates made", made)
    except DatabaseError as problem:
        log.warning("nothing done this time: %s", type(problem).__name__)
    finally:
        close_old_connections()
