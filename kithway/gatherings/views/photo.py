from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control

from kithway.community.models import Place
from kithway.gatherings.showing import place_shown
from kithway.ui.access import anyone

# An hour: an address that is hidden later must not linger for long in caches of others.
KEPT = 3600


@anyone
def photo(request: HttpRequest, slug: str) -> HttpResponse:
    """The photo of a place whose address anyone is told: a picture of a door tells it too."""
    place = get_object_or_404(Place, slug=slug)
    if not place_shown(place).photo:
        raise Http404
    try:
        with place.photo.open("rb") as file:
            response = HttpResponse(file.read(), content_type="image/webp")
    except OSError as problem:
        raise Http404 from problem
    patch_cache_control(response, public=True, max_age=KEPT)
    return response
