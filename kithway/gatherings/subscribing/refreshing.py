"""Reads a list anew: asks only for what is newer, and changes nothing where anything is wrong."""

import hashlib
import logging
import re
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kithway.gatherings.importing.actions import import_list
from kithway.gatherings.importing.fetching import Fetcher, Known, NotFetched, host_shown
from kithway.gatherings.importing.mapping import read_mapping
from kithway.gatherings.importing.options import Options
from kithway.gatherings.importing.ours import VOCABULARY
from kithway.gatherings.importing.problems import ListRefused, ListShrank
from kithway.gatherings.importing.reading import Listing, read_list
from kithway.gatherings.importing.report import LISTED, Report
from kithway.gatherings.models import Refresh, Source, Subscription
from kithway.gatherings.subscribing.actions import free_name

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=15)
# After a failure: five minutes, ten, twenty … a day at most, whatever the server asks.
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(days=1)
KEPT = 30
AT_ONCE = 20
# Seconds; then the worker looks whether somebody waits for a sheet. One slow list takes longer.
LONG_ENOUGH = 5.0
MOST_FOUND = 300
STAMP = re.compile(rb"^DTSTAMP[^\r\n]*", re.MULTILINE)
OUTCOMES = Refresh.Outcome


@dataclass(slots=True)
class _Read:
    """What came of one reading."""

    outcome: str
    report: dict[str, Any] = field(default_factory=dict)
    known: Known | None = None
    digest: str = ""
    again_after: float | None = None


def refresh_due(fetcher: Fetcher | None = None) -> int:
    """Read the lists whose time has come, as many as take not too long; returns how many."""
    fetcher = fetcher or Fetcher(loopback=settings.LISTS_FROM_HERE)
    until = time.monotonic() + LONG_ENOUGH
    for done in range(AT_ONCE):
        if done and time.monotonic() > until:
            return done
        subscription = Subscription.objects.claim(timezone.now(), LEASE)
        if subscription is None:
            return done
        refresh_one(subscription=subscription, fetcher=fetcher)
    return AT_ONCE


def refresh_one(*, subscription: Subscription, fetcher: Fetcher) -> str:
    """Read a list that was claimed; returns the outcome. Never raises for what a list may hold."""
    now = timezone.now()
    try:
        read = _read(subscription, fetcher, now)
    except ListShrank as refusal:
        by_hand = f"{refusal} If it is right, ask who runs the server to bring it in once by hand."
        read = _Read(OUTCOMES.FAILED, {"problem": by_hand[:400]})
    except ListRefused as refusal:
        wait = refusal.again_after if isinstance(refusal, NotFetched) else None
        read = _Read(OUTCOMES.FAILED, {"problem": str(refusal)[:400]}, again_after=wait)
    except Exception as fault:
        # One list must not keep the others from being read. The log learns type and place only.
        logger.warning("list %s: %s", subscription.source_id, type(fault).__name__)
        read = _Read(OUTCOMES.FAILED, {"problem": "It could not be read, by a fault of ours."})
    _settle(subscription, read, now)
    return read.outcome


def _read(subscription: Subscription, fetcher: Fetcher, now: datetime) -> _Read:
    known = Known(subscription.etag, subscription.last_modified)
    fetched = fetcher.fetch(subscription.url, known if subscription.digest else Known())
    if fetched.content is None:
        return _Read(OUTCOMES.UNCHANGED, known=known, digest=subscription.digest)
    # Google stamps each event with the moment of asking, which says nothing of the event.
    digest = hashlib.sha256(STAMP.sub(b"", fetched.content)).hexdigest()
    if digest == subscription.digest:
        return _Read(OUTCOMES.UNCHANGED, known=fetched.known, digest=digest)
    source = Source.objects.select_related("community").get(pk=subscription.source_id)
    listing = read_list(fetched.content, _options(source, now))
    _note_found(subscription, source, listing)
    if not source.mapping.get("ready"):
        report: dict[str, Any] = {"waiting": len(listing.rows)}
        return _Read(OUTCOMES.UNCHANGED, report, fetched.known, digest)
    done = import_list(
        source=source.name, community=source.community, listing=listing, by=None, now=now
    )
    changed = done.added or done.changed or done.disappeared
    outcome = OUTCOMES.CHANGED if changed else OUTCOMES.UNCHANGED
    return _Read(outcome, _shortened(done), fetched.known, digest)


