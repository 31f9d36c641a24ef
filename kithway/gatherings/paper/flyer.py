"""One gathering on one page, for a wall or a counter."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import cast

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from kithway.community.letters import bare_letters
from kithway.gatherings.models import Gathering, PrintSheet
from kithway.gatherings.naming import Named
from kithway.gatherings.paper.shapes import Fact, Flyer
from kithway.gatherings.paper.telling import head, where
from kithway.gatherings.showing import Reader
from kithway.gatherings.views.told import Told, told_date, with_zone
from kithway.gatherings.wording.lists import listed

# Longer texts make a flyer that nobody reads on a wall.
LETTERS = 480
NEXT = 4


def flyer(sheet: PrintSheet) -> Flyer:
    gathering = cast(Gathering, sheet.gathering)
    told = Told(gathering, Reader.CARRIED)
    just_come = gathering.first_day is not None and not told.shown.address_how
    return Flyer(
        head=head(
            gathering.community,
            title=gathering.name,
            dates="",
            path=reverse("gathering", args=[gathering.slug]),
        ),
        name=gathering.name,
        about=_short(gathering.about),
        welcome=_("Just come. No need to book or to sign up.") if just_come else "",
        facts=[fact for fact in _facts(gathering, told) if fact.lines],
        first_title=_("First time?"),
        first_visit="" if _names_somebody(gathering) else _short(gathering.first_visit),
    )


def _names_somebody(gathering: Gathering) -> bool:
    """Whether the words for a first visit name who holds it: a wall must not."""
    held_by = re.split(r"\s*(?:,|&|\band\b|\by\b|\bet\b|、|和)\s*", gathering.facilitators)
    said = bare_letters(gathering.first_visit)
    return any(re.search(rf"\b{re.escape(bare_letters(name))}\b", said) for name in held_by if name)


def _facts(gathering: Gathering, told: Told) -> Iterator[Fact]:
    yield Fact(_("When"), _when(gathering, told))
    yield Fact(_("Where"), _where(gathering, told))
    yield Fact(_("Getting in"), [told.access] if told.access else [])
    yield Fact(_("Languages"), _names(told.languages))
    yield Fact(_("For whom"), _names(told.audiences))
    # Who holds it is not said: a name on a wall may out somebody to who passes by.
    notes = gathering.talked_about
    yield Fact(_("What may be talked about"), [notes] if notes else [])


def _when(gathering: Gathering, told: Told) -> list[str]:
    # Dates are said only where the rule has no plain words: a flyer outlives the next one.
    if told.rule == _("On set dates: see the next ones below"):
        return _next_dates(gathering)
    return [told.rule, *([told.zone] if told.zone and gathering.first_day else [])]


def _next_dates(gathering: Gathering) -> list[str]:
    now: datetime = timezone.now().astimezone(gathering.zone)
    rows = gathering.occurrences.filter(ends_at__gt=now).select_related("closure")
    dates = [told_date(gathering, row, now) for row in rows.order_by("starts_at", "pk")[:NEXT]]
    return [with_zone(capfirst(date.on), gathering) for date in dates if date.held]


def _where(gathering: Gathering, told: Told) -> list[str]:
    there = [where(gathering, gathering.place)] if gathering.place else []
    if gathering.mode != "in-person" or not there:
        there.append(str(told.mode.name))
    return [*there, *([told.shown.online_how] if told.shown.online_how else [])]


def _names(found: list[Named]) -> list[str]:
    return [listed(str(each.name) for each in found)] if found else []


def _short(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(LETTERS)
