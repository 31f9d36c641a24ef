"""Sheets to print: what to make, whether it is made, and the file itself."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kithway.community.models import Community
from kithway.gatherings.models import PrintSheet
from kithway.gatherings.paper import making
from kithway.gatherings.paper.alt import picture_alt
from kithway.gatherings.paper.asking import TooManySheets, ask_for_sheet, first_days
from kithway.gatherings.paper.forms import FlyerForm, SheetForm
from kithway.gatherings.paper.hiding import is_outdated
from kithway.gatherings.views.told import find_gathering
from kithway.ui.access import anyone, anyone_asks

Kind = PrintSheet.Kind
# What is on paper is old soon enough: a file, and whether it is made, are asked for anew.
NOT_KEPT = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


# No CSRF token, which would need a cookie on a public page: whoever forged this form would have us
# make a sheet that anyone may ask for, and that tells what anyone may read.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@anyone_asks
def paper(request: HttpRequest) -> HttpResponse:
    """What can be printed of a community; asking for it shows the sheet's own page."""
    form = SheetForm(request.POST or None, initial=_chosen(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        community = get_object_or_404(Community, slug=given["community"])
        days = first_days(given["kind"], community, timezone.now())
        asked = {"community": community, "kind": given["kind"]}
        if sheet := _ask(form, **asked, first_day=days[given["when"] == "next"]):
            return redirect("sheet", sheet.key)
    return render(request, "gatherings/paper.html", {"form": form})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@anyone_asks
def flyer(request: HttpRequest, slug: str) -> HttpResponse:
    """The same for one gathering: a flyer for a wall or a counter."""
    gathering = find_gathering(slug)
    form = FlyerForm(request.POST or None, initial=_chosen(request))
    if request.method == "POST" and form.is_valid():
        community = gathering.community
        first_day = first_days(Kind.FLYER, community, timezone.now())[0]
        asked = {"community": community, "kind": Kind.FLYER, "gathering": gathering}
        if sheet := _ask(form, **asked, first_day=first_day):
            return redirect("sheet", sheet.key)
    return render(request, "gatherings/flyer.html", {"form": form, "gathering": gathering})


def _chosen(request: HttpRequest) -> dict[str, str]:
    """What a link has chosen already."""
    given = {name: request.GET.get(name, "") for name in ("community", "kind")}
    return {"language": get_language() or "en", **{k: v for k, v in given.items() if v}}


def _ask(form: FlyerForm, **asked: Any) -> PrintSheet | None:
    """The sheet that was asked for; None where the form now says why there is none."""
    given = form.cleaned_data
    try:
        return ask_for_sheet(
            **asked, language=given["language"], large=given["size"] == "large", by=None
        )
    except ValidationError as problem:
        form.add_error(None, problem)
    except TooManySheets:
        form.add_error(None, _("Many sheets are being made. Please try again in a minute."))
    return None


@anyone
def sheet(request: HttpRequest, key: str) -> HttpResponse:
    """Whether a sheet is made yet, and then the way to it."""
    found = _find(key)
    language = "" if found.language == get_language() else found.language
    context = {"sheet": found, "waiting": found.due_at is not None, "language": language}
    if found.kind == PrintSheet.Kind.POST:
        with override(found.language):
            context["alt"] = picture_alt(found.text)
    context["problem"] = making.problem_words(found.problem)
    response = render(request, "gatherings/sheet.html", context)
    for name, value in NOT_KEPT.items():
        response.headers[name] = value
    return response


@anyone
def sheet_page(request: HttpRequest, key: str) -> HttpResponse:
    """The same words as a plain page, for whom the browser prints better than we do."""
    found = _find(key)
    with override(found.language):
        told = making.told_by(found)
        context = {"sheet": found, "told": told, "head": told.head}
        response = render(request, f"gatherings/sheets/{found.kind}.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@anyone
def sheet_pdf(request: HttpRequest, key: str) -> HttpResponse:
    return _file(_find(key), "application/pdf", "sheet.pdf")


@anyone
def sheet_picture(request: HttpRequest, key: str) -> HttpResponse:
    return _file(_find(key), "image/png", "picture.png")


def _find(key: str) -> PrintSheet:
    """The sheet, without what may tell of an address that is hidden by now. Raises Http404."""
    if not key.isprintable():
        raise Http404
    public = PrintSheet.objects.exclude(kind=Kind.NUMBERS)
    rows = public.select_related("community", "gathering__place")
    found: PrintSheet = get_object_or_404(rows.select_related("gathering__community"), key=key)
    if is_outdated(found):
        found.file, found.text = "", ""
    return found


def _file(found: PrintSheet, content_type: str, name: str) -> HttpResponse:
    """A name that says nothing of what is in it, wherever it is saved. Raises Http404."""
    if not str(found.file).endswith(name[-4:]):
        raise Http404
    try:
        with found.file.open("rb") as file:
            content = file.read()
    except OSError:
        raise Http404 from None
    where = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=NOT_KEPT | where)
