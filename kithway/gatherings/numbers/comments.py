"""Unsigned words for a sheet: read by a coordinator, and shown where their writer said yes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from kithway.community.models import Community
from kithway.community.rules import Denied, coordinates
from kithway.consent.actions import COORDINATES, for_machine, for_role_each
from kithway.gatherings.models import Comment, PrintSheet
from kithway.gatherings.numbers.spans import Span
from kithway.people.models import Person
from kithway.vault.access import Access
from kithway.vault.kept import Sealed, open_each

SCOPE = "comment"
# On a sheet, so that it stays a page.
MOST = 8


@dataclass(frozen=True, slots=True)
class Read:
    comment: Comment
    text: str


def of_span(community: Community, span: Span) -> QuerySet[Comment]:
    """Those of a span, the newest first."""
    rows = community.comments.select_related("gathering").filter(
        month__gte=span.first, month__lt=span.until
    )
    return rows.order_by("-month", "pk")


def chosen(community: Community, span: Span) -> QuerySet[Comment]:
    return of_span(community, span).filter(may_show=True, chosen=True)[:MOST]


def read(rows: Iterable[Comment], by: Person, community: Community) -> list[Read]:
    """Their words, for a coordinator: receipts first. What does not open is left out."""
    if not coordinates(by, community):
        raise Denied
    return _read(
        rows,
        community,
        lambda keys: for_role_each(reader=by, owners=keys, scope=SCOPE, because=COORDINATES),
    )


def read_for_paper(rows: Iterable[Comment], community: Community) -> list[Read]:
    """The same for the worker, which puts what was chosen on a sheet for the room."""
    return _read(
        rows,
        community,
        lambda keys: {key: for_machine("numbers", owner=key, scope=SCOPE) for key in keys},
    )


@transaction.atomic
def choose(*, comment: Comment, chosen: bool, by: Person) -> Comment:
    """Let it stand on sheets, or not. Raises Denied, also where its writer did not say yes."""
    if not coordinates(by, comment.community) or (chosen and not comment.may_show):
        raise Denied
    comment.chosen = chosen
    comment.save(update_fields=["chosen"])
    # What was made before does not show it, or shows what is taken back.
    comment.community.sheets.filter(kind=PrintSheet.Kind.NUMBERS).update(file="")
    return comment


def _read(
    rows: Iterable[Comment],
    community: Community,
    accesses: Callable[[list[UUID]], dict[UUID, Access]],
) -> list[Read]:
    found = list(rows)
    for row in found:
        row.community = community
    allowed = accesses([row.pk for row in found])
    texts = open_each([Sealed(row.content, row.at, allowed[row.pk]) for row in found])
    return [Read(row, text) for row, text in zip(found, texts, strict=True) if text is not None]
