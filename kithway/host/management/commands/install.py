import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kithway.host.installing import (
    WHERE,
    Host,
    InstallRefused,
    Written,
    contents,
    out_of_reach,
    read_code,
    read_domain,
    read_mail,
    steps,
    write,
)

CODE = Path(__file__).resolve().parents[4]


class Command(BaseCommand):
    help = (
        "Write what one host needs (systemd, Caddy, settings) into a folder, and say what to run."
    )
    # It is about a host that is yet to be.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--domain", default="", help="such as gatherings.example")
        parser.add_argument("--mail", default="", metavar="URL", help="smtp://name@server:587")
        parser.add_argument("--to", type=Path, default=Path("kithway-host"), metavar="FOLDER")
        parser.add_argument("--user", default="kithway", help="the account that it runs as")
        parser.add_argument("--code", default=str(CODE), help="where Kithway lies on that host")
        parser.add_argument("--dry-run", action="store_true", help="say it, and write nothing")

    def handle(
        self,
        *,
        domain: str,
        mail: str,
        to: Path,
        user: str,
        code: str,
        dry_run: bool,
        **options: Any,
    ) -> None:
        try:
            host = Host(read_domain(domain or _named()), user, read_mail(mail), read_code(code))
            if dry_run:
                self._show(contents(host))
            else:
                self._tell(write(host, to))
        except InstallRefused as refusal:
            raise CommandError(str(refusal)) from None
        except OSError as problem:
            raise CommandError(f"Not written: {problem.strerror} ({problem.filename}).") from None
        if out_of_reach(Path(sys.executable)):
            self.stdout.write(
                f"\nLook: Python lies in {Path(sys.executable).resolve()}, where a service may not "
                "look. Make the environment anew: rm -r .venv && make setup PYTHON=/usr/bin/python3"
            )
        self.stdout.write("\nThen look at the files, and run this:\n")
        self.stdout.write("\n".join(steps(host, to.resolve())))

    def _show(self, files: dict[str, str]) -> None:
        for name, content in files.items():
            self.stdout.write(f"--- /{WHERE[name][0]}\n{content}")
        self.stdout.write("Nothing was written.")

    def _tell(self, done: list[Written]) -> None:
        for one in done:
            if one.how == "kept":
                edited = one.path.with_name(one.path.name.removesuffix(".new"))
                self.stdout.write(
                    f"kept       {edited}: somebody edited it. Ours is {one.path.name}"
                )
            else:
                self.stdout.write(f"{one.how:<10} {one.path}")


def _named() -> str:
    """Where this installation says it is reached, if it says so."""
    parts = urlsplit(settings.SITE_URL)
    if parts.scheme != "https" or not parts.hostname:
        raise InstallRefused("Say the name of the site: --domain gatherings.example")
    return parts.hostname
