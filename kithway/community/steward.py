"""Pages of those who look after the installation. None of them shows a private row."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from kithway.people.access import signed_in_strongly
from kithway.people.models import Person, Stewardship


def stewards_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a steward, signed in with two factors; for anyone else there is no such page."""

    @signed_in_strongly
    @wraps(view)
    def page(request: HttpRequest, by: Person, **kwargs: Any) -> HttpResponse:
        if not Stewardship.objects.filter(person=by, ended_at=None).exists():
            raise Http404
        return view(request, by=by, **kwargs)

    page.access = "steward"  # type: ignore[attr-defined]
    return page
