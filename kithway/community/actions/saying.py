"""What people say to a community, sealed: suggestions, and what went wrong."""

import json

from django.db import transaction
from django.utils import timezone

from kithway.community.models import Community, Concern, Suggestion
from kithway.people.by import By, name_of
from kithway.people.models import Person
from kithway.vault.kept import seal_kept


@transaction.atomic
def suggest(
    *, community: Community, kind: str, words: str, about: str = "", by: By | None
) -> Suggestion:
    """Tell a community something. `about`: the path of one of our pages, or ''."""
    suggestion = Suggestion(community=community, kind=kind, about=about, made_at=timezone.now())
    suggestion.content = seal_kept(words, at=suggestion.at)
    suggestion.save(force_insert=True)
    return suggestion


def answer_suggestion(*, suggestion: Suggestion, approved: bool, by: By | None) -> None:
    """Taken up, or put aside: it can be answered anew, and says who did last."""
    Suggestion.objects.filter(pk=suggestion.pk).update(
        approved=approved, answered_at=timezone.now(), answered_by=name_of(by)
    )


@transaction.atomic
def tell_concern(
    *,
    community: Community,
    words: str,
    reach: str = "",
    gathering_slug: str = "",
    to: Person | None = None,
    by: By | None,
) -> Concern:
    """Tell that something went wrong. `reach`: how to reach whoever tells it, or ''."""
    concern = Concern(
        community=community, to=to, gathering_slug=gathering_slug, made_at=timezone.now()
    )
    concern.content = seal_kept(json.dumps({"words": words, "reach": reach}), at=concern.at)
    concern.save(force_insert=True)
    return concern


def settle_concern(*, concern: Concern, by: By | None) -> None:
    """It is looked after. Twice is as once."""
    now = timezone.now()
    Concern.objects.filter(pk=concern.pk, settled_at=None).update(
        settled_at=now, settled_by=name_of(by)
    )
