from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from kithway.community.kept_query import KeptQuery
from kithway.community.models import Agreement, Community, HelpLine, Place
from kithway.gatherings.finding import Asked, choices, listings, search, span
from kithway.gatherings.finding.asked import MOST_DAYS
from kithway.gatherings.finding.lines import Day, days
from kithway.gatherings.wording import unit_of
from kithway.ui.access import anyone
from kithway.ui.rows import rows_html

ROWS = 20
PLACES = 60
# Stands for a slug, so that an address is written once.
A_PLACE = "a-place"


@anyone
def community(request: HttpRequest, slug: str) -> HttpResponse:
    """A community: who it is, what is on, where it meets and whom to call."""
    found = next(iter(by_slug(slug)), None)
    if found is None:
        raise Http404
    now = timezone.now().astimezone(found.zone)
    on = _days(found, now)
    context = {
        "community": found,
        "days": on,
        # In a quiet week: when it goes on.
        "later": [] if on else _days(found, now, within=MOST_DAYS, most=1),
        "places": _places(found),
        "lines": lines_of(found.pk),
        "agreements": agreements_of(found.pk),
    }
    return render(request, "gatherings/community.html", context)


by_slug = KeptQuery(
    lambda slug: Community.objects.select_related("network").filter(slug=slug).order_by(), ""
)
places_of = KeptQuery(
    lambda community: Place.objects.filter(communities=community).order_by("name")[:PLACES], 0
)
lines_of = KeptQuery(lambda community: HelpLine.objects.filter(community=community), 0)

agreements_of = KeptQuery(
    lambda community: Agreement.objects.filter(community=community, ended_at=None).order_by(
        "-agreed_on", "-pk"
    ),
    0,
)


def _places(found: Community) -> SafeString:
    """Where it meets, each a row of the page."""
    to = reverse("place", args=[A_PLACE]).replace(A_PLACE, "%s")
    return rows_html(
        "gatherings/parts/place_row.html",
        (
            {
                "to": to % place.slug,
                "name": place.name,
                "city": place.city,
                "in_a_city": bool(place.city),
            }
            for place in places_of(found.pk)
        ),
        flags=["in_a_city"],
    )


def _days(found: Community, now: datetime, within: int = 0, most: int = ROWS) -> list[Day]:
    """What is on in the coming week, or `within` so many days; the finder has the rest."""
    asked = Asked(facets={"community": (found.slug,)}, days=within)
    keys = search(asked, span(asked, found.zone, now), None).keys[:most]
    return days(
        listings(keys, {}, now),
        unit=unit_of(found.country, settings.DISTANCE_UNIT),
        now=now,
        kind_names=choices.facet_names("kind"),
    )
