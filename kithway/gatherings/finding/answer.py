"""Answers one question to the finder: where, when, what is found, and one page of it."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from kithway.community.geography import Located, locate, zone_near
from kithway.community.models import Community
from kithway.gatherings.actions.index import search_words
from kithway.gatherings.finding.asked import Asked, Problem, Span, span
from kithway.gatherings.finding.listing import Listing, listings
from kithway.gatherings.finding.search import MOST, search
from kithway.gatherings.wording import unit_of


@dataclass(frozen=True, slots=True)
class Answer:
    """`count`: dates found, exact up to MOST; `more`: there are more than that."""

    asked: Asked
    where: Located | None
    zone: ZoneInfo
    span: Span
    count: int
    more: bool
    listings: list[Listing]
    pages: int


def answer(asked: Asked, *, now: datetime, size: int) -> Answer:
    """Look up what was asked; `size`: dates a page. Unreadable parts stand in `asked.problems`."""
    asked, where = located(asked)
    zone = zone_asked(asked, where)
    when = span(asked, zone, now)
    found = search(asked, when, where)
    pages = max(1, -(-len(found.keys) // size))
    # A page past the end shows the last one, as when a gathering was taken off in between.
    asked = replace(asked, page=min(asked.page, pages))
    keys = found.keys[(asked.page - 1) * size : asked.page * size]
    return Answer(
        asked=asked,
        where=where,
        zone=zone,
        span=when,
        count=min(len(found.keys), MOST),
        more=found.more,
        listings=listings(keys, found.distances, now),
        pages=pages,
    )


def located(asked: Asked) -> tuple[Asked, Located | None]:
    """Where `near` is, and the question with the circle's unit and size filled in.

    What nothing can be looked up by stands in its problems; it narrows nothing.
    """
    if asked.words and not search_words(asked.words):
        unread = Problem("q", asked.words, "unreadable")
        asked = replace(asked, problems=(*asked.problems, unread))
    where = locate(asked.near) if asked.near else None
    if asked.near and where is None:
        unknown = Problem("near", asked.near, "unknown")
        asked = replace(asked, problems=(*asked.problems, unknown))
    return asked.measured(unit_of(where.country if where else "", settings.DISTANCE_UNIT)), where


def zone_asked(asked: Asked, where: Located | None) -> ZoneInfo:
    """Whose clocks a question means: those of where it looks, else of the community asked for."""
    if where:
        return ZoneInfo(where.timezone or zone_near(where.point))
    if slugs := asked.facets.get("community"):
        theirs = Community.objects.filter(slug__in=slugs).values_list("timezone", flat=True)
        return ZoneInfo(theirs.first() or zone_near(None))
    return ZoneInfo(zone_near(None))
