import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from kithway.host.doctor import look_at_all
from kithway.host.looking.telling import in_json, in_lines, worst_of


class Command(BaseCommand):
    help = "Look whether all is well here. Ends with 0 (ok), 1 (look) or 2 (broken)."
    # Whatever is wrong, it is to be said here.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="for a program that watches")

    def handle(self, **options: Any) -> None:
        found = look_at_all()
        self.stdout.write(in_json(found) if options["json"] else in_lines(found))
        sys.exit(int(worst_of(found)))
