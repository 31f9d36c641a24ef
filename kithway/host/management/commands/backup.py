from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kithway.host.backing_up import AlreadyRunning, Source, back_up, copy_keyring
from kithway.host.backup_key import KeyRefused
from kithway.host.backups import KEYS_DAYS, drop_old, drop_old_keys
from kithway.host.snapshots import NotCopied


class Command(BaseCommand):
    help = "Write sealed copies of both databases and the media into a folder; drop old ones there."
    # What is amiss here must not keep a copy from being made.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("to", nargs="?", type=Path, help="a folder; else KITHWAY_BACKUPS")
        parser.add_argument(
            "--keep",
            type=int,
            default=KEYS_DAYS,
            metavar="DAYS",
            help="how long backups stay; of the keys never more than 30 days",
        )
        parser.add_argument(
            "--keyring", action="store_true", help="the keyring alone, to be kept elsewhere"
        )

    def handle(self, *, to: Path | None, keep: int, keyring: bool, **options: Any) -> None:
        folder = to or settings.BACKUPS
        if folder is None:
            raise CommandError("Say where to: `kithway backup FOLDER`, or set KITHWAY_BACKUPS.")
        if keep < 1:
            raise CommandError("Backups must be kept a day at least: --keep 1 or more.")
        now = timezone.now()
        source = Source(settings.DATA, Path(settings.MEDIA_ROOT), settings.DATABASES)
        try:
            drop_old_keys(folder, now=now)
            made = (copy_keyring if keyring else back_up)(source, folder, now=now)
            old = [] if keyring else drop_old(folder, now=now, days=keep)
        except (KeyRefused, NotCopied, AlreadyRunning) as refusal:
            raise CommandError(str(refusal)) from None
        except OSError as problem:
            raise CommandError(
                f"Not written: {problem.strerror} ({folder}). Make room or another folder; no half "
                "backup was left."
            ) from None
        self._say(made, len(old), keyring=keyring)

    def _say(self, made: list[Path], dropped: int, *, keyring: bool) -> None:
        for path in made:
            self.stdout.write(f"{path}: {path.stat().st_size:,} bytes, sealed")
        if keyring:
            self.stdout.write("Keep this elsewhere than the other backups.")
            return
        self.stdout.write(f"{dropped} old ones deleted.")
        self.stdout.write("The keyring is not in them: `kithway backup FOLDER --keyring`.")
