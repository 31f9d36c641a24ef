"""One line of the finder: what a page, the JSON and a sketch of a map need, and nothing hidden."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from kithway.gatherings.models import Occurrence

COLUMNS = (
    "pk",
    "recurrence_id",
    "starts_at",
    "ends_at",
    "confirmed_at",
    "confirmed_by",
    "cancelled_at",
    "cancelled_because",
    "closure__reason",
    "closure_id",
    "gathering__slug",
    "gathering__name",
    "gathering__mode",
    "gathering__kinds",
    "gathering__languages",
    "gathering__rule",
    "gathering__timezone",
    "gathering__address_shown_to",
    "gathering__last_held_at",
    "gathering__shut_since",
    "gathering__missing_since",
    "gathering__access",
    "gathering__welcomes",
    "gathering__community__name",
    "gathering__community__timezone",
    "gathering__community__slug",
    "place__name",
    "place__city",
    "place__timezone",
    "place__access",
    "place__address_shown_to",
    "place__search_latitude",
    "place__search_longitude",
)


@dataclass(frozen=True, slots=True)
class Listing:
    """One date of a gathering as the finder found it. `distance_km` is None without a place."""

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
    kinds: list[str]
    languages: list[str]
    rule: str
    timezone: str
    address_shown_to: str
    last_held_at: datetime | None
    shut_since: datetime | None
    missing_since: datetime | None
    access: list[str]
    welcomes: list[str]
    community_name: str
    community_timezone: str
    community_slug: str
    place_name: str | None
    place_city: str | None
    place_timezone: str | None
    place_access: list[str] | None
    place_address_shown_to: str | None
    place_latitude: float | None
    place_longitude: float | None
    distance_km: float | None = None

    @property
    def status(self) -> str:
        if self.cancelled_at or self.closure_id or self.shut_since:
            return "cancelled"
        return "confirmed" if self.confirmed_at else "expected"

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


def listings(keys: list[int], distances: dict[int, float]) -> list[Listing]:
    """The lines for these occurrences, in this order; one query however many."""
    rows = Occurrence.objects.filter(pk__in=keys).order_by().values_list(*COLUMNS, "place_id")
    by_key: dict[int, tuple[Any, ...]] = {row[0]: row for row in rows}
    return [
        Listing(*row[:-1], distance_km=distances.get(row[-1]))
        for key in keys
        if (row := by_key.get(key))
    ]
