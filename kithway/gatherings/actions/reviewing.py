"""What an import left for a coordinator to look at."""

from django.db import transaction

from kithway.community.models import Community
from kithway.gatherings.models import Gathering, Term
from kithway.people.by import By


def keep_missing(*, gathering: Gathering, by: By | None) -> None:
    """It is still held, though its list has it no more: it is looked at no longer."""
    Gathering.objects.filter(pk=gathering.pk).update(missing_since=None)


@transaction.atomic
def name_term(*, term: Term, name: str, by: By | None) -> None:
    """Say what a kind that a list brought is called; it is looked at no longer."""
    Term.objects.filter(pk=term.pk).update(name=name, review_since=None)


def to_review(community: Community) -> dict[str, object]:
    """What is no longer on its list, kinds nobody has named, and places with no point."""
    return {
        "missing": community.gatherings.exclude(missing_since=None).filter(ended_at=None),
        "terms": community.terms.exclude(review_since=None),
        "unplaced": community.places.filter(latitude=None),
    }
