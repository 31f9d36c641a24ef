"""One line of a list of dates, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from kithway.gatherings import vocabulary
from kithway.gatherings.date_code import date_code
from kithway.gatherings.finding import Listing
from kithway.gatherings.naming import Named, named
from kithway.gatherings.showing import place_named
from kithway.gatherings.wording import Status, StatusFacts, clock_time, status_words


@dataclass(frozen=True, slots=True)
class Row:
    url: str
    name: str
    starts: datetime
    iso: str
    start: str
    end: str
    where: str
    status: Status
    mode: Named
    kinds: list[Named]

    @property
    def held(self) -> bool:
        return self.status.tone != "off"


def row_of(listing: Listing, now: datetime) -> Row:
    """`now`: aware; what today is goes by the clocks of where the gathering is held."""
    return Row(
        url=reverse("occurrence", args=[listing.slug, date_code(listing.recurrence_id)]),
        name=listing.name,
        starts=listing.starts,
        iso=listing.starts.isoformat(timespec="minutes"),
        start=clock_time(listing.starts),
        end=clock_time(listing.ends),
        where=_where(listing),
        status=status_words(_facts(listing, now), now.astimezone(listing.zone)),
        mode=named([listing.mode], vocabulary.MODES)[0],
        kinds=named(listing.kinds[:2], vocabulary.KINDS),
    )


def _where(listing: Listing) -> str:
    if listing.place_name is None:
        return ""
    return place_named(
        listing.place_name,
        listing.place_city or "",
        listing.place_address_shown_to or "",
        listing.address_shown_to,
    )


def _facts(listing: Listing, now: datetime) -> StatusFacts:
    return StatusFacts(
        rule=listing.rule,
        confirmed_at=listing.confirmed_at,
        confirmed_by=listing.confirmed_by,
        cancelled_at=listing.cancelled_at,
        cancelled_because=listing.cancelled_because,
        closed=listing.closure_id is not None,
        closed_because=listing.closure_reason or "",
        last_held_at=listing.last_held_at,
        shut_since=listing.shut_since,
        missing_since=listing.missing_since,
        over=listing.ends_at <= now,
    )
