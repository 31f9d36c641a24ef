"""The same page on paper: made by the worker as other sheets are, but shown in the room alone."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kithway.community.models import Community
from kithway.gatherings.models import PrintSheet
from kithway.gatherings.numbers.comments import chosen, read_for_paper
from kithway.gatherings.numbers.spans import Span, read_span
from kithway.gatherings.numbers.telling import first_date, notes, span_words, tables
from kithway.gatherings.paper.asking import MOST_WAITING, TooManySheets
from kithway.gatherings.paper.shapes import Numbers, NumbersHead, NumbersTable
from kithway.people.models import Person
from kithway.ui.days import plain_day
from kithway.ui.words import gap


def numbers_sheet(
    *, community: Community, span: Span, beside: Span, language: str
) -> PrintSheet | None:
    key = _key(community, span, beside, language)
    found: PrintSheet | None = community.sheets.filter(
        kind=PrintSheet.Kind.NUMBERS, key=key
    ).first()
    return found


@transaction.atomic
def ask_for_numbers(
    *, community: Community, span: Span, beside: Span, language: str, by: Person
) -> PrintSheet:
    """Have it made, or made anew. Raises TooManySheets. Whoever may ask, `in_room` has asked."""
    now = timezone.now()
    sheet = numbers_sheet(community=community, span=span, beside=beside, language=language)
    if sheet and sheet.due_at:
        return sheet
    if PrintSheet.objects.filter(due_at__isnull=False).count() >= MOST_WAITING:
        raise TooManySheets
    wanted = {"asked_at": now, "due_at": now, "attempts": 0, "problem": ""}
    if sheet is None:
        # Of two that ask at once, one makes the row and the other finds it.
        return PrintSheet.objects.get_or_create(
            key=_key(community, span, beside, language),
            defaults={
                "community": community, "kind": PrintSheet.Kind.NUMBERS, "language": language,
                "first_day": span.first, **wanted,
            },
        )[0]  # fmt: skip
    PrintSheet.objects.filter(pk=sheet.pk, due_at=None).update(**wanted)
    sheet.refresh_from_db()
    return sheet


def numbers(sheet: PrintSheet) -> Numbers:
    """What stands on it, in the language that is active."""
    community = sheet.community
    _kind, _slug, code, other, _language = sheet.key.split(".")
    span, beside = read_span(code), read_span(other)
    if span is None or beside is None:
        raise ValueError(sheet.key)
    today, begun = timezone.now().astimezone(community.zone).date(), first_date(community)
    comments = read_for_paper(chosen(community, span), community)
    return Numbers(
        head=NumbersHead(
            title=span_words(span),
            community=community.name,
            beside=_("Beside it: %(span)s.") % {"span": span_words(beside)},
            made_on=_made_on(today),
            page_of=_("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        ),
        tables=[
            NumbersTable(table.title, table.head, table.rows)
            for table in tables(community, span, beside, begun)
            if table.rows
        ],
        comments_title=_("In people’s own words") if comments else "",
        comments=[one.text for one in comments],
        note=gap().join(notes(community, span, beside, begun)),
    )


def _made_on(today: date) -> str:
    return _("Made on %(day)s") % {"day": plain_day(today, today)}


def _key(community: Community, span: Span, beside: Span, language: str) -> str:
    return ".".join(("numbers", community.slug, span.code, beside.code, language))
