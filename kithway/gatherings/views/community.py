from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from kithway.community.models import Community
from kithway.gatherings.finding import Asked, choices, listings, search, span
from kithway.gatherings.finding.lines import Day, days
from kithway.gatherings.wording import unit_of
from kithway.ui.access import anyone

ROWS = 20
PLACES = 60


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
    return days(
        listings(keys, {}),
        unit=unit_of(found.country, settings.DISTANCE_UNIT),
        now=now,
        kind_names=choices.facet_names("kind"),
    )
