"""What pages have in common on which anyone may write to a community."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kithway.community.models import Community
from kithway.community.rules import is_paused
from kithway.gatherings.models import Gathering
from kithway.people.models import Person
from kithway.people.sessions import session_of


def writer(request: HttpRequest) -> Person | None:
    """Who is signed in; None for a guest, who may write too."""
    session = session_of(request)
    return session.person if session else None


def paused_page(
    request: HttpRequest, community: Community, by: Person | None
) -> HttpResponse | None:
    """What a person reads who is paused there; None where they may write."""
    if by is None or not is_paused(by, community):
        return None
    context = {"community": community}
    return render(request, "front/saying/paused.html", context, status=403)


def about_gathering(request: HttpRequest, community: Community) -> Gathering | None:
    """The gathering that `?about=` names. Raises Http404 where it is not this community's."""
    slug = request.GET.get("about", "")
    if not slug:
        return None
    # Nothing else is in one: PostgreSQL refuses some signs, and the page would break.
    known = slug.replace("-", "").replace("_", "").isalnum()
    found: Gathering | None = (
        community.gatherings.filter(slug=slug[:200]).first() if known else None
    )
    if found is None:
        raise Http404
    return found
