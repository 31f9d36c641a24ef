from typing import Any

from django.db import transaction

from kithway.community.history import record, values_of
from kithway.community.models import Community
from kithway.gatherings.actions.dates import extend_horizon, rebuild_dates
from kithway.gatherings.actions.index import blur_places, index_gatherings
from kithway.gatherings.coming.filling import fill_all
from kithway.gatherings.models import Gathering
from kithway.people.by import By

# A change to one of these moves dates; any other leaves them alone. The community's and the place's
# time zones hold where it has none of its own.
TIMING = frozenset(
    "community place first_day start_time minutes rule extra_dates left_out last_day timezone "
    "ended_at".split()
)
# Of these, what says nothing of what it is found by.
ONLY_TIMING = TIMING - {"community", "place", "first_day"}


@transaction.atomic
def add_gathering(*, community: Community, by: By | None, **facts: Any) -> Gathering:
    """Add a gathering, its dates up to the horizon, and what it is found by."""
    gathering = Gathering(community=community, **facts)
    gathering.full_clean()
    gathering.save()
    index_gatherings([gathering])
    extend_horizon(Gathering.objects.filter(pk=gathering.pk))
    record(community=community, by=by, verb="added", row=gathering)
    return gathering


@transaction.atomic
def change_gathering(*, gathering: Gathering, by: By | None, **facts: Any) -> Gathering:
    """Change what a gathering says of itself; its dates follow where its timing changed."""
    left = gathering.place
    before = values_of(gathering, facts)
    for name, value in facts.items():
        setattr(gathering, name, value)
    gathering.full_clean()
    # Not the whole row: since it was read its dates may have been made further ahead.
    gathering.save(update_fields=facts.keys())
    after, community = values_of(gathering, facts), gathering.community
    record(community=community, by=by, verb="changed", row=gathering, before=before, after=after)
    if facts.keys() - ONLY_TIMING:
        index_gatherings([gathering])
    if left and left != gathering.place:
        blur_places([left])
    if TIMING & facts.keys():
        rebuild_dates([gathering])
    if "capacity" in facts:
        # Where there is more room, whoever waits is offered it; nobody loses a place.
        fill_all(gathering)
    return gathering
