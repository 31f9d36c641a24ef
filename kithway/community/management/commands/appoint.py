from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from kithway.community.actions import offer_role
from kithway.community.models import Community, Role
from kithway.community.rules import Denied
from kithway.people.actions import make_steward
from kithway.people.models import Person


class Command(BaseCommand):
    help = "Make somebody with an account a steward, or offer them a role in a community."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="the name that they signed up with")
        parser.add_argument("--steward", action="store_true", help="to look after this site")
        parser.add_argument("--community", metavar="SLUG")
        parser.add_argument("--role", choices=Role.Kind.values, default=Role.Kind.COORDINATOR)

    def handle(
        self, *, name: str, steward: bool, community: str | None, role: str, **options: Any
    ) -> None:
        person = Person.objects.named(name)
        if person is None:
            raise CommandError(
                f"Nobody here has the name “{name}”. Let them sign up first, at "
                f"{reverse('sign-up')}; then run this again."
            )
        if not steward and not community:
            raise CommandError("Say --steward, or --community SLUG, or both.")
        if community:
            self._offer(person, community, role)
        if steward:
            make_steward(person=person, by=None)
            self.stdout.write(f"{person.name} is a steward of this site.")

    def _offer(self, person: Person, slug: str, kind: str) -> None:
        community = Community.objects.filter(slug=slug).first()
        if community is None:
            known = ", ".join(Community.objects.order_by("slug").values_list("slug", flat=True))
            raise CommandError(f"There is no community “{slug}”. There are: {known or 'none yet'}.")
        try:
            role = offer_role(community=community, person=person, kind=kind, by=None)
        except Denied as why:
            raise CommandError(str(why)) from None
        done = "is that already" if role.accepted_at else f"accepts it at {reverse('mine')}"
        self.stdout.write(f"{kind} of {community.name}: {person.name} {done}.")
