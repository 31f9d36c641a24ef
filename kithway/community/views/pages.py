from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kithway.community.actions import answer_page
from kithway.community.forms import PageForm
from kithway.community.models import Community, CommunityPage
from kithway.community.questions import QUESTIONS, answered
from kithway.community.room import in_room
from kithway.people.models import Person
from kithway.ui.access import anyone

Kind = CommunityPage.Kind
# As the address says it.
KINDS = {"first-time": Kind.FIRST_TIME, "if-i-write": Kind.IF_I_WRITE}
MOST = 200
# Where one calls or texts 988 day and night.
LIFELINE_988 = {"US", "CA"}


@anyone
def first_time(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, slug, Kind.FIRST_TIME)


@anyone
def if_i_write(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, slug, Kind.IF_I_WRITE)


@anyone
def if_i_write_anywhere(request: HttpRequest) -> HttpResponse:
    """What holds in every community, and the way to what each says itself."""
    context = {"kind": Kind.IF_I_WRITE, "communities": Community.objects.order_by("name")[:MOST]}
    return render(request, "community/page.html", context)


@in_room
def room_pages(request: HttpRequest, community: Community, by: Person) -> HttpResponse:
    rows = {page.kind: page for page in community.pages.all()}
    pages = [
        {"at": at, "title": kind.label, "open": _open(rows.get(kind), kind)}
        for at, kind in KINDS.items()
    ]
    context = {"community": community, "pages": pages}
    return render(request, "community/room/pages.html", context)


@in_room
def room_page(request: HttpRequest, community: Community, by: Person, kind: str) -> HttpResponse:
    """Answer our questions of one page."""
    if kind not in KINDS:
        raise Http404
    which = KINDS[kind]
    row = community.pages.filter(kind=which).first()
    form = PageForm(which, request.POST or None, row.answers if row else None)
    if request.method == "POST" and form.is_valid():
        answer_page(community=community, kind=which, answers=form.cleaned_data, by=by)
        return redirect("room-pages", community.slug)
    context = {"community": community, "form": form, "title": which.label, "at": kind}
    return render(request, "community/room/page.html", context)


def _page(request: HttpRequest, slug: str, kind: Kind) -> HttpResponse:
    community = get_object_or_404(Community, slug=slug)
    said = answered(community.pages.filter(kind=kind).first(), kind)
    context = {
        "community": community,
        "kind": kind,
        # A bare question frightens: what is not answered is not asked in public.
        "said": [(question, words) for question, words in said if words],
        "calls_988": community.country in LIFELINE_988,
    }
    return render(request, "community/page.html", context)


def _open(page: CommunityPage | None, kind: Kind) -> int:
    """How many questions are not answered yet."""
    return len(QUESTIONS[kind]) - sum(bool(words) for _, words in answered(page, kind))
