from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand

from kithway.community.gazetteer import build


class Command(BaseCommand):
    help = "Make the file that towns and postcodes are looked up in, unless it is there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--anew", action="store_true", help="make it again")

    def handle(self, *, anew: bool, **options: object) -> None:
        if anew or not settings.GAZETTEER.exists():
            build(settings.GAZETTEER)
            self.stdout.write(f"Towns and postcodes are in {settings.GAZETTEER}.")
