"""Finds dates of gatherings: a circle on the map, a span of time, and what else is asked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet

from kithway.community.geography import Located, Point, distance_km
from kithway.community.models import Place
from kithway.gatherings.actions.index import search_words
from kithway.gatherings.finding.asked import Asked, Span
from kithway.gatherings.finding.circle import cells_within
from kithway.gatherings.models import FinderKey, Occurrence

# Counted exactly up to this; past it the page says 'more than'.
MOST = 1000
# A key that fewer gatherings than this have is read from its own end.
RARE = 2000
# Places a query names at once, so that the nearest can be enough.
AT_ONCE = 400


class Unindexed(Func):
    """An expression that no index serves, so that rows are found by place and then sorted."""

    template = "+%(expressions)s"
    arity = 1

    def as_postgresql(self, compiler, connection, **extra):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN003, ANN201
        return self.as_sql(compiler, connection, template="%(expressions)s + interval '0'", **extra)


@dataclass(frozen=True, slots=True)
class Found:
    """Keys of occurrences in the order asked for; `more` where there are over MOST.

    `distances`: kilometres to each place, by its key; empty where no place was searched.
    """

    keys: list[int] = field(default_factory=list)
    more: bool = False
    distances: dict[int, float] = field(default_factory=dict)


def search(asked: Asked, span: Span, where: Located | None) -> Found:
    """The dates that answer a question: soonest first, or nearest first where a place is asked."""
    dates = Occurrence.objects.starting(span.since, span.until).filter(
        ends_at__gt=span.ending_after
    )
    narrowings = [*_facets(asked), *_words(asked.words)]
    if where is None or asked.facets.get("mode") in {("online",), ("telephone",)}:
        return _anywhere(dates, narrowings)
    distances = places_within(where.point, asked.within_km)
    dates = _narrowed(dates, narrowings)
    if asked.sort == "nearest":
        keys = _nearest(dates, distances)
    else:
        keys = _soonest_at(dates, distances, span)
    return Found(keys[:MOST], len(keys) > MOST, distances)


def places_within(point: Point, km: float) -> dict[int, float]:
    """Kilometres to each place in a circle, nearest first."""
    rows = (
        Place.objects.filter(cell__in=cells_within(point.latitude, point.longitude, km))
        .order_by()
        .values_list("pk", "search_latitude", "search_longitude")
    )
    away = ((distance_km(point, Point(lat, lon)), pk) for pk, lat, lon in rows)
    return {pk: distance for distance, pk in sorted(away) if distance <= km}


def _facets(asked: Asked) -> Iterator[Q]:
    for name, codes in asked.facets.items():
        # What a person needs to get in must all be there; of anything else one is enough.
        groups = [(code,) for code in codes] if name == "access" else [codes]
        for group in groups:
            yield Q(key__in=[f"{name}:{code}" for code in group])


def _words(text: str) -> Iterator[QuerySet[FinderKey]]:
    for word in sorted(search_words(text))[:8]:
        yield FinderKey.objects.beginning(f"word:{word}")


def _keys(narrowing: Q | QuerySet[FinderKey]) -> QuerySet[FinderKey]:
    return FinderKey.objects.filter(narrowing) if isinstance(narrowing, Q) else narrowing


def _narrowed(
    dates: QuerySet[Occurrence], narrowings: Iterable[Q | QuerySet[FinderKey]]
) -> QuerySet[Occurrence]:
    for narrowing in narrowings:
        held = _keys(narrowing).filter(gathering=OuterRef("gathering"))
        dates = dates.filter(Exists(held.values("pk")))
    return dates


def _anywhere(dates: QuerySet[Occurrence], narrowings: list[Q | QuerySet[FinderKey]]) -> Found:
    """Without a circle, the soonest dates are read in order until there are enough; but where a key
    is rare that would read on and on, so then its gatherings are looked up first."""
    for narrowing in narrowings:
        gatherings = list(
            _keys(narrowing).order_by().values_list("gathering", flat=True).distinct()[:RARE]
        )
        if len(gatherings) < RARE:
            found = _soonest(_narrowed(dates.filter(gathering__in=gatherings), narrowings))
            return Found(found[:MOST], len(found) > MOST)
    rows = _narrowed(dates, narrowings).order_by("starts_at", "pk")
    keys = list(rows.values_list("pk", flat=True)[: MOST + 1])
    return Found(keys[:MOST], len(keys) > MOST)


def _soonest_at(dates: QuerySet[Occurrence], places: dict[int, float], span: Span) -> list[int]:
    """Over many places the span is read a slice at a time, until there are enough."""
    length = timedelta(days=1) if len(places) > AT_ONCE else span.until - span.since
    found: list[int] = []
    since = span.since
    while places and since < span.until and len(found) <= MOST:
        until = min(since + length, span.until)
        found += _soonest(dates.filter(place__in=places, starts_at__gte=since, starts_at__lt=until))
        since, length = until, 2 * length
    return found


def _soonest(dates: QuerySet[Occurrence]) -> list[int]:
    rows = dates.order_by(Unindexed(F("starts_at")), "pk")
    return list(rows.values_list("pk", flat=True)[: MOST + 1])


def _nearest(dates: QuerySet[Occurrence], distances: dict[int, float]) -> list[int]:
    """Nearest first, then soonest; reads on outward only until there are enough."""
    places = list(distances)
    found: list[int] = []
    for at in range(0, len(places), AT_ONCE):
        near = dates.filter(place__in=places[at : at + AT_ONCE]).order_by()
        rows = near.values_list("place_id", "starts_at", "pk")
        found += [pk for *_, pk in sorted((distances[row[0]], *row[1:]) for row in rows)]
        if len(found) > MOST:
            break
    return found
