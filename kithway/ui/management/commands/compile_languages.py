from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from kithway.ui.catalogues import compile_catalogues


class Command(BaseCommand):
    help = "Make what Django reads of each language from its catalogue, where that has changed."

    def handle(self, **options: object) -> None:
        for folder in settings.LOCALE_PATHS:
            for source in compile_catalogues(Path(folder)):
                self.stdout.write(f"Compiled {source}.")
