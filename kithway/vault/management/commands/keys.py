from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kithway.vault import rotation
from kithway.vault.keyring import KeyringUnreadable

STEPS = ("status", "add", "primary", "rewrap", "retire")


class Command(BaseCommand):
    help = "The keyring: what it wraps, and how its keys are changed. Any step can be run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("step", choices=STEPS)
        parser.add_argument("key", nargs="?", help="which one: for primary and retire")

    def handle(self, *, step: str, key: str | None, **options: Any) -> None:
        if (step in {"primary", "retire"}) != bool(key):
            raise CommandError("Write: kithway keys primary KEY, or kithway keys retire KEY.")
        try:
            self._do(step, key or "")
        except (rotation.NotRotated, KeyringUnreadable) as problem:
            raise CommandError(str(problem)) from None

    def _do(self, step: str, key: str) -> None:
        if step == "status":
            self._status()
        elif step == "add":
            self.stdout.write(f"{rotation.add()} added. Next: kithway keys primary …")
        elif step == "primary":
            rotation.make_primary(key)
            self.stdout.write(f"{key} is the primary. Next: kithway keys rewrap")
        elif step == "rewrap":
            self.stdout.write(f"{rotation.rewrap()} data keys wrapped anew.")
        else:
            rotation.retire(key)
            self.stdout.write(f"{key} retired. Backups from before open only with a copy of it.")

    def _status(self) -> None:
        found = rotation.state()
        for name, count in found.wrapped.items():
            said = " (primary)" if name == found.primary else ""
            self.stdout.write(f"{name}{said}: wraps {count} data keys")
        if found.broken:
            raise CommandError(f"These data keys do not open: {', '.join(found.broken)}")
