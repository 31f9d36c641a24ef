"""Each page names who may open it by one of these marks; a house test fails on a page with none."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_safe

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

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def page(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, no_store=True, private=True)
        return response

    page.access = "anyone"  # type: ignore[attr-defined]
    return page


def private_link(view: View[P]) -> View[P]:
    """A page that opens to whoever has its link, in which a token stands: the view looks that up,
    and raises Http404 where it opens nothing. Kept by no cache, found by no search."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def page(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, no_store=True, private=True)
        response.headers["X-Robots-Tag"] = "noindex"
        # The address is the key: no page that is opened from here may learn it.
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    page.access = "private link"  # type: ignore[attr-defined]
    # Nobody can forge a request to an address that nobody else knows; a form token needs a cookie.
    page.csrf_exempt = True  # type: ignore[attr-defined]
    return page
