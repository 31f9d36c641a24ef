"""Writes one batch of rows at a time, each in a transaction of its own."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from kithway.community.models import Community, Place
from kithway.gatherings import vocabulary
from kithway.gatherings.actions import (
    extend_horizon,
    fade_anew,
    index_gatherings,
    rebuild_dates,
)
from kithway.gatherings.actions.rows import update_rows
from kithway.gatherings.importing.facts import (
    Facts,
    compared,
    facts_of,
    new_gathering,
    set_facts,
    timing_moves,
)
from kithway.gatherings.importing.matching import Pair
from kithway.gatherings.importing.memory import Memory
from kithway.gatherings.importing.one_dates import OneDates
from kithway.gatherings.importing.places import PlaceBook
from kithway.gatherings.importing.reading.meanings import term_name
from kithway.gatherings.importing.report import Report
from kithway.gatherings.importing.row import Row, row_said
from kithway.gatherings.importing.slugs import Slugs
from kithway.gatherings.importing.texts import slug
from kithway.gatherings.models import Gathering, SourceRow, Term

# Everything an import may set; `place` by its key.
COLUMNS = (
    "name", "about", "mode", "shut_since", "place", "minutes", "rule", "start_time", "first_day",
    "extra_dates", "left_out", "timezone", "kinds", "pathways", "languages", "audiences",
    "welcomes", "access", "online_url", "online_notes", "dial_in", "missing_since", "seen_at",
)  # fmt: skip


@dataclass(slots=True)
class _Batch:
    """What one batch comes to, before it is written."""

    added: list[tuple[Pair, Gathering, Place | None]] = field(default_factory=list)
    changed: list[Gathering] = field(default_factory=list)
    moved: list[Gathering] = field(default_factory=list)
    told: list[SourceRow] = field(default_factory=list)
    # What the list says of single dates: gathering, what it said before, what it says now.
    dated: list[tuple[Gathering, Row | None, Row]] = field(default_factory=list)


class Writer:
    """Judges and writes the rows of one import, and counts them in its report."""

    def __init__(
        self,
        community: Community,
        memory: Memory,
        places: PlaceBook,
        report: Report,
        now: datetime,
        dry_run: bool,
    ) -> None:
        self._community = community
        self._memory = memory
        self._places = places
        self._report = report
        self._now = now
        self._dry_run = dry_run
        self._slugs = Slugs(() if dry_run else Gathering.objects.values_list("slug", flat=True))
        self._terms: set[str] = set(vocabulary.KINDS)
        if community.pk:
            self._recall_places()

    def write(self, pairs: list[Pair]) -> None:
        """Take these rows in, whole or not at all."""
        if self._dry_run:
            self._judged(pairs)
            return
        with transaction.atomic():
            if not self._community.pk:
                self._community.save()
            self._memory.settle()
            self._make_terms([pair.row for pair in pairs])
            batch = self._judged(pairs)
            self._places.save()
            dates = OneDates(self._memory.settle(), self._places, self._report, self._now)
            self._add(batch)
            for pair, gathering, _ in batch.added:
                if pair.row.first_day:
                    dates.carry_over(pair.key, gathering)
            self._change(batch)
            for gathering, before, after in batch.dated:
                dates.bring(gathering, before, after)

    def mark_gone(self, keys: list[int]) -> None:
        """What is no longer on the list is to be looked at; nothing is deleted."""
        for at in range(0, len(keys), 500):
            rows = SourceRow.objects.filter(pk__in=keys[at : at + 500])
            for name in rows.order_by("pk").values_list("gathering__name", flat=True):
                self._report.tell("gone", name)
            if self._dry_run:
                continue
            with transaction.atomic():
                # Two plain updates by key: PostgreSQL nested a joined one for minutes.
                theirs = list(rows.values_list("gathering_id", flat=True))
                Gathering.objects.filter(pk__in=theirs, missing_since=None).update(
                    missing_since=self._now
                )
                rows.update(missing_since=self._now)
        if self._memory.source and not self._dry_run:
            self._memory.source.read_at = self._now
            self._memory.source.save(update_fields=["read_at"])

    def _recall_places(self) -> None:
        told = SourceRow.objects.filter(source__community=self._community, said__has_key="placed")
        for said in told.order_by("pk").values_list("said", flat=True).iterator(chunk_size=500):
            self._places.called(row_said(said).where, said["placed"])

    def _judged(self, pairs: list[Pair]) -> _Batch:
        batch = _Batch()
        olds = SourceRow.objects.in_bulk([pair.known.pk for pair in pairs if pair.known])
        gatherings = Gathering.objects.select_related("place", "community").in_bulk(
            [old.gathering_id for old in olds.values()]
        )
        self._make_places(pairs, olds)
        for pair in pairs:
            if pair.known is None:
                self._judge_new(pair, batch)
            else:
                old = olds[pair.known.pk]
                self._judge_known(pair, old, gatherings[old.gathering_id], batch)
        return batch

    def _make_places(self, pairs: list[Pair], olds: dict[int, SourceRow]) -> None:
        """The places that changed rows now name, since a row is compared by its place's key."""
        if self._dry_run:
            return
        for pair in pairs:
            row, known = pair.row, pair.known
            if known and row.meets_there and row_said(olds[known.pk].said).where != row.where:
                self._places.place(row.where, row.timezone)
        self._places.save()

    def _judge_new(self, pair: Pair, batch: _Batch) -> None:
        self._report.added += 1
        self._report.tell("added", pair.row.name)
        if self._dry_run:
            return
        row = pair.row
        place = self._places.place(row.where, row.timezone) if row.meets_there else None
        gathering = new_gathering(
            facts_of(row, self._community.timezone, None),
            self._slugs.free(_wish(row), "gathering"),
            self._now,
            community=self._community,
        )
        batch.added.append((pair, gathering, place))
        self._note_dates(gathering, None, row, batch)

    def _judge_known(self, pair: Pair, old: SourceRow, gathering: Gathering, batch: _Batch) -> None:
        placed = old.said.get("placed")
        was = {name: value for name, value in old.said.items() if name != "placed"}
        said, before = pair.row.said(), row_said(old.said)
        same = was == said
        after_place = placed if same else self._place_now(pair.row, before, placed)
        changes, edits = compared(
            gathering,
            facts_of(before, self._community.timezone, placed),
            facts_of(pair.row, self._community.timezone, after_place),
            theirs=self._memory.is_master,
        )
        self._report.local_edits += edits
        back = old.missing_since is not None
        if same and not back and not changes and old.key == pair.key:
            self._report.unchanged += 1
            return
        self._report.changed += 1
        old.key, old.said, old.missing_since = pair.key, _kept(said, after_place), None
        batch.told.append(old)
        if changes or back or not same:
            self._take_over(gathering, changes, batch)
            if changes:
                self._report.tell("changed", gathering.name, tuple(changes))
        self._note_dates(gathering, before, pair.row, batch)

    def _note_dates(
        self, gathering: Gathering, before: Row | None, after: Row, batch: _Batch
    ) -> None:
        if (before.changes if before else ()) != after.changes:
            batch.dated.append((gathering, before, after))

    def _take_over(self, gathering: Gathering, changes: Facts, batch: _Batch) -> None:
        set_facts(gathering, changes, self._now)
        # A list that says something new is a sign of life; one that repeats itself is none.
        gathering.missing_since, gathering.seen_at = None, self._now
        if "place_id" in changes:
            gathering.place = self._places.by_pk.get(gathering.place_id or 0)
        batch.changed.append(gathering)
        if timing_moves(changes):
            batch.moved.append(gathering)

    def _place_now(self, row: Row, before: Row, placed: int | None) -> int | None:
        if not row.meets_there:
            return None
        if self._dry_run:
            return placed
        place = self._places.place(row.where, row.timezone)
        if place is None:
            return None
        if place.pk is None:
            self._places.save()
        if place.pk == placed:
            self._places.correct(place, before.where, row.where)
        return int(place.pk)

    def _add(self, batch: _Batch) -> None:
        if not batch.added:
            return
        for _, gathering, place in batch.added:
            gathering.place = place
        gatherings = Gathering.objects.bulk_create([new for _, new, _ in batch.added])
        SourceRow.objects.bulk_create(
            SourceRow(
                source=self._memory.settle(),
                key=pair.key,
                gathering=gathering,
                said=_kept(pair.row.said(), gathering.place_id),
            )
            for pair, gathering, _ in batch.added
        )
        index_gatherings(gatherings)
        extend_horizon(Gathering.objects.filter(pk__in=[g.pk for g in gatherings]), now=self._now)

    def _change(self, batch: _Batch) -> None:
        update_rows(batch.told, ("key", "said", "missing_since"))
        if batch.changed:
            update_rows(batch.changed, COLUMNS)
            index_gatherings(batch.changed)
            fade_anew(batch.changed)
        if batch.moved:
            rebuild_dates(batch.moved, now=self._now)

    def _make_terms(self, rows: list[Row]) -> None:
        """Kinds that only this community has; those that nobody knows yet are to be looked at."""
        names = {code: name for row in rows for code, name in row.unknown}
        new = {code for row in rows for code in row.kinds} - self._terms
        names = {code: name for code, name in names.items() if code in new}
        Term.objects.bulk_create(
            (
                Term(
                    community=self._community,
                    vocabulary=Term.Vocabulary.KIND,
                    code=code,
                    name=names.get(code) or term_name(code) or code,
                    review_since=None if term_name(code) else self._now,
                )
                for code in sorted(new)
            ),
            ignore_conflicts=True,
        )
        self._terms |= new


def _kept(said: dict[str, object], place_id: int | None) -> dict[str, object]:
    """What the list said, with the place that we took its venue for."""
    return {**said, "placed": place_id} if place_id else said


def _wish(row: Row) -> str:
    """The source's slug where a person could read it, else the name; a calendar has none."""
    if row.first_day:
        return slug(row.name)
    theirs, name = slug(row.key, 200), slug(row.name)
    return theirs if len(theirs) <= 80 and theirs.startswith(name.split("-")[0] or "?") else name
