"""Gatherings without a date: held when somebody asks."""

from dataclasses import dataclass

from kithway.gatherings import vocabulary
from kithway.gatherings.finding import choices
from kithway.gatherings.models import Gathering
from kithway.gatherings.showing import place_named

# One page of them: a list that is longer needs the finder's circle first.
MOST = 200


@dataclass(frozen=True, slots=True)
class Undated:
    gathering: Gathering
    where: str
    kinds: list[str]


def undated() -> list[Undated]:
    """By town and name, at most MOST; three queries however many there are."""
    rows = (
        Gathering.objects.filter(finder_keys__key="mode:appointment", ended_at=None)
        .select_related("place", "community")
        .order_by("place__city", "name", "pk")[:MOST]
    )
    kinds = choices.facet_names("kind")
    return [
        Undated(row, _where(row), [kinds.get(code, code) for code in row.kinds[:3]]) for row in rows
    ]


def _where(row: Gathering) -> str:
    place = row.place
    if place is None:
        mode = "" if row.mode == "appointment" else str(vocabulary.MODES[row.mode])
        return " · ".join(filter(None, (mode, row.community.name)))
    name = place_named(place.name, place.city, place.address_shown_to, row.address_shown_to)
    return f"{name}, {place.city}" if place.city and place.city not in name else name
