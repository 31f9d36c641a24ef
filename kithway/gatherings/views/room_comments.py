"""Unsigned words that people left: a coordinator reads them, and says which stand on a sheet."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kithway.community.models import Community
from kithway.community.room import in_room
from kithway.community.rules import Denied
from kithway.gatherings.models import Comment
from kithway.gatherings.numbers.comments import choose, of_span, read
from kithway.gatherings.numbers.spans import read_span
from kithway.gatherings.numbers.telling import span_words
from kithway.gatherings.views.more import piece
from kithway.people.models import Person


@in_room
def room_comments(
    request: HttpRequest, community: Community, by: Person, span: str
) -> HttpResponse:
    """Those of a span, each with a button where its writer said that others may read it."""
    asked = read_span(span)
    if asked is None:
        raise Http404
    if request.method == "POST":
        try:
            choose(comment=_one(community, request), chosen="yes" in request.POST, by=by)
        except Denied:
            raise Http404 from None
        return redirect(request.get_full_path())
    found = piece(request, of_span(community, asked))
    context = {
        "community": community,
        "words": span_words(asked),
        "found": found,
        "comments": read(found.rows, by, community),
        "span": span,
    }
    return render(request, "gatherings/room/comments.html", context)


def _one(community: Community, request: HttpRequest) -> Comment:
    try:
        key = UUID(request.POST.get("comment", ""))
    except ValueError:
        raise Http404 from None
    found: Comment | None = community.comments.filter(pk=key).first()
    if found is None:
        raise Http404
    return found
