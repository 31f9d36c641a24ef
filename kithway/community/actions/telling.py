"""What a community says of itself: pages in its own words, and agreements of its people."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from kithway.community.history import record
from kithway.community.models import Agreement, Community, CommunityPage
from kithway.community.questions import QUESTIONS
from kithway.people.by import By, name_of


@transaction.atomic
def answer_page(
    *, community: Community, kind: str, answers: Mapping[str, str], by: By | None
) -> CommunityPage:
    """Answer our questions in the community's words; what is left empty is not published."""
    said = {name: answers.get(name, "").strip() for name in QUESTIONS[kind]}
    said = {name: words for name, words in said.items() if words}
    before = community.pages.filter(kind=kind).values_list("answers", flat=True).first()
    page, _made = community.pages.update_or_create(
        kind=kind,
        defaults={"answers": said, "changed_at": timezone.now(), "changed_by": name_of(by)},
    )
    if said != (before or {}):
        record(community=community, by=by, verb="page-changed", row=page)
    return page


@transaction.atomic
def add_agreement(*, community: Community, text: str, agreed_on: date, by: By | None) -> Agreement:
    """Write down what the people of a community agreed on, on the day they did."""
    agreement: Agreement = community.agreements.create(
        text=text.strip(), agreed_on=agreed_on, made_at=timezone.now(), made_by=name_of(by)
    )
    record(community=community, by=by, verb="added", row=agreement)
    return agreement


@transaction.atomic
def end_agreement(*, agreement: Agreement, by: By | None) -> None:
    """It holds no more; it stays in the room, with the day it ended. Twice is as once."""
    holding = Agreement.objects.filter(pk=agreement.pk, ended_at=None)
    if holding.update(ended_at=timezone.now()):
        record(community=agreement.community, by=by, verb="ended", row=agreement)
