"""Whoever answers for a date takes somebody off its list: a name that was made up, a second one."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kithway.community.history import record
from kithway.community.rules import Denied, coordinates
from kithway.gatherings.coming.keeping import LIVE, give_up, starts_to_come
from kithway.gatherings.coming.telling import tell_of_change
from kithway.gatherings.models import Booking, Gathering, Seat
from kithway.gatherings.rules import why_may_open
from kithway.people.models import Person


@transaction.atomic
def cancel_for(*, seat: Seat, every: bool = False, by: Person) -> bool:
    """Cancel somebody's booking at this date, or at every date to come; whoever waits is offered
    the place, and they are told where they left an address.

    False where there was nothing to cancel any more. `every`: by a coordinator only. Raises Denied.
    """
    booking, gathering = seat.booking, seat.gathering
    if not why_may_open(by, gathering, seat.recurrence_id):
        raise Denied(_("This date is not yours."))
    if every and not coordinates(by, gathering.community):
        raise Denied(_("Only a coordinator can do this."))
    # Of two who cancel at once, the second waits here, and finds it done.
    Booking.objects.select_for_update().filter(pk=booking.pk).first()
    starts = [each for each in starts_to_come(booking) if every or each == seat.recurrence_id]
    rows = booking.seats.filter(recurrence_id__in=starts, state__in=LIVE)
    gone = list(rows.order_by("recurrence_id"))
    if not gone:
        return False
    give_up(booking=booking, starts=starts)
    _say(gathering, gone[0], by)
    return True


def _say(gathering: Gathering, first: Seat, by: Person) -> None:
    """To them, of the next of their dates; to the history, with nobody's name."""
    row = gathering.occurrences.filter(recurrence_id=first.recurrence_id).first()
    if row and row.starts_at > timezone.now():
        tell_of_change([first], row.starts_at, held=False)
    name = f"{gathering.name}, {first.recurrence_id.replace('T', ' ')}"
    record(community=gathering.community, by=by, verb="booking-cancelled", name=name)
