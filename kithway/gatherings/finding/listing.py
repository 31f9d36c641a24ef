"""One line of the finder: what a page, the JSON and a sketch of a map need, and nothing hidden."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db import connection

from kithway.community.models import Closure, Community, Place
from kithway.gatherings.actions.rows import stored
from kithway.gatherings.models import Gathering, Occurrence
from kithway.gatherings.showing import address_hidden
from kithway.gatherings.wording import still_stands

# Written by hand, as in search.py, in the order of Listing's fields.
COLUMNS = """
o.id, o.recurrence_id, o.starts_at, o.ends_at, o.confirmed_at, o.confirmed_by, o.cancelled_at,
o.cancelled_because, c.reason, o.closure_id, g.slug, g.name, g.mode, g.kinds, g.languages, g.rule,
g.timezone, g.address_shown_to, g.last_held_at, g.shut_since, g.missing_since, g.access,
g.welcomes, m.name, m.timezone, m.slug, o.place_id, p.name, p.city, p.timezone, p.access,
p.address_shown_to, p.search_latitude, p.search_longitude, o.changed_at, o.changed_because,
CASE WHEN o.fades_at < %s THEN g.seen_at END, o.moved_to, o.own_place_id, g.capacity
"""


class Listing(NamedTuple):
    """One date of a gathering as the finder found it. `distance_km` is None without a place.

    Times are aware and in UTC, or None; codes are words separated by spaces.
    """

    pk: int
    recurrence_id: str
    starts_at: datetime
    ends_at: datetime
    confirmed_at: datetime | None
    confirmed_by: str
    cancelled_at: datetime | None
    cancelled_because: str
    closure_reason: str | None
    closure_id: int | None
    slug: str
    name: str
    mode: str
    kinds: str
    languages: str
    rule: str
    timezone: str
    address_shown_to: str
    last_held_at: datetime | None
    shut_since: datetime | None
    missing_since: datetime | None
    access: str
    welcomes: str
    community_name: str
    community_timezone: str
    community_slug: str
    place_id: int | None
    place_name: str | None
    place_city: str | None
    place_timezone: str | None
    place_access: str | None
    place_address_shown_to: str | None
    place_search_latitude: float | None
    place_search_longitude: float | None
    changed_at: datetime | None
    changed_because: str
    # The last sign that the gathering lives, only where that is longer ago than is allowed.
    silent_since: datetime | None
    moved_to: str
    own_place_id: int | None
    capacity: int | None
    distance_km: float | None = None

    @property
    def status(self) -> str:
        """`cancelled`, `confirmed`, or `expected` where nobody has said either."""
        shut = still_stands(self.shut_since, self.confirmed_at)
        if self.cancelled_at or self.closure_id or shut:
            return "cancelled"
        return "confirmed" if self.confirmed_at else "expected"

    @property
    def faded(self) -> bool:
        """Whether nobody has said for too long that it lives, as the search puts it last."""
        return self.silent_since is not None

    @property
    def address_hidden(self) -> bool:
        """Whether what anyone reads must withhold the address."""
        return address_hidden(self.place_address_shown_to or "", self.address_shown_to)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone or self.place_timezone or self.community_timezone)

    @property
    def starts(self) -> datetime:
        """The start by the clocks of where it is held."""
        return self.starts_at.astimezone(self.zone)

    @property
    def ends(self) -> datetime:
        return self.ends_at.astimezone(self.zone)


MOMENTS = tuple(
    at for at, kind in enumerate(Listing.__annotations__.values()) if "datetime" in str(kind)
)
PLACE = Listing._fields.index("place_id")


def listings(keys: list[int], distances: dict[int, float], now: datetime) -> list[Listing]:
    """The lines for these occurrences, in this order; one query however many."""
    if not keys:
        return []
    with connection.cursor() as cursor:
        named = ",".join([str(int(key)) for key in keys])
        cursor.execute(f"{_select()}({named})", [stored(now)])
        rows = cursor.fetchall()
    by_key = {row[0]: _listing(row, distances) for row in rows}
    return [by_key[key] for key in keys if key in by_key]


def _listing(row: tuple[Any, ...], distances: dict[int, float]) -> Listing:
    values = list(row)
    for at in MOMENTS:
        moment = values[at]
        if isinstance(moment, str):  # SQLite knows no type of what an expression gives.
            moment = datetime.fromisoformat(moment)
        # SQLite has no time zones: it gives what was stored, which is UTC.
        if moment is not None and moment.tzinfo is None:
            values[at] = moment.replace(tzinfo=UTC)
    return Listing._make([*values, distances.get(values[PLACE])])


@lru_cache(maxsize=1)
def _select() -> str:
    tables = [model._meta.db_table for model in (Occurrence, Gathering, Community, Place, Closure)]
    dates, gatherings, communities, places, closures = tables
    return (
        f"SELECT {COLUMNS} FROM {dates} o "  # noqa: S608
        f"JOIN {gatherings} g ON g.id = o.gathering_id "
        f"JOIN {communities} m ON m.id = g.community_id "
        f"LEFT JOIN {places} p ON p.id = o.place_id "
        f"LEFT JOIN {closures} c ON c.id = o.closure_id WHERE o.id IN "
    )
