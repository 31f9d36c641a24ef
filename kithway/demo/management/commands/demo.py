from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from kithway.community.models import Community
from kithway.demo.actions import NotHere, load_demo


class Command(BaseCommand):
    help = "Load an invented region into a database that holds nothing else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--scale",
            type=at_least_one,
            default=1,
            help="how many times 300 gatherings; more than 1 adds towns across the country",
        )
        parser.add_argument("--seed", type=int, default=1, help="another seed, another region")
        parser.add_argument(
            "--if-empty", action="store_true", help="leave a database alone that holds anything"
        )

    def handle(self, *, scale: int, seed: int, if_empty: bool, **options: Any) -> None:
        if if_empty and Community.objects.exists():
            return
        try:
            added = load_demo(scale=scale, seed=seed, say=self.stdout.write)
        except NotHere as refusal:
            raise CommandError(str(refusal)) from refusal
        if not added:
            self.stdout.write(_("The demo is already here; nothing was changed."))


def at_least_one(text: str) -> int:
    """A whole number of 1 or more."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(_("give a whole number of 1 or more"))
    return int(text)
