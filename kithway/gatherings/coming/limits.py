"""How many places guests may keep in an hour: nobody fills a date with made-up names."""

from datetime import timedelta

from django.conf import settings

from kithway.gatherings.models import Gathering
from kithway.people.limits import TooOften, count
from kithway.vault.tokens import hash_token

# More than come in an hour by themselves, and fewer than would fill a week for everyone else. Only
# of guests, who leave nothing that one could be told from another by.
MOST_A_DATE = 20
MOST_A_COMMUNITY = 60
AN_HOUR = timedelta(hours=1)


def count_guest(gathering: Gathering, start: str, token: str) -> bool:
    """Count a place that a guest is about to keep; False where it is one too many for now.

    `start`: a recurrence id, or '' for every date. A form that was sent before is let through: it
    only finds what it made. Call it outside a transaction.
    """
    if settings.GUESTS_UNLIMITED:
        return True
    try:
        # First of the date: who fills one shall not close the others with it.
        count("guests-date", f"{gathering.pk} {start}", most=MOST_A_DATE, within=AN_HOUR)
        count("guests-place", str(gathering.community_id), most=MOST_A_COMMUNITY, within=AN_HOUR)
    except TooOften:
        return gathering.bookings.filter(token_hash=hash_token(token)).exists()
    return True
