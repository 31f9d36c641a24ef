"""Marks of pages that only somebody signed in may open; see `ui.access` for the others."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods

from kithway.people.models import Person, Session
from kithway.people.proving import has_factor
from kithway.people.sessions import session_of

Page = Callable[..., HttpResponse]
# Long enough to fill a form in.
JUST_NOW = timedelta(minutes=5)


def signed_in(view: Page) -> Page:
    """A page for whoever is signed in: the view gets them as `by`. Kept by no cache."""
    page = _private(view)
    page.access = "signed in"  # type: ignore[attr-defined]
    return page


def signed_in_strongly(view: Page) -> Page:
    """The same, once a second factor was given: for pages that show anything of others."""
    page = _private(view, strong=True)
    page.access = "signed in, two factors"  # type: ignore[attr-defined]
    return page


def signed_in_just_now(view: Page) -> Page:
    """For what opens the account: who they are was proved minutes ago, and by a second factor
    too where there is one, so that a password alone changes none. Those of the demo, whose password
    is public, change nothing: one visitor would lock out all others."""

    @wraps(view)
    def fresh(request: HttpRequest, *args: Any, by: Person, **kwargs: Any) -> HttpResponse:
        session = the_session(request)
        if is_demo_person(by):
            status = 403 if request.method == "POST" else 200
            return render(request, "people/demo_person.html", {}, status=status)
        if session.strong_at is None and has_factor(by):
            return _to(request, "second-factor")
        if timezone.now() - session.proved_at > JUST_NOW:
            return _to(request, "sign-in-again")
        return view(request, *args, by=by, **kwargs)

    page = _private(fresh)
    page.access = "signed in just now"  # type: ignore[attr-defined]
    return page


def the_session(request: HttpRequest) -> Session:
    """The session of a page that is marked as above."""
    found: Session = request.signed_in  # type: ignore[attr-defined]
    return found


def _private(view: Page, *, strong: bool = False) -> Page:
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        session = session_of(request)
        if session is None:
            response: HttpResponse = _to(request, "sign-in")
        elif strong and not is_strong(session):
            response = _to(request, "second-factor")
        else:
            request.signed_in = session  # type: ignore[attr-defined]
            response = view(request, *args, by=session.person, **kwargs)
        patch_cache_control(response, no_store=True, private=True)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return page


def is_strong(session: Session) -> bool:
    """Whether two factors were given. The demo's people, who are nobody, need but one."""
    return session.strong_at is not None or is_demo_person(session.person)


def is_demo_person(person: Person) -> bool:
    return person.demo_since is not None


def _to(request: HttpRequest, name: str) -> HttpResponseRedirect:
    """To sign in first; what was to be sent is sent again afterwards by hand."""
    path = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': path})}")
