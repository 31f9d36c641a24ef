"""Finds dates of gatherings: a circle on the map, a span of time, and what else is asked.

The two queries are written by hand: they must name hundreds of places and still take about a
millisecond, of which the ORM alone would need three to write them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import asin, cos, radians, sin, sqrt
from typing import Any

from django.db import connection

from kithway.community.geography import EARTH_KM, Located, Point
from kithway.community.models import Place
from kithway.gatherings.actions.index import search_words
from kithway.gatherings.finding.asked import Asked, Span
from kithway.gatherings.finding.circle import cells_within
from kithway.gatherings.models import FinderKey, Gathering, Occurrence

# Counted exactly up to this; past it the page says 'more than'.
MOST = 1000
# A key that fewer gatherings than this have is read from its own end.
RARE = 3000
# What is joined from anywhere has no place in a circle.
FROM_ANYWHERE = frozenset({"online", "telephone"})
# Places a query names at once, so that the nearest, or the soonest, can be enough.
AT_ONCE = 400

Params = list[Any]
# A date, and whether it fades.
Key = tuple[int, bool]


@dataclass(frozen=True, slots=True)
class Found:
    """Keys of occurrences in the order asked for, those that fade last; `more` where there are
    over MOST.

    `distances`: kilometres to each place, by its key; empty where no place was searched.
    """

    keys: list[int] = field(default_factory=list)
    more: bool = False
    distances: dict[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Condition:
    """A piece of a WHERE, with its parameters.

    `of_row`: the same for a look at one gathering's keys, where SQLite would take the wrong index.
    """

    sql: str
    params: Params
    of_row: str = ""


def search(asked: Asked, span: Span, where: Located | None) -> Found:
    """The dates that answer a question: soonest first, or nearest first where a place is asked."""
    keys = _keys(asked)
    if where is None or from_anywhere(asked):
        found, distances = _anywhere(span, keys), {}
    else:
        distances = places_within(where.point, asked.within_km)
        nearest = asked.sort == "nearest"
        found = (_nearest if nearest else _soonest_at)(span, keys, distances)
    return Found(_fading_last(found[:MOST]), len(found) > MOST, distances)


def gatherings_found(
    asked: Asked, span: Span | None, where: Located | None, most: int
) -> list[int]:
    """The keys of at most `most` gatherings that answer a question, those listed first first.

    `span`: they have a date in it; None where dates do not count, as for what is by appointment.
    """
    conditions = [Condition("g.ended_at IS NULL", []), *map(_of_gathering, _keys(asked))]
    here = ""
    if where is not None and not from_anywhere(asked):
        here = _numbers(places_within(where.point, asked.within_km)) or "0"
    if span is None:
        conditions += [Condition(f"g.place_id IN ({here})", [])] if here else []
    else:
        inside, at = _within(span), f" AND o.place_id IN ({here})" if here else ""
        conditions.append(Condition(
            f"EXISTS (SELECT 1 FROM {Occurrence._meta.db_table} o "  # noqa: S608
            f"WHERE o.gathering_id = g.id AND {inside.sql}{at})", inside.params,
        ))  # fmt: skip
    where_all = " AND ".join(condition.sql for condition in conditions)
    params = [value for condition in conditions for value in condition.params]
    table = Gathering._meta.db_table
    rows = _rows(
        f"SELECT g.id FROM {table} g WHERE {where_all} ORDER BY g.id LIMIT {int(most)}",  # noqa: S608
        params,
    )
    return [row[0] for row in rows]


def _fading_last(found: list[tuple[int, bool]]) -> list[int]:
    """The order stays, but what nobody has said lives for too long comes after all the rest."""
    return [key for key, faded in found if not faded] + [key for key, faded in found if faded]


def from_anywhere(asked: Asked) -> bool:
    """Whether only what has no place in a circle is asked for."""
    modes = set(asked.facets.get("mode", ()))
    return bool(modes) and modes <= FROM_ANYWHERE


def places_within(point: Point, km: float) -> dict[int, float]:
    """Kilometres to each place in a circle, nearest first."""
    cells = cells_within(point.latitude, point.longitude, km)
    rows = _rows(
        f"SELECT id, search_latitude, search_longitude FROM {Place._meta.db_table} "  # noqa: S608
        f"WHERE cell IN ({_numbers(cells)})",
        [],
    )
    latitude, longitude = radians(point.latitude), radians(point.longitude)
    across = cos(latitude)
    away = []
    for key, north, east in rows:
        # As geography.distance_km, with what is the same for every place taken out of the loop.
        north, east = radians(north), radians(east)
        half = sin((north - latitude) / 2) ** 2
        half += across * cos(north) * sin((east - longitude) / 2) ** 2
        distance = 2 * EARTH_KM * asin(min(1.0, sqrt(half)))
        if distance <= km:
            away.append((distance, key))
    return {key: distance for distance, key in sorted(away)}


def _keys(asked: Asked) -> list[Condition]:
    return [*_facets(asked), *_words(asked.words)]


def _facets(asked: Asked) -> list[Condition]:
    # What a person needs to get in must all be there; of anything else one is enough.
    groups = [
        group
        for name, codes in asked.facets.items()
        for group in ([[f"{name}:{code}"] for code in codes] if name == "access" else
                      [[f"{name}:{code}" for code in codes]])
    ]  # fmt: skip
    return [Condition(f"k.key IN ({_marks(group)})", list(group)) for group in groups]


def _words(text: str) -> list[Condition]:
    """Words are found by how they begin: `drum` finds drumming."""
    return [_beginning(f"word:{word}") for word in sorted(search_words(text))[:8]]


def _beginning(start: str) -> Condition:
    if connection.vendor == "postgresql":
        escaped = start.replace("\\", "\\\\").replace("_", "\\_").replace("%", "\\%")
        return Condition("k.key LIKE %s", [escaped + "%"])
    # SQLite uses no index for a LIKE that minds capitals; this sorts past any letter.
    end = start + "\U0010ffff"
    return Condition(
        "k.key >= %s AND k.key < %s", [start, end], of_row="+k.key >= %s AND +k.key < %s"
    )


def _anywhere(span: Span, keys: list[Condition]) -> list[Key]:
    """Without a circle, the soonest dates are read in order until there are enough; but where a key
    is rare that would read on and on, so then its gatherings are looked up first."""
    for condition in keys:
        having = [row[0] for row in _rows(
            f"SELECT DISTINCT k.gathering_id FROM {FinderKey._meta.db_table} k "  # noqa: S608
            f"WHERE {condition.sql} LIMIT {RARE}", condition.params,
        )]  # fmt: skip
        if len(having) < RARE:
            only = Condition(f"o.gathering_id IN ({_numbers(having)})", [])
            return _dates(span, keys, only, sort=_unindexed()) if having else []
    return _dates(span, keys, None, sort="o.starts_at")


def _soonest_at(span: Span, keys: list[Condition], places: dict[int, float]) -> list[Key]:
    """Over many places the span is read a slice at a time, until there are enough."""
    if not places:
        return []
    only = Condition(f"o.place_id IN ({_numbers(places)})", [])
    length = timedelta(days=1) if len(places) > AT_ONCE else span.until - span.since
    found: list[Key] = []
    since = span.since
    while since < span.until and len(found) <= MOST:
        until = min(since + length, span.until)
        piece = Span(since, until, span.ending_after)
        found += _dates(piece, keys, only, sort=_unindexed())
        since, length = until, 2 * length
    return found


def _nearest(span: Span, keys: list[Condition], places: dict[int, float]) -> list[Key]:
    """Nearest first, then soonest; reads on outward only until there are enough."""
    order = list(places)
    found: list[Key] = []
    at = 0
    while at < len(order) and len(found) <= MOST:
        end = at + AT_ONCE
        # What is as near belongs together: a list may put hundreds of places at one town's middle.
        while end < len(order) and places[order[end]] == places[order[end - 1]]:
            end += 1
        here, at = order[at:end], end
        only = Condition(f"o.place_id IN ({_numbers(here)})", [])
        rows = _rows(*_query("o.place_id, o.starts_at, o.id", span, keys, only))
        rows.sort(key=lambda row: (places[row[0]], *row[1:3]))
        found += [(row[2], bool(row[3])) for row in rows]
    return found


def _dates(span: Span, keys: list[Condition], only: Condition | None, *, sort: str) -> list[Key]:
    sql, params = _query("o.id", span, keys, only)
    rows = _rows(f"{sql} ORDER BY {sort}, o.id LIMIT {MOST + 1}", params)
    return [(key, bool(faded)) for key, faded in rows]


def _query(
    columns: str, span: Span, keys: list[Condition], only: Condition | None
) -> tuple[str, Params]:
    conditions = [_within(span), *([only] if only else []), *(_having(key) for key in keys)]
    where = " AND ".join(condition.sql for condition in conditions)
    params = [_moment(span.ending_after)]
    params += [value for condition in conditions for value in condition.params]
    columns += ", o.fades_at < %s"
    return f"SELECT {columns} FROM {Occurrence._meta.db_table} o WHERE {where}", params  # noqa: S608


def _within(span: Span) -> Condition:
    since, until, ending = (_moment(each) for each in (span.since, span.until, span.ending_after))
    # What starts later also ends later: said first, it spares reading the row for its end.
    return Condition(
        "o.starts_at >= %s AND o.starts_at < %s AND (o.starts_at >= %s OR o.ends_at > %s)",
        [since, until, ending, ending],
    )


def _having(key: Condition, of: str = "o.gathering_id") -> Condition:
    # OFFSET keeps PostgreSQL from turning the look-up of a few rows into a scan of all keys.
    return Condition(
        f"EXISTS (SELECT 1 FROM {FinderKey._meta.db_table} k "  # noqa: S608
        f"WHERE k.gathering_id = {of} AND {key.of_row or key.sql} LIMIT 1 OFFSET 0)",
        key.params,
    )


def _of_gathering(key: Condition) -> Condition:
    return _having(key, "g.id")


def _unindexed() -> str:
    """The start as an expression that no index serves: rows are found by place, then sorted."""
    return "o.starts_at + interval '0'" if connection.vendor == "postgresql" else "+o.starts_at"


def _rows(sql: str, params: Params) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _moment(moment: datetime) -> object:
    return connection.ops.adapt_datetimefield_value(moment)


def _numbers(keys: Iterable[int]) -> str:
    """Keys written out: they are our own whole numbers, and hundreds of parameters are slow."""
    return ",".join([str(int(key)) for key in keys])


def _marks(values: list[str]) -> str:
    return ",".join(["%s"] * len(values))
