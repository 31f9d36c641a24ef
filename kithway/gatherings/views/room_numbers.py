"""A quarter on one page, a month or a year: in the room, as a table, and on paper."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from kithway.community.models import Community
from kithway.community.room import in_room
from kithway.gatherings.models import PrintSheet
from kithway.gatherings.numbers.comments import chosen, read
from kithway.gatherings.numbers.paper import ask_for_numbers, numbers_sheet
from kithway.gatherings.numbers.spans import MONTHS, Span, read_span, span_of
from kithway.gatherings.numbers.table import table_bytes
from kithway.gatherings.numbers.telling import first_date, notes, span_words, tables
from kithway.gatherings.paper.asking import TooManySheets
from kithway.gatherings.paper.making import problem_words
from kithway.people.models import Person

BESIDE = ("before", "last-year")


@in_room
def room_numbers(
    request: HttpRequest, community: Community, by: Person, span: str = "", beside: str = "before"
) -> HttpResponse:
    """The last whole quarter, unless another span is asked for."""
    now = _span(span) if span else _last_quarter(community)
    other, begun = _beside(now, beside), first_date(community)
    room = community.slug
    context = {
        **_context(community, now, other, beside),
        "tables": [table for table in tables(community, now, other, begun) if table.rows],
        "notes": notes(community, now, other, begun),
        "comments": read(chosen(community, now), by, community),
        "going_on": now.until > _today(community),
        "before": reverse("room-numbers-of", args=[room, now.moved(-1).code, beside]),
        "after": now.moved(1).first <= _today(community)
        and reverse("room-numbers-of", args=[room, now.moved(1).code, beside]),
        "units": [(unit, now.widened(unit).code) for unit in MONTHS],
    }
    return render(request, "gatherings/room/numbers.html", context)


@in_room
def room_numbers_table(
    request: HttpRequest, community: Community, by: Person, span: str, beside: str
) -> HttpResponse:
    """The figures as a table to download, without comments."""
    now = _span(span)
    asked = community, now, _beside(now, beside), first_date(community)
    content = table_bytes(community.name, notes(*asked), tables(*asked))
    where = {"Content-Disposition": 'attachment; filename="numbers.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=where)


@in_room
def room_numbers_paper(
    request: HttpRequest, community: Community, by: Person, span: str, beside: str
) -> HttpResponse:
    """Ask for the sheet, and see whether it is made."""
    now, language = _span(span), get_language() or "en"
    other = _beside(now, beside)
    busy = False
    if request.method == "POST":
        try:
            ask_for_numbers(community=community, span=now, beside=other, language=language, by=by)
            return redirect("room-numbers-paper", community.slug, span, beside)
        except TooManySheets:
            busy = True
    sheet = numbers_sheet(community=community, span=now, beside=other, language=language)
    context = {
        **_context(community, now, other, beside),
        "sheet": sheet,
        "waiting": bool(sheet and sheet.due_at),
        "busy": busy,
        "problem": problem_words(sheet.problem) if sheet else "",
    }
    return render(request, "gatherings/room/numbers_paper.html", context)


@in_room
def room_numbers_pdf(
    request: HttpRequest, community: Community, by: Person, span: str, beside: str
) -> HttpResponse:
    now = _span(span)
    language = get_language() or "en"
    other = _beside(now, beside)
    return _file(numbers_sheet(community=community, span=now, beside=other, language=language))


def _file(sheet: PrintSheet | None) -> HttpResponse:
    if sheet is None or not sheet.file:
        raise Http404
    try:
        with sheet.file.open("rb") as file:
            content = file.read()
    except OSError:
        raise Http404 from None
    where = {"Content-Disposition": 'inline; filename="numbers.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=where)


def _context(community: Community, now: Span, other: Span, beside: str) -> dict[str, object]:
    return {
        "community": community,
        "span": now.code,
        "words": span_words(now),
        "beside": beside,
        "beside_words": span_words(other),
        "beside_other": BESIDE[1 - BESIDE.index(beside)],
        "beside_other_words": span_words(_beside(now, BESIDE[1 - BESIDE.index(beside)])),
    }


def _span(code: str) -> Span:
    span = read_span(code)
    if span is None:
        raise Http404
    return span


def _beside(span: Span, beside: str) -> Span:
    if beside not in BESIDE:
        raise Http404
    return span.moved(-1) if beside == "before" else span.a_year_before()


def _last_quarter(community: Community) -> Span:
    return span_of("quarter", _today(community)).moved(-1)


def _today(community: Community) -> date:
    return timezone.now().astimezone(community.zone).date()
