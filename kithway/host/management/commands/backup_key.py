from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kithway.host.backup_key import KeyRefused, make_pair


class Command(BaseCommand):
    help = "Make the pair of keys of backups; says the private one once, and keeps it nowhere."
    # What is amiss here must not keep a copy from being made.
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        try:
            said = make_pair(settings.DATA)
        except KeyRefused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(said)
