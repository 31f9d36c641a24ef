"""What somebody does with a subscription. Nothing is fetched here: that is the worker's."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kithway.community.models import Community
from kithway.gatherings.importing.fetching import Fetcher, host_shown, list_name
from kithway.gatherings.importing.links import feed_link
from kithway.gatherings.importing.mapping import VERSION, Mapping, read_mapping
from kithway.gatherings.importing.problems import ListRefused
from kithway.gatherings.models import Source, Subscription
from kithway.people.by import By, name_of

LEAST_MINUTES, MOST_MINUTES = 60, 7 * 24 * 60
MOST_OF_ONE = 50
# What has to be asked for anew where what was read is to be understood otherwise.
UNREAD = {"etag": "", "last_modified": "", "digest": ""}


@transaction.atomic
def subscribe(
    *,
    community: Community,
    url: str,
    every_minutes: int = 360,
    master: str = Source.Master.HERE,
    mapping: dict[str, Any] | None = None,
    by: By | None,
) -> Subscription:
    """Have a list read again and again; the worker reads it first. Raises ListRefused.

    `url`: as somebody pasted it. `mapping`: where it is known already; without one, nothing is
    published before somebody has said what is what. The same list is subscribed to once.
    """
    url = feed_link(url)
    Fetcher(loopback=settings.LISTS_FROM_HERE).check(url)
    old = community.sources.filter(subscription__url=url).first()
    if old is None:
        running = community.sources.filter(subscription__ended_at=None).exclude(subscription=None)
        if running.count() >= MOST_OF_ONE:
            raise ListRefused(f"{MOST_OF_ONE} lists are read already. End one of them first.")
    source = old or _source(community, url)
    source.master = master
    if mapping is not None:
        source.mapping = {**source.mapping, "version": VERSION, "ready": True, **mapping}
    source.save(update_fields=["master", "mapping"])
    subscription = Subscription.objects.filter(source=source).first()
    subscription = subscription or Subscription(source=source, url=url)
    subscription.url = url
    subscription.every_minutes = min(max(every_minutes, LEAST_MINUTES), MOST_MINUTES)
    subscription.made_by, subscription.ended_at = name_of(by), None
    _read_soon(subscription)
    return subscription


@transaction.atomic
def map_list(
    *, source: Source, mapping: dict[str, Any], master: str, by: By | None
) -> Subscription:
    """Say once what a calendar's words mean; from then on it is brought in."""
    found = _still_found(source.mapping.get("found", {}), read_mapping(mapping))
    source.mapping = {**mapping, "version": VERSION, "ready": True, "found": found}
    source.master = master
    source.save(update_fields=["mapping", "master"])
    subscription = Subscription.objects.get(source=source)
    _read_soon(subscription)
    return subscription


def _still_found(found: dict[str, Any], said: Mapping) -> dict[str, Any]:
    """What was found, without asking again about locations that were said just now."""
    if "unmapped" not in found:
        return found
    return {**found, "unmapped": [text for text in found["unmapped"] if not said.knows(text)]}


def read_now(*, subscription: Subscription, by: By | None) -> None:
    """Have it read at the worker's next look, unless it is ended."""
    rows = Subscription.objects.filter(pk=subscription.pk, ended_at=None, leased_until=None)
    rows.update(due_at=timezone.now())


def end_subscription(*, subscription: Subscription, by: By | None) -> None:
    """Read it no more. What it brought in stays, to be looked after here."""
    now = timezone.now()
    Subscription.objects.filter(pk=subscription.pk, ended_at=None).update(
        ended_at=now, due_at=None, leased_until=None
    )


def _source(community: Community, url: str) -> Source:
    """The list of this address brought in before, or a new one under a name that tells no secret"""
    if known := community.sources.filter(name=list_name(url)).first():
        return known
    name = free_name(community, host_shown(url).removesuffix("/…"))
    return Source.objects.create(community=community, name=name)


def free_name(community: Community, wish: str, but: Source | None = None) -> str:
    """The name, or the name with the next free number."""
    others = community.sources.exclude(pk=but.pk) if but else community.sources.all()
    taken, name, number = set(others.values_list("name", flat=True)), wish[:450], 1
    while name in taken:
        number += 1
        name = f"{wish[:450]} ({number})"
    return name


def _read_soon(subscription: Subscription) -> None:
    """Whoever is at it now has understood it otherwise: its lease ends, and its word is not kept"""
    for name, value in UNREAD.items():
        setattr(subscription, name, value)
    subscription.due_at, subscription.leased_until = timezone.now(), None
    subscription.attempts = 0
    subscription.save()
