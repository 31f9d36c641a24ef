"""What a community did in two spans of time, counted: never who, and never guessed.

Each question is asked once, for both spans together.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from kithway.community.models import Community
from kithway.gatherings.actions.how_was_it import Sums, sums
from kithway.gatherings.models import Attendance, Gathering, Occurrence, Shift
from kithway.gatherings.numbers.spans import Span, guarded

CALLED_OFF = Q(cancelled_at__isnull=False) | Q(closure__isnull=False)
# Somebody said that it is on, or wrote down how many came.
HELD = ~CALLED_OFF & (Q(confirmed_at__isnull=False) | Q(was_counted=True))


@dataclass(frozen=True, slots=True)
class Part:
    """One kind, or one language. `came`: as far as it was counted."""

    held: int = 0
    came: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """`counted`: of how many dates it is known how many came; `came` is None where of none.

    `unsaid`: dates that are over, of which nobody said whether they were held.
    """

    gatherings: int
    held: int
    cancelled: int
    unsaid: int
    places: int
    counted: int
    came: int | None
    first_time: int | None
    minutes: int
    how: Sums | None
    kinds: dict[str, Part] = field(default_factory=dict)
    languages: dict[str, Part] = field(default_factory=dict)


@dataclass(slots=True)
class Known:
    """What is known of one gathering in a span."""

    held: int = 0
    cancelled: int = 0
    over: int = 0
    came: int = 0
    counted: int = 0


def count(community: Community, spans: Sequence[Span]) -> list[Figures]:
    """The figures of each span; the number of queries does not depend on how much there is."""
    rows = list(community.gatherings.order_by().only("pk", "kinds", "languages", "community_id"))
    known = _dates(community, spans)
    first_times = _attendances(community, spans, known)
    places, minutes = _places(community, spans), _minutes(community, spans)
    return [
        _figures(span, rows, known[at], first_times[at], places[at], minutes[at])
        for at, span in enumerate(spans)
    ]


def _figures(
    span: Span, rows: list[Gathering], known: dict[int, Known], first_times: Iterable[int],
    places: int, minutes: int,
) -> Figures:  # fmt: skip
    all_ = known.values()
    counted = sum(one.counted for one in all_)
    return Figures(
        gatherings=sum(1 for one in all_ if one.held),
        held=sum(one.held for one in all_),
        cancelled=sum(one.cancelled for one in all_),
        unsaid=sum(one.over - one.held for one in all_),
        places=places,
        counted=counted,
        came=sum(one.came for one in all_) if counted else None,
        first_time=guarded(first_times),
        minutes=minutes,
        how=sums(rows, span.first, span.until),
        kinds=_parts((row.kinds, known.get(row.pk)) for row in rows),
        languages=_parts((row.languages, known.get(row.pk)) for row in rows),
    )


def _dates(community: Community, spans: Sequence[Span]) -> list[dict[int, Known]]:
    asked: dict[str, Any] = {}
    for at, span in enumerate(spans):
        within, over = _within(community, span), Q(ends_at__lte=timezone.now())
        asked[f"held_{at}"] = Count("pk", filter=within & over & HELD)
        asked[f"cancelled_{at}"] = Count("pk", filter=within & CALLED_OFF)
        asked[f"over_{at}"] = Count("pk", filter=within & over & ~CALLED_OFF)
    rows = list(
        _occurrences(community, spans)
        .values("gathering")
        .annotate(**asked)
        .values_list("gathering", *asked)
    )
    return [
        {key: Known(*counts[at * 3 : at * 3 + 3]) for key, *counts in rows}
        for at in range(len(spans))
    ]


def _attendances(
    community: Community, spans: Sequence[Span], known: list[dict[int, Known]]
) -> list[list[int]]:
    """Add to what is known how many came; returns how many for the first time, by month.

    A date that was called off, or on whose day it was closed, counts nobody, whatever was written.
    """
    days = Q()
    for span in spans:
        days |= Q(day__gte=span.first, day__lt=span.until)
    called_off = Occurrence.objects.filter(
        CALLED_OFF, gathering=OuterRef("gathering"), recurrence_id=OuterRef("recurrence_id")
    )
    counts = Attendance.objects.filter(
        ~Exists(called_off), days, gathering__community=community
    ).order_by()
    rows = counts.annotate(month=TruncMonth("day")).values_list("gathering", "month")
    first_times: list[Counter[date]] = [Counter() for _span in spans]
    for key, month, came, counted, first in rows.annotate(
        Sum("count"), Count("pk"), Sum("first_time")
    ):
        for at, span in enumerate(spans):
            if span.first <= month < span.until:
                one = known[at].setdefault(key, Known())
                one.came += came
                one.counted += counted
                first_times[at][month] += first or 0
    return [list(counter.values()) for counter in first_times]


def _places(community: Community, spans: Sequence[Span]) -> list[int]:
    over = Q(ends_at__lte=timezone.now())
    asked = {
        f"places_{at}": Count("place", distinct=True, filter=_within(community, span) & over & HELD)
        for at, span in enumerate(spans)
    }
    found = _occurrences(community, spans).aggregate(**asked)
    return [found[name] for name in asked]


def _minutes(community: Community, spans: Sequence[Span]) -> list[int]:
    """Minutes that people gave in shifts that are over."""
    edges = [_edges(community, span) for span in spans]
    since, until = min(edge[0] for edge in edges), max(edge[1] for edge in edges)
    shifts = list(
        Shift.objects.standing()
        .filter(community=community, taken_at__isnull=False, ends_at__lte=timezone.now())
        .starting(since, until)
        .only("starts_at", "ends_at", "minutes")
    )
    return [
        sum(shift.given for shift in shifts if first <= shift.starts_at < last)
        for first, last in edges
    ]


def _parts(rows: Iterable[tuple[list[str], Known | None]]) -> dict[str, Part]:
    """The one that was held most often first; a gathering of several stands under each."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for codes, one in rows:
        if one and (one.held or one.came):
            for code in codes:
                found[code].update(held=one.held, came=one.came)
    codes = sorted(found, key=lambda code: (-found[code]["held"], code))
    return {code: Part(found[code]["held"], found[code]["came"]) for code in codes}


def _occurrences(community: Community, spans: Sequence[Span]) -> QuerySet[Occurrence]:
    within = Q()
    for span in spans:
        within |= _within(community, span)
    of_date = Attendance.objects.filter(
        gathering=OuterRef("gathering"), recurrence_id=OuterRef("recurrence_id")
    )
    rows = Occurrence.objects.filter(within, gathering__community=community)
    return rows.annotate(was_counted=Exists(of_date)).order_by()


def _within(community: Community, span: Span) -> Q:
    since, until = _edges(community, span)
    return Q(starts_at__gte=since, starts_at__lt=until)


def _edges(community: Community, span: Span) -> tuple[datetime, datetime]:
    zone = community.zone
    return (
        datetime.combine(span.first, time(0), zone),
        datetime.combine(span.until, time(0), zone),
    )
