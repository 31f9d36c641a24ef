"""The community room: pages for a community's coordinators, signed in with two factors."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from kithway.community.models import Role
from kithway.people.access import signed_in_strongly
from kithway.people.models import Person


def in_room(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of the room: its address has the community's slug, its view gets the `community`.

    That is the only one whose rows the view may reach; the coordinator who does it is `by`. For
    anyone else it is as if there were no such community.
    """

    @signed_in_strongly
    @wraps(view)
    def page(request: HttpRequest, room: str, by: Person, **kwargs: Any) -> HttpResponse:
        held = Role.objects.held().filter(kind=Role.Kind.COORDINATOR, person=by)
        role = held.select_related("community").filter(community__slug=room).first()
        if role is None:
            raise Http404
        return view(request, community=role.community, by=by, **kwargs)

    page.access = "coordinator"  # type: ignore[attr-defined]
    return page
