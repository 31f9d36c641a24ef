from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from kithway.community.models import Community
from kithway.gatherings.finding import Asked, listings, search, span
from kithway.gatherings.views.row import Row, row_of
from kithway.gatherings.wording import day_name
from kithway.ui.access import anyone

ROWS = 20
PLACES = 60


@dataclass(frozen=True, slots=True)
class Day:
    name: str
    rows: list[Row]


@anyone
def community(request: HttpRequest, slug: str) -> HttpResponse:
    """A community: who it is, what is on, where it meets and whom to call."""
    found = get_object_or_404(Community.objects.select_related("network"), slug=slug)
    context = {
        "community": found,
        "days": _days(found, timezone.now().astimezone(found.zone)),
        "places": found.places.order_by("name")[:PLACES],
        "lines": found.help_lines.all(),
    }
    return render(request, "gatherings/community.html", context)


def _days(found: Community, now: datetime) -> list[Day]:
    """What is on in the coming week, day by day; the finder has the rest."""
    asked = Asked(facets={"community": (found.slug,)})
    keys = search(asked, span(asked, found.zone, now), None).keys[:ROWS]
    rows = [row_of(listing, now) for listing in listings(keys, {})]
    today = now.date()
    return [
        Day(day_name(day, today), list(group))
        for day, group in groupby(rows, lambda row: row.starts.date())
    ]
