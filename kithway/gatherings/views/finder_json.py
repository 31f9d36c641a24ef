"""The finder as JSON, for other people's pages and apps. Described in docs/gatherings-json.md."""

from datetime import datetime
from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone

from kithway.gatherings.finding.answer import answer
from kithway.gatherings.finding.asked import read, unknown_names
from kithway.gatherings.finding.lines import date_url
from kithway.gatherings.finding.listing import Listing
from kithway.gatherings.showing import name_hidden
from kithway.gatherings.views.finder import problem_words, query_of
from kithway.ui.access import anyone

PAGE = 50


@anyone
def finder_json(request: HttpRequest) -> HttpResponse:
    found = answer(read(request.GET.getlist), now=timezone.now(), size=PAGE)
    if problems := (*found.asked.problems, *unknown_names(request.GET)):
        errors = [
            {"field": each.field, "message": problem_words(each, each.field)} for each in problems
        ]
        return _open(JsonResponse({"errors": errors}, status=400))
    base = request.build_absolute_uri("/")[:-1]
    body: dict[str, Any] = {
        "count": found.count,
        "results": [result(each, base) for each in found.listings],
        "next": None,
    }
    if found.more:
        body["count_is_at_least"] = True
    if found.asked.page < found.pages:
        query = query_of(found.asked, page=found.asked.page + 1)
        body["next"] = f"{base}{reverse('gatherings-json')}?{query}"
    return _open(JsonResponse(body, json_dumps_params={"ensure_ascii": False}))


def result(listing: Listing, base: str) -> dict[str, Any]:
    zone = listing.zone
    return {
        "slug": listing.slug,
        "name": listing.name,
        "starts_at": listing.starts_at.astimezone(zone).isoformat(),
        "ends_at": listing.ends_at.astimezone(zone).isoformat(),
        "timezone": str(zone),
        "mode": listing.mode,
        "status": listing.status,
        "faded": listing.faded and listing.status != "cancelled",
        "confirmed_at": _utc(listing.confirmed_at),
        "distance_km": _distance(listing),
        "place": _place(listing),
        "kinds": listing.kinds.split(),
        "languages": listing.languages.split(),
        "url": base + date_url(listing.slug, listing.recurrence_id),
    }


def _utc(moment: datetime | None) -> str | None:
    return moment.isoformat().replace("+00:00", "Z") if moment else None


def _distance(listing: Listing) -> float | None:
    if listing.distance_km is None:
        return None
    # Of a hidden address, whole kilometres: near enough to plan by.
    return ceil(listing.distance_km) if listing.address_hidden else round(listing.distance_km, 2)


def _place(listing: Listing) -> dict[str, Any] | None:
    """Name, town and point, as far as they are shown to anyone; never a street."""
    if listing.place_name is None:
        return None
    unnamed = name_hidden(listing.place_address_shown_to or "", listing.address_shown_to)
    hidden = listing.address_hidden
    return {
        "name": None if unnamed else listing.place_name,
        "town": listing.place_city,
        "latitude": None if hidden else listing.place_search_latitude,
        "longitude": None if hidden else listing.place_search_longitude,
    }


def _open(response: HttpResponse) -> HttpResponse:
    response["Access-Control-Allow-Origin"] = "*"
    return response
