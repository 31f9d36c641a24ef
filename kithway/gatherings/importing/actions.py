"""Brings a list in: everything is read and judged before the first row is written.

One long transaction would keep every other writer of an SQLite file waiting, so rows are written in
short ones, whole rows with their dates and finder's keys in each. A crash between two of them
leaves a list that is brought in half way and right as far as it goes; running the import again does
the rest, since rows already there are unchanged. A list that cannot be read writes nothing.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.db import IntegrityError
from django.utils import timezone

from kithway.community.models import Community
from kithway.gatherings.importing.matching import Known, Pair, keyed, paired
from kithway.gatherings.importing.memory import Memory
from kithway.gatherings.importing.places import PlaceBook, unplaced
from kithway.gatherings.importing.placing import Placer, settled
from kithway.gatherings.importing.problems import ListRefused, ListShrank
from kithway.gatherings.importing.reading import Listing
from kithway.gatherings.importing.report import Report
from kithway.gatherings.importing.writing import Writer
from kithway.people.models import Person

BATCH = 250
# Yearly copies of a large list lose about a tenth; a list cut off half way loses half.
SHRINKING = 0.5
FEW = 10


def import_list(
    *,
    source: str,
    community: Community,
    listing: Listing,
    by: Person | None,
    dry_run: bool = False,
    timezone_name: str = "",
    accept_shrinking: bool = False,
    now: datetime | None = None,
) -> Report:
    """Add what is new, change what the list changed, mark what it no longer has.

    `community` may be unsaved: it is then made, with its zone and middle from the rows. Raises
    ListRefused, before anything is written, where the list as a whole cannot be taken in.
    """
    now = now or timezone.now()
    if not community.pk:
        settled(community, listing.rows, timezone_name)
    pairs, same = keyed(listing.rows)
    refused = sorted([*listing.refused, *same], key=lambda refusal: refusal.row)
    memory = Memory(community, source, pairs)
    pairs, gone = paired(pairs, memory.known, refused)
    newly_gone = [old for old in gone if not old.missing and old.key not in listing.past]
    _check_shrinking(memory.known, newly_gone, accept_shrinking)
    placer = Placer(community.town, community.region, community.country)
    report = _report(memory, community, listing, pairs, placer)
    report.dry_run, report.refused, report.disappeared = dry_run, refused, len(newly_gone)
    writer = Writer(community, memory, PlaceBook(community, placer), report, now, dry_run)
    try:
        for batch in _batches(sorted(pairs, key=lambda pair: pair.row.number)):
            writer.write(batch)
        writer.mark_gone([old.pk for old in newly_gone])
    except IntegrityError as clash:
        raise ListRefused(
            "Somebody changed the same gatherings while the list came in. Run it once more."
        ) from clash
    return report


def _report(
    memory: Memory, community: Community, listing: Listing, pairs: list[Pair], placer: Placer
) -> Report:
    """What can be said of a list before any of it is judged."""
    return Report(
        source=memory.name,
        community=community.slug,
        dry_run=False,
        format=listing.format,
        timezone=community.timezone,
        read=listing.read,
        held_back=sum(pair.row.held_back for pair in pairs),
        unplaced=unplaced((p.row.where for p in pairs if p.row.meets_there), placer),
        unknown_types=_unknown(pairs),
        unmatched_columns=listing.unmatched_columns,
        unmapped=list(listing.unmapped)[:100],
    )


def _check_shrinking(known: list[Known], gone: list[Known], accepted: bool) -> None:
    present = sum(not old.missing for old in known)
    if not accepted and present >= FEW and len(gone) > present * SHRINKING:
        raise ListShrank(
            f"{len(gone)} of the {present} gatherings known from this list are not on it any more. "
            "It may be cut short, or another list. Nothing was changed."
        )


def _unknown(pairs: Iterable[Pair]) -> list[str]:
    return sorted({name for pair in pairs for _, name in pair.row.unknown})


def _batches(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    rest = iter(pairs)
    while batch := list(islice(rest, BATCH)):
        yield batch
