"""A gathering of a journey's own, made from outside of the served site: held every day, with two
facilitators, a coordinator, and a guest who was there yesterday and wants a letter."""

import json
import sys
from typing import Any

import django

TOKEN = "guest-of-{}"


def make(slug: str, community: str) -> dict[str, str]:
    """The tokens of sessions by name, and the codes of yesterday's and tomorrow's date."""
    from datetime import timedelta

    from django.utils import timezone

    from kithway.community.models import Community
    from kithway.gatherings.actions import add_gathering, add_holder, rebuild_dates
    from kithway.gatherings.date_code import date_code
    from kithway.gatherings.models import Gathering
    from kithway.people.models import Person
    from kithway.people.sessions import open_session
    from tests.cast import give_role

    where, now = Community.objects.get(slug=community), timezone.now()
    gathering = add_gathering(
        community=where,
        by=None,
        slug=slug,
        name=f"Tea {slug}",
        mode="online",
        first_day=(now - timedelta(days=40)).date(),
        start_time=(now - timedelta(hours=3))
        .astimezone(where.zone)
        .time()
        .replace(second=0, microsecond=0),
        rule="FREQ=DAILY",
    )
    rebuild_dates(Gathering.objects.filter(pk=gathering.pk), now=now - timedelta(days=40))
    found = {}
    for name, kind in (("Dara", "facilitator"), ("Ben", "facilitator"), ("Emi", "coordinator")):
        person, _ = Person.objects.get_or_create(name=name)
        give_role(person, where, kind)
        found[name] = open_session(person=person, strong=True)[1]
    dara = Person.objects.get(name="Dara")
    add_holder(gathering=gathering, person=dara, by=None)
    over = gathering.occurrences.filter(ends_at__lt=now).last()
    coming = gathering.occurrences.filter(starts_at__gt=now).first()
    _guest(gathering, over)
    found |= {"over": date_code(over.recurrence_id), "coming": date_code(coming.recurrence_id)}
    found["month"] = over.starts_at.astimezone(gathering.zone).strftime("%Y-%m")
    return found


def _guest(gathering: Any, over: Any) -> None:
    """Mia was there, and wants a letter."""
    from kithway.gatherings.models import Booking, Seat
    from kithway.vault.tokens import hash_token

    booking = Booking.objects.create(
        gathering=gathering,
        recurrence_id=over.recurrence_id,
        name="Mia",
        letter=True,
        token_hash=hash_token(TOKEN.format(gathering.slug)),
        last_at=over.ends_at,
    )
    Seat.objects.create(
        booking=booking,
        gathering=gathering,
        recurrence_id=over.recurrence_id,
        state=Seat.State.KEPT,
    )


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(make(*sys.argv[1:])))
