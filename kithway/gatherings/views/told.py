"""A gathering and its dates as its pages tell them: in words, and with nothing that is hidden."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kithway.community.kept_query import KeptQuery
from kithway.gatherings import vocabulary
from kithway.gatherings.coming.places import is_full
from kithway.gatherings.coming.rules import takes_names
from kithway.gatherings.finding.lines import date_url
from kithway.gatherings.models import Gathering, Occurrence
from kithway.gatherings.naming import Named, access_words, kinds_and_pathways, named
from kithway.gatherings.showing import Reader, Shown, shown
from kithway.gatherings.wording import (
    Status,
    StatusFacts,
    day_and_time,
    plain_day,
    rule_words,
    soon_name,
    status_words,
    time_range,
)
from kithway.recovery.spine import DIMENSIONS, PRINCIPLES

PHONE = re.compile(r"\+?[0-9][0-9 ().-]{5,}[0-9]")
REMOTE = ("online", "hybrid", "telephone")


by_slug = KeptQuery(
    lambda slug: (
        Gathering.objects.select_related("community", "place", "room").filter(slug=slug).order_by()
    ),
    "",
)


def find_gathering(slug: str) -> Gathering:
    """The gathering with all that its pages tell of it, in one query. Raises Http404."""
    if found := by_slug(slug):
        return found[0]
    raise Http404


@dataclass(frozen=True, slots=True)
class ToldDate:
    """One date in words. `held` is False where it was called off or the place is closed."""

    url: str
    starts: datetime
    day: str
    full_day: str
    time: str
    status: Status
    over: bool
    row: Occurrence
    gathering: Gathering

    @property
    def when(self) -> str:
        """'Tonight, 6:00–7:30 pm'."""
        return day_and_time(self.day, self.time)

    @property
    def on(self) -> str:
        """'Thursday 26 November, 6:00–7:30 pm': for whoever reads it on another day."""
        return day_and_time(self.full_day, self.time)

    @property
    def when_with_zone(self) -> str:
        """The same, with whose clock it is where people join from elsewhere."""
        return with_zone(self.when, self.gathering)

    @property
    def full_day_too(self) -> str:
        """The day by its name, where `day` is only 'Tomorrow'; else ''."""
        full = capfirst(self.full_day)
        return full if full != self.day else ""

    @property
    def way_in(self) -> str:
        return f"{self.url}way-in/"

    @property
    def coming(self) -> str:
        """Where a place is kept, or one says that one wants to be met; '' where one just comes."""
        begun = self.starts <= timezone.now()
        return f"{self.url}coming/" if takes_names(self.gathering) and not begun else ""

    @property
    def full(self) -> bool:
        return is_full(self.gathering, self.row.recurrence_id)

    @property
    def held(self) -> bool:
        return self.status.tone != "off"

    @property
    def doubtful(self) -> bool:
        """Whether a person should ask before they go."""
        return self.status.tone in {"unsure", "faded"}


def told_date(gathering: Gathering, date: Occurrence, now: datetime) -> ToldDate:
    """`now`: aware, in the gathering's zone."""
    starts = date.starts_at.astimezone(now.tzinfo)
    return ToldDate(
        url=date_url(gathering.slug, date.recurrence_id),
        starts=starts,
        day=soon_name(starts, now.date()),
        full_day=plain_day(starts.date(), now.date()),
        time=time_range(starts, date.ends_at.astimezone(now.tzinfo)),
        status=status_words(_facts(gathering, date, now), now),
        over=date.ends_at <= now,
        row=date,
        gathering=gathering,
    )


def _facts(gathering: Gathering, date: Occurrence, now: datetime) -> StatusFacts:
    return StatusFacts(
        rule=gathering.rule,
        confirmed_at=date.confirmed_at,
        confirmed_by=date.confirmed_by,
        cancelled_at=date.cancelled_at,
        cancelled_because=date.cancelled_because,
        closed=date.closure is not None,
        closed_because=date.closure.reason if date.closure else "",
        last_held_at=gathering.last_held_at,
        shut_since=gathering.shut_since,
        missing_since=gathering.missing_since,
        ended_at=gathering.ended_at,
        over=date.ends_at <= now,
        changed_at=date.changed_at,
        changed_because=date.changed_because,
        usual=date.recurrence_id if date.moved_to else "",
        moved_to=date.moved_to,
        elsewhere=date.own_place_id is not None,
        silent_since=gathering.seen_at if date.fades_at and date.fades_at < now else None,
    )


def zone_words(gathering: Gathering) -> str:
    """Said only of what people join from elsewhere: a room has no other clock than its own."""
    if gathering.mode not in REMOTE:
        return ""
    city = str(gathering.zone).rpartition("/")[2].replace("_", " ")
    return _("%(city)s time") % {"city": city}


def with_zone(time: str, gathering: Gathering) -> str:
    zone = zone_words(gathering)
    return _("%(time)s (%(zone)s)") % {"time": time, "zone": zone} if zone else time


class Told:
    """One gathering for one reader, on one date where that is given; worked out only where a
    template asks."""

    def __init__(
        self,
        gathering: Gathering,
        reader: Reader = Reader.ANYONE,
        date: ToldDate | None = None,
    ) -> None:
        self.gathering = gathering
        own_place = date.row.own_place if date else None
        self.place = own_place or gathering.place
        self.room = None if own_place else gathering.room
        self.shown: Shown = shown(gathering, reader, self.place)

    @property
    def rule(self) -> str:
        found = self.gathering
        return rule_words(
            found.rule,
            found.first_day,
            start=found.start_time,
            minutes=found.minutes,
            extra=found.extra_dates,
            last_day=found.last_day,
            today=timezone.now().astimezone(found.zone).date(),
        )

    @property
    def zone(self) -> str:
        return zone_words(self.gathering)

    @property
    def mode(self) -> Named:
        return named([self.gathering.mode], vocabulary.MODES)[0]

    @property
    def languages(self) -> list[Named]:
        return named(self.gathering.languages, vocabulary.LANGUAGES)

    @property
    def audiences(self) -> list[Named]:
        return named(self.gathering.audiences, vocabulary.AUDIENCES)

    @property
    def welcomes(self) -> list[Named]:
        return named(self.gathering.welcomes, vocabulary.WELCOMES)

    @property
    def access(self) -> str:
        place = self.place
        return access_words([*(place.access if place else []), *self.gathering.access])

    @cached_property
    def _kinds_and_pathways(self) -> tuple[list[Named], list[Named]]:
        return kinds_and_pathways(self.gathering)

    @property
    def kinds(self) -> list[Named]:
        return self._kinds_and_pathways[0]

    @property
    def pathways(self) -> list[Named]:
        return self._kinds_and_pathways[1]

    @property
    def spine(self) -> list[str | Promise]:
        """The principles and dimensions it is placed on, by name."""
        found = [PRINCIPLES.get(code) for code in self.gathering.principles]  # type: ignore[call-overload]
        found += [DIMENSIONS.get(code) for code in self.gathering.dimensions]  # type: ignore[call-overload]
        return [wording.name for wording in found if wording]

    @property
    def dial(self) -> str:
        """The number in what is said about joining by telephone, as a phone dials it."""
        match = PHONE.search(self.shown.dial_in)
        return re.sub(r"[^+0-9]", "", match[0]) if match else ""
