from argparse import ArgumentParser

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from kithway.community.actions import end_coordinator_links, make_coordinator_link
from kithway.community.models import Community

LONGEST = 366


class Command(BaseCommand):
    help = "Make a private link into a community's room, or end the links of one name."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--community", required=True, metavar="SLUG")
        parser.add_argument("--name", required=True, help="whom it is for, as history names them")
        parser.add_argument("--days", type=int, default=30, help="how long it opens the room")
        parser.add_argument("--end", action="store_true", help="end the links of this name")

    def handle(self, *, community: str, name: str, days: int, end: bool, **options: object) -> None:
        found = Community.objects.filter(slug=community).first()
        if found is None:
            raise CommandError(f"There is no community “{community}” here.")
        if end:
            count = end_coordinator_links(community=found, name=name, by=None)
            self.stdout.write(f"Links of {name} that were open and are ended: {count}.")
            return
        if not 1 <= days <= LONGEST:
            raise CommandError(f"A link lasts from 1 to {LONGEST} days.")
        try:
            _, token = make_coordinator_link(community=found, name=name, days=days, by=None)
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from None
        self.stdout.write(
            f"For {name}, for {days} days. Whoever has this link is in the room of {found.name}, "
            "and it is shown only now:"
        )
        self.stdout.write(settings.SITE_URL + reverse("community-room", args=[token]))
