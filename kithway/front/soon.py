"""What is on today and tomorrow, for the first page."""

from dataclasses import dataclass
from datetime import datetime

from kithway.gatherings.finding import choices, read
from kithway.gatherings.finding.answer import answer
from kithway.gatherings.finding.lines import Day, days

ASKED = {"from": ["today"], "days": ["2"]}
LINES = 6


@dataclass(frozen=True)
class Soon:
    """The first few; `count` of all there are, and more than that where `more`."""

    days: list[Day]
    count: int
    more: bool
    query: str = "from=today&days=2"


def soon(now: datetime) -> Soon:
    """The finder's own answer and lines: what it hides is hidden here."""
    found = answer(read(lambda name: ASKED.get(name, [])), now=now, size=LINES)
    lines = days(
        found.listings,
        unit=found.asked.unit,
        now=now.astimezone(found.zone),
        kind_names=choices.facet_names("kind"),
    )
    return Soon(lines, found.count, found.more)
