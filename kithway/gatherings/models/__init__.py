from kithway.gatherings.models.date_link import DateLink
from kithway.gatherings.models.finder_key import FinderKey
from kithway.gatherings.models.gathering import Gathering
from kithway.gatherings.models.occurrence import Occurrence
from kithway.gatherings.models.print_sheet import PrintSheet
from kithway.gatherings.models.source import Source, SourceRow
from kithway.gatherings.models.subscription import Refresh, Subscription
from kithway.gatherings.models.term import Term

__all__ = [
    "DateLink",
    "FinderKey",
    "Gathering",
    "Occurrence",
    "PrintSheet",
    "Refresh",
    "Source",
    "SourceRow",
    "Subscription",
    "Term",
]
