from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt

from kithway.community import actions
from kithway.community.models import Community, Suggestion
from kithway.community.room import in_room
from kithway.front.saying import suggestion_words
from kithway.front.saying_forms import SuggestionForm
from kithway.front.views.saying.writing import about_gathering, paused_page, writer
from kithway.people.models import Person
from kithway.ui.access import anyone_asks

SHOWN = 50


# Its form carries a signed token of its own: the page sets no cookie, and says nothing for anybody.
@csrf_exempt
@anyone_asks
def suggest(request: HttpRequest, slug: str) -> HttpResponse:
    """Anyone tells a community something: plain text, sealed, read by its coordinators alone."""
    community = get_object_or_404(Community, slug=slug)
    by = writer(request)
    if refused := paused_page(request, community, by):
        return refused
    gathering = about_gathering(request, community)
    form = SuggestionForm(community, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.suggest(
            community=community,
            kind=form.cleaned_data["kind"],
            words=form.cleaned_data["words"],
            about=gathering.get_absolute_url() if gathering else "",
            by=by,
        )
        return render(request, "front/saying/sent.html", {"community": community})
    context = {"community": community, "gathering": gathering, "form": form}
    return render(request, "front/saying/suggest.html", context)


@in_room
def room_suggestions(request: HttpRequest, community: Community, by: Person) -> HttpResponse:
    """What came in, without its words: those open one at a time, and leave a receipt."""
    rows = community.suggestions.order_by("-made_at")
    context = {
        "community": community,
        "open": rows.filter(answered_at=None)[:SHOWN],
        "answered": rows.exclude(answered_at=None)[:SHOWN],
    }
    return render(request, "front/saying/room_suggestions.html", context)


@in_room
def room_suggestion(
    request: HttpRequest, community: Community, by: Person, pk: str
) -> HttpResponse:
    suggestion = get_object_or_404(community.suggestions, pk=pk)
    suggestion.community = community
    say = request.POST.get("say")
    if say in {"approve", "aside"}:
        actions.answer_suggestion(suggestion=suggestion, approved=say == "approve", by=by)
        if say == "aside":
            return redirect("room-suggestions", community.slug)
        return redirect(request.path)
    context = {
        "community": community,
        "one": suggestion,
        "words": suggestion_words(suggestion, by),
        "is_gathering": suggestion.kind == Suggestion.Kind.GATHERING,
    }
    return render(request, "front/saying/room_suggestion.html", context)
