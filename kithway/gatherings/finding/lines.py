"""The finder's findings in words, ready for a page: worked out here, since templates are slow."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kithway.community.access import ACCESS
from kithway.gatherings import vocabulary
from kithway.gatherings.finding.listing import Listing
from kithway.gatherings.showing import address_hidden, place_named
from kithway.gatherings.wording import (
    Status,
    StatusFacts,
    clock_time,
    day_name,
    distance_words,
    status_words,
)

# What a line shows of what a place offers, in this order, without being opened.
SHOWN_ACCESS = ("step-free", "lift", "hearing-loop")


@dataclass(frozen=True, slots=True)
class Line:
    """One date in words. `off`: it is not held. `where`: place, distance and access, as shown."""

    url: str
    name: str
    starts: str
    ends: str
    machine_time: str
    where: str
    status: Status
    tags: list[str]
    off: bool


@dataclass(frozen=True, slots=True)
class Day:
    name: str
    lines: list[Line]


def days(
    found: list[Listing], *, unit: str, now: datetime, kind_names: dict[str, str]
) -> list[Day]:
    """Soonest-first listings under the days they start, each by its own clocks."""
    today = now.date()
    return [
        Day(day_name(day, today), [line(each, unit, now, kind_names) for each in group])
        for day, group in groupby(found, key=_local_day)
    ]


def line(listing: Listing, unit: str, now: datetime, kind_names: dict[str, str]) -> Line:
    starts = listing.starts
    here = now.astimezone(starts.tzinfo)
    return Line(
        url=date_url(listing.slug, listing.recurrence_id),
        name=listing.name,
        starts=clock_time(starts),
        ends=_("to %(time)s") % {"time": clock_time(listing.ends)},
        machine_time=starts.isoformat(),
        where=_where(listing, unit),
        status=_status(listing, here),
        tags=_tags(listing, kind_names),
        off=listing.status == "cancelled",
    )


def date_url(slug: str, recurrence_id: str) -> str:
    """The path of one date's page in the reader's language."""
    return _pattern(get_language() or "en") % (slug, recurrence_id.replace(":", ""))


@lru_cache(maxsize=8)
def _pattern(language: str) -> str:
    # Resolving the route anew for each line would take longer than finding the lines did.
    path = reverse("occurrence", args=["one", "date"])
    return path.replace("%", "%%").replace("/one/", "/%s/").replace("/date/", "/%s/")


def _local_day(listing: Listing) -> date:
    return listing.starts.date()


def _where(listing: Listing, unit: str) -> str:
    parts = []
    if listing.place_name is not None:
        hidden = address_hidden(listing.place_address_shown_to or "", listing.address_shown_to)
        parts.append(_place(listing))
        if listing.distance_km is not None:
            parts.append(distance_words(listing.distance_km, unit, hidden=hidden))
    if listing.mode != "in-person" or not parts:
        mode = _("and online") if parts and listing.mode == "hybrid" else _mode(listing.mode)
        parts.append(mode)
    offered = {*(listing.place_access or "").split(), *listing.access.split()}
    parts += [str(ACCESS[code]).lower() for code in SHOWN_ACCESS if code in offered]
    return " · ".join(parts)


def _place(listing: Listing) -> str:
    name = place_named(
        listing.place_name or "",
        listing.place_city or "",
        listing.place_address_shown_to or "",
        listing.address_shown_to,
    )
    city = listing.place_city
    return f"{name}, {city}" if city and city not in name else name


def _mode(mode: str) -> str:
    return str(vocabulary.MODES.get(mode, mode))


def _status(listing: Listing, here: datetime) -> Status:
    return status_words(
        StatusFacts(
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
        ),
        here,
    )


def _tags(listing: Listing, kind_names: dict[str, str]) -> list[str]:
    names = [kind_names.get(code, code) for code in listing.kinds.split()[:3]]
    spoken = [code for code in listing.languages.split() if code != "en"]
    names += [str(vocabulary.LANGUAGES.get(code, code)) for code in spoken[:2]]
    if "met-at-door" in listing.welcomes.split():
        names.append(str(vocabulary.WELCOMES["met-at-door"]))
    return names
