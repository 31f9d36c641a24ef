"""How many places guests may keep in an hour: nobody fills a date with made-up names."""

from datetime import timedelta

from django.conf import settings

from kithway.gatherings.models import Gathering
from kithway.people.limits import Limit, count_within

# More than come in an hour by themselves, and fewer than would fill a week for everyone else. Only
# of guests, who leave nothing that one could be told from another by.
MOST_A_DATE = 20
MOST_A_COMMUNITY = 60
# Of a large workshop that many are told of at once, guests may keep half in its first hour.
PART = 2
AN_HOUR = timedelta(hours=1)


def count_guest(gathering: Gathering, start: str) -> None:
    """Count a place that a guest keeps, within the transaction that keeps it. Raises TooOften.

    `start`: a recurrence id, or '' for every date.
    """
    if settings.GUESTS_UNLIMITED:
        return
    at_date = max(MOST_A_DATE, (gathering.capacity or 0) // PART)
    count_within(
        [
            Limit("guests-date", f"{gathering.pk} {start}", at_date),
            Limit("guests-place", str(gathering.community_id), max(MOST_A_COMMUNITY, at_date)),
        ],
        within=AN_HOUR,
    )
