from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from kithway.community.models import Community
from kithway.gatherings import vocabulary
from kithway.gatherings.importing.links import feed_link
from kithway.gatherings.importing.problems import ListRefused
from kithway.gatherings.models import Source, Subscription
from kithway.gatherings.subscribing import end_subscription, list_title, subscribe


class Command(BaseCommand):
    help = "Have a list read again and again by the worker, so that it stays up to date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("url", help="a calendar's link, or a feed of any known kind")
        parser.add_argument("--community", required=True, metavar="SLUG")
        parser.add_argument("--every", type=int, default=6, metavar="HOURS")
        parser.add_argument("--master", choices=Source.Master.values, default=Source.Master.HERE)
        parser.add_argument("--kind", action="append", choices=[*vocabulary.KINDS])
        parser.add_argument("--pathway", action="append", choices=[*vocabulary.PATHWAYS])
        parser.add_argument("--ask", action="store_true", help="leave the mapping to the room")
        parser.add_argument("--end", action="store_true", help="read it no more")

    def handle(self, *, url: str, community: str, **options: object) -> None:
        found = Community.objects.filter(slug=community).first()
        if found is None:
            raise CommandError(f"There is no community “{community}” here.")
        try:
            said = self._end(found, url) if options["end"] else self._begin(found, url, options)
        except ListRefused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(said)

    def _begin(self, community: Community, url: str, options: dict[str, object]) -> str:
        mapping = {"kinds": options["kind"] or [], "pathways": options["pathway"] or []}
        subscription = subscribe(
            community=community,
            url=url,
            every_minutes=60 * int(str(options["every"])),
            master=str(options["master"]),
            mapping=None if options["ask"] else mapping,
            by=None,
        )
        return f"{list_title(subscription.source)} is read by the worker, first within a minute."

    def _end(self, community: Community, url: str) -> str:
        mine = Subscription.objects.filter(source__community=community, ended_at=None)
        subscription = mine.select_related("source").filter(url=feed_link(url)).first()
        if subscription is None:
            raise CommandError("This list is not read for this community.")
        end_subscription(subscription=subscription, by=None)
        return f"{list_title(subscription.source)} is read no more. What it brought in stays."
