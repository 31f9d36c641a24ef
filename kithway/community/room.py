"""The community room: pages for coordinators, opened by a private link until people sign in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from kithway.community.models import CoordinatorLink
from kithway.ui.access import private_link


def in_room(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of the room: its address has a `token`, its view gets the link as `link`.

    `link.community` is the only community whose rows the view may reach; `link` is who does it
    (`by=link`), and `token` stands in the template's links.
    """

    @private_link
    @wraps(view)
    def page(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        link = CoordinatorLink.objects.opened_by(token, timezone.now())
        if link is None:
            raise Http404
        link.token = token
        return view(request, link=link, **kwargs)

    return page