def _options(source: Source, now: datetime) -> Options:
    mapping = read_mapping(source.mapping)
    return Options(
        vocabulary=VOCABULARY,
        kinds=mapping.kinds or None,
        pathways=mapping.pathways or None,
        now=now,
        home=source.community.timezone,
        mapping=mapping,
    )


def _note_found(subscription: Subscription, source: Source, listing: Listing) -> None:
    """What the mapping page asks about: names, locations, what could not be taken in."""
    found = {
        "format": listing.format,
        "name": listing.name,
        "count": len(listing.rows),
        "titles": dict(list(listing.titles.items())[:MOST_FOUND]),
        "locations": dict(list(listing.locations.items())[:MOST_FOUND]),
        "unmapped": list(listing.unmapped)[:MOST_FOUND],
        "refused": [{"name": one.field, "reason": one.reason} for one in listing.refused[:LISTED]],
    }
    host = host_shown(subscription.url).removesuffix("/…")
    if listing.name and source.name.startswith(host) and ":" not in source.name:
        source.name = free_name(source.community, f"{host}: {listing.name}", source)
        Source.objects.filter(pk=source.pk).update(name=source.name)
    if found != source.mapping.get("found"):
        with transaction.atomic():
            row = Source.objects.select_for_update().get(pk=source.pk)
            row.mapping = {**row.mapping, "found": found}
            row.save(update_fields=["mapping"])


def _shortened(report: Report) -> dict[str, Any]:
    # A list brought in by its address before is called by it, which may hold a secret.
    told = {**report.as_json(), "source": host_shown(report.source)}
    for name in ("refused", "local_edits", "unmapped"):
        told[f"{name}_count"] = len(told[name])
        told[name] = told[name][:LISTED]
    return told


def _settle(subscription: Subscription, read: _Read, now: datetime) -> None:
    """Write down what came of it, if it is still ours to say: the lease may have gone on."""
    failed = read.outcome == OUTCOMES.FAILED
    facts: dict[str, Any] = {"leased_until": None}
    if failed:
        wait = _wait(subscription.attempts, read.again_after)
        facts |= {"due_at": now + wait, "failed_at": now, "problem": read.report["problem"]}
    else:
        known = read.known or Known()
        facts |= {
            "due_at": now + timedelta(minutes=subscription.every_minutes),
            "read_at": now,
            "failed_at": None,
            "problem": "",
            "attempts": 0,
            "etag": known.etag,
            "last_modified": known.last_modified,
            "digest": read.digest,
        }
    with transaction.atomic():
        mine = Subscription.objects.filter(
            pk=subscription.pk, leased_until=subscription.leased_until
        )
        if mine.update(**facts):
            _remember(subscription, read, now)


def _wait(attempts: int, asked: float | None) -> timedelta:
    usual = min(FIRST_WAIT * 2 ** min(max(attempts - 1, 0), 12), LONGEST_WAIT)
    return max(usual, min(timedelta(seconds=min(asked or 0, 10**7)), LONGEST_WAIT))


def _remember(subscription: Subscription, read: _Read, now: datetime) -> None:
    """Keep the last ones; of several in a row that say the same, the last."""
    last = subscription.refreshes.first()
    if last and last.outcome == read.outcome != OUTCOMES.CHANGED and last.report == read.report:
        last.at = now
        last.save(update_fields=["at"])
        return
    subscription.refreshes.create(at=now, outcome=read.outcome, report=read.report)
    old = subscription.refreshes.values_list("pk", flat=True)[KEPT:]
    subscription.refreshes.filter(pk__in=list(old)).delete()
