"""Each page names who may open it by one of these marks; a house test fails on a page with none."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

# A public page may be this many seconds old.
FRESH = 60


def anyone(view: View[P]) -> View[P]:
    """A page that anyone may read: no session, no cookie, and any cache may keep it a minute."""

    @require_safe
    @wraps(view)
    def page(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == 200 and not response.has_header("Cache-Control"):
            patch_cache_control(response, public=True, max_age=FRESH)
        return response

    page.access = "anyone"  # type: ignore[attr-defined]
    # It takes nothing, so there is nothing to forge: what is not GET is answered 405, not 403.
    page.csrf_exempt = True  # type: ignore[attr-defined]
    return page


def anyone_asks(view: View[P]) -> View[P]:
    """A page that anyone may ask something of, by a form; its answers are kept by no cache."""

    @wraps(view)
    def page(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, no_store=True, private=True)
        return response

    page.access = "anyone"  # type: ignore[attr-defined]
    return page
