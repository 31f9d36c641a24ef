from kithway.gatherings.models.booking import Booking, DateSeats, Letter, Seat
from kithway.gatherings.models.date_link import DateLink
from kithway.gatherings.models.finder_key import FinderKey
from kithway.gatherings.models.gathering import Gathering
from kithway.gatherings.models.holding import Attendance, Comment, Holder, HowWasIt, Shift
from kithway.gatherings.models.occurrence import Occurrence
from kithway.gatherings.models.print_sheet import PrintSheet
from kithway.gatherings.models.room_file import RoomFile
from kithway.gatherings.models.source import Source, SourceRow
from kithway.gatherings.models.subscription import Refresh, Subscription
from kithway.gatherings.models.term import Term

__all__ = [
    "Attendance",
    "Booking",
    "Comment",
    "DateLink",
    "DateSeats",
    "FinderKey",
    "Gathering",
    "Holder",
    "HowWasIt",
    "Letter",
    "Occurrence",
    "PrintSheet",
    "Refresh",
    "RoomFile",
    "Seat",
    "Shift",
    "Source",
    "SourceRow",
    "Subscription",
    "Term",
]
