import json
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kithway.community.models import Community
from kithway.community.models.community import real_timezone
from kithway.gatherings import vocabulary
from kithway.gatherings.importing.actions import import_list
from kithway.gatherings.importing.fetching import bytes_of, list_name
from kithway.gatherings.importing.options import HABITS, Options
from kithway.gatherings.importing.ours import VOCABULARY
from kithway.gatherings.importing.problems import ListRefused, ListShrank
from kithway.gatherings.importing.reading import read_list
from kithway.gatherings.importing.reading.json_text import decoded, rows_of
from kithway.gatherings.importing.report import Report


class Command(BaseCommand):
    help = "Bring in a community's list of gatherings, or what has changed on it since."
    # Checks of pages and templates say nothing about a list, and take as long as 500 rows.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", help="a file, or an address that begins with https://")
        parser.add_argument("--community", required=True, metavar="SLUG", help="made if new")
        parser.add_argument("--name", default="", help="what a new community is called")
        parser.add_argument("--format", default="auto", choices=["auto", *HABITS])
        parser.add_argument("--timezone", default="", metavar="TZ", help="of a new community")
        parser.add_argument("--list", default="", help="the list's name, if it is to be a new one")
        parser.add_argument("--formats", metavar="FILE", help="a BMLT formats list (JSON)")
        parser.add_argument("--weekday-base", type=int, choices=[0, 1], help="the number of Sunday")
        parser.add_argument("--kind", action="append", choices=[*vocabulary.KINDS])
        parser.add_argument("--pathway", action="append", choices=[*vocabulary.PATHWAYS])
        parser.add_argument("--keep-passwords", action="store_true", help="for online rooms")
        parser.add_argument("--accept-shrinking", action="store_true")
        parser.add_argument("--dry-run", action="store_true", help="report, but write nothing")
        parser.add_argument("--json", action="store_true", help="report as one JSON object")

    def handle(self, *, source: str, **options: Any) -> None:
        try:
            report = self._brought_in(source, options)
        except ListShrank as refusal:
            raise CommandError(f"{refusal} If it is right, add --accept-shrinking.") from None
        except ListRefused as refusal:
            raise CommandError(str(refusal)) from None
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
        else:
            for sentence in report.sentences():
                self.stdout.write(sentence)

    def _brought_in(self, source: str, options: dict[str, Any]) -> Report:
        community = _community(options["community"], options["name"], options["timezone"])
        listing = read_list(bytes_of(source), _options(options, community))
        return import_list(
            source=options["list"] or _known(community, source) or list_name(source),
            community=community,
            listing=listing,
            by=None,
            dry_run=options["dry_run"],
            timezone_name=options["timezone"],
            accept_shrinking=options["accept_shrinking"],
        )


def _known(community: Community, source: str) -> str:
    """The list's name where it is subscribed to: a name that does not tell its address."""
    found = community.sources.filter(subscription__url=source).first() if community.pk else None
    return found.name if found else ""


def _community(slug: str, name: str, zone: str) -> Community:
    """The community of this slug; unsaved where there is none yet."""
    if found := Community.objects.filter(slug=slug).first():
        return found
    community = Community(slug=slug, name=name or slug.replace("-", " ").title(), timezone=zone)
    try:
        community.clean_fields(exclude=["timezone"])
        real_timezone(zone)
    except ValidationError as fault:
        raise ListRefused(" ".join(fault.messages)) from None
    return community


def _options(options: dict[str, Any], community: Community) -> Options:
    formats: list[Any] = []
    if path := options["formats"]:
        formats = rows_of(decoded(bytes_of(path)))[0]
    return Options(
        format=options["format"],
        weekday_base=options["weekday_base"],
        kinds=tuple(options["kind"]) if options["kind"] else None,
        pathways=tuple(options["pathway"]) if options["pathway"] else None,
        keep_passwords=options["keep_passwords"],
        vocabulary=VOCABULARY,
        formats=tuple(row for row in formats if isinstance(row, dict)),
        now=timezone.now(),
        home=community.timezone or options["timezone"],
    )
