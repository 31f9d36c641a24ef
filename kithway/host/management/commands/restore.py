from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kithway.host.backup_key import KeyRefused, read_private
from kithway.host.restoring import Restored, RestoreRefused, chosen, restore


class Command(BaseCommand):
    help = "Open backups into an empty folder, and see that all is there."
    # A host where nothing stands yet is where it is wanted.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("backups", nargs="+", type=Path, help="files, or a folder's newest")
        parser.add_argument("--key", required=True, type=Path, help="the file of the private key")
        parser.add_argument("--to", required=True, type=Path, help="a new or empty folder")

    def handle(self, *, backups: list[Path], key: Path, to: Path, **options: Any) -> None:
        try:
            secret = read_private(key.read_text())
            done = restore(chosen(backups), secret=secret, to=to.resolve())
        except (KeyRefused, RestoreRefused) as refusal:
            raise CommandError(str(refusal)) from None
        except (OSError, UnicodeDecodeError) as problem:
            raise CommandError(f"Not restored: {problem}. Nothing was written.") from None
        for one in done:
            self.stdout.write(self._said(one))
        self.stdout.write(
            f"All is in {to}. What was erased since {done[0].manifest.made_at} is back:"
        )
        self.stdout.write(
            "look at your list of erasures, and erase again before you open the site."
        )

    def _said(self, one: Restored) -> str:
        counted = sum(n for name, n in one.manifest.counts.items() if name != "bytes")
        if one.checked:
            return f"{one.path.name}: {counted} rows or files, as many as when it was made."
        return (
            f"{one.path.name}: opened. It has {counted} rows: read it in with "
            "`pg_restore --no-owner --dbname=NAME` and count them."
        )
