"""The finder's findings in words, ready for a page: worked out here, since templates are slow."""

from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kithway.community.access import ACCESS
from kithway.gatherings import vocabulary
from kithway.gatherings.date_code import date_code
from kithway.gatherings.finding.listing import Listing
from kithway.gatherings.showing import place_named
from kithway.gatherings.wording import (
    Status,
    StatusFacts,
    clock_time,
    day_name,
    distance_words,
    plain_day,
    status_words,
)
from kithway.ui.rows import rows_html

NOON = time(12)
LINE = "gatherings/parts/line.html"
# What a line shows of what a place offers, in this order, without being opened.
SHOWN_ACCESS = ("step-free", "lift", "hearing-loop")


@dataclass(frozen=True, slots=True)
class Day:
    """The lines under one day, as HTML: `gatherings/parts/line.html` for each of `count`."""

    name: str
    lines: SafeString
    count: int


def days(
    found: list[Listing],
    *,
    unit: str,
    now: datetime,
    kind_names: dict[str, str],
    nearest_first: bool = False,
    template: str = LINE,
) -> list[Day]:
    """Listings under the days they start, each by its own clocks, and those that fade at the end.

    Nearest first, and among those that fade, days come in any order: then there is one list, and
    each line names its day. `template`: of a line, with the names that `line.html` has.
    """
    said = _Saying(unit, now, kind_names, get_language() or "en")
    fresh = [each for each in found if not each.faded]
    faded = [said.line(each, name_day=True) for each in found if each.faded]
    if nearest_first:
        lines = [said.line(each, name_day=True) for each in fresh]
        told = [Day("", lines_html(lines, template), len(lines))] if lines else []
    else:
        told = _by_day(said, fresh, now.date(), template)
    if faded:
        told.append(Day(_("Not confirmed for a while"), lines_html(faded, template), len(faded)))
    return told


def _by_day(said: "_Saying", found: list[Listing], today: date, template: str) -> list[Day]:
    lines = [(each.starts.date(), said.line(each)) for each in found]
    grouped = [(day, [line for _, line in group]) for day, group in groupby(lines, itemgetter(0))]
    return [
        Day(day_name(day, today), lines_html(each, template), len(each)) for day, each in grouped
    ]


def lines_html(lines: list[dict[str, object]], template: str = LINE) -> SafeString:
    return rows_html(template, lines, flags=("off", "faded"))


def date_url(slug: str, recurrence_id: str) -> str:
    """The path of one date's page in the reader's language."""
    return _pattern(get_language() or "en") % (slug, date_code(recurrence_id))


class _Saying:
    """Says listings in one language. Lists repeat a few times, places and states over and over,
    and each message that is looked up costs, so what is said is kept by what it is said of."""

    def __init__(
        self,
        unit: str,
        now: datetime,
        kind_names: dict[str, str],
        language: str,
    ) -> None:
        self.unit, self.now, self.kind_names, self.language = unit, now, kind_names, language
        self.pattern = _pattern(language)

    def line(self, listing: Listing, *, name_day: bool = False) -> dict[str, object]:
        """The values of `gatherings/parts/line.html`. `off`: it is not held on that date."""
        starts, ends = listing.starts, listing.ends
        begins, ending = _times(starts.time(), ends.time(), self.language)
        today = self.now.astimezone(starts.tzinfo).date()
        day = [capfirst(plain_day(starts.date(), today))] if name_day else []
        status = _status(_facts(listing), today, starts.tzinfo, self.language)
        return {
            "url": self.pattern % (listing.slug, date_code(listing.recurrence_id)),
            "name": listing.name,
            "starts": begins,
            "ends": ending,
            "machine_time": starts.isoformat(),
            "where": " · ".join([*day, *self._where(listing)]),
            "status": status.text,
            "tone": status.tone,
            "tags": self._tags(listing),
            "off": listing.status == "cancelled",
            "faded": status.tone == "faded",
        }

    def _where(self, listing: Listing) -> list[str]:
        parts = []
        if listing.place_name is not None:
            parts.append(_place(listing))
            if listing.distance_km is not None:
                hidden = listing.address_hidden
                parts.append(distance_words(listing.distance_km, self.unit, hidden=hidden))
        offered = f"{listing.place_access or ''} {listing.access}"
        return [*parts, *_offered(listing.mode, bool(parts), offered, self.language)]

    def _tags(self, listing: Listing) -> SafeString:
        names = [self.kind_names.get(code, code) for code in listing.kinds.split()[:3]]
        keep = listing.capacity is not None
        return _tags_html(tuple(names), listing.languages, listing.welcomes, keep, self.language)


def _place(listing: Listing) -> str:
    name = place_named(
        listing.place_name or "",
        listing.place_city or "",
        listing.place_address_shown_to or "",
        listing.address_shown_to,
    )
    city = listing.place_city
    return f"{name}, {city}" if city and city not in name else name


def _facts(listing: Listing) -> StatusFacts:
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
        changed_at=listing.changed_at,
        changed_because=listing.changed_because,
        usual=listing.recurrence_id if listing.moved_to else "",
        moved_to=listing.moved_to,
        elsewhere=listing.own_place_id is not None,
        silent_since=listing.silent_since,
    )


@lru_cache(maxsize=4096)
def _status(facts: StatusFacts, today: date, zone: tzinfo, language: str) -> Status:
    # A state is said in days, so it is the same from morning to night.
    return status_words(facts, datetime.combine(today, NOON, zone))


@lru_cache(maxsize=4096)
def _times(starts: time, ends: time, language: str) -> tuple[str, str]:
    return clock_time(starts), _("to %(time)s") % {"time": clock_time(ends)}


@lru_cache(maxsize=1024)
def _offered(mode: str, placed: bool, codes: str, language: str) -> list[str]:
    """How it is held, unless that is clear from its having a place; and how one gets in."""
    held = []
    if placed and mode == "hybrid":
        held = [_("and online")]
    elif mode != "in-person" or not placed:
        held = [str(vocabulary.MODES.get(mode, mode))]
    offered = codes.split()
    return [*held, *(str(ACCESS[code]).lower() for code in SHOWN_ACCESS if code in offered)]


@lru_cache(maxsize=4096)
def _tags_html(
    kinds: tuple[str, ...], languages: str, welcomes: str, keep: bool, language: str
) -> SafeString:
    """`keep`: there are only so many places."""
    spoken = [code for code in languages.split() if code != "en"]
    asked = [_("Keep a place")] if keep else []
    names = [*asked, *kinds, *(str(vocabulary.LANGUAGES.get(code, code)) for code in spoken[:2])]
    if "met-at-door" in welcomes.split():
        names.append(str(vocabulary.WELCOMES["met-at-door"]))
    return format_html_join("", '<li class="tag">{}</li>', ((name,) for name in names))


@lru_cache(maxsize=8)
def _pattern(language: str) -> str:
    # Resolving the route anew for each line would take longer than finding the lines did.
    path = reverse("occurrence", args=["one", "date"])
    return path.replace("%", "%%").replace("/one/", "/%s/").replace("/date/", "/%s/")
