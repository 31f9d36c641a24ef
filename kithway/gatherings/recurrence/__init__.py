"""When a gathering is held. Framework-free: wall-clock times and zones in, UTC out.

Rule(starts, minutes, zone, text)                one RFC 5545 rule, or one date
Series(rule, extra, left_out, last_day)          a rule with dates added, left out, and an end
Change(moved_to, minutes, place_id, cancelled)   what is different on one date
series.dates(since=…, until=…, changes=…)        its dates, changes applied, soonest first
series.planned(…, closures=…)                    its dates, each with whether it is held
series.find(recurrence_id), series.on_day(day)   one date; the dates of a local day

Whoever reads a calendar of another maker says it in these terms:

* A day-long event starts at 00:00 and lasts n times 1440 minutes; one of no length, 0 minutes.
  What a gathering may last is the gathering's own matter.
* Ids are whole minutes of the rule's own wall clock: seconds are dropped, a RECURRENCE-ID, EXDATE
  or RDATE in another zone is turned into the rule's, and one that is a mere day means the dates of
  that day. A time in UTC has the zone UTC, a floating one the zone of the reader.
* RDATE with a period: an extra date, and a change of its minutes. A first date that the rule itself
  has not, and a RECURRENCE-ID that the series has not, are extra dates too.
* Several RRULEs: a series each, what is the same said once. RANGE=THISANDFUTURE: a series that ends
  the day before, and its successor; or a change of each date that is left.
"""

from kithway.gatherings.recurrence.rule import ID, WEEKDAYS, BadRule, Date, Rule, weekly
from kithway.gatherings.recurrence.series import Change, Closed, Planned, Series, closed_on

__all__ = [
    "ID",
    "WEEKDAYS",
    "BadRule",
    "Change",
    "Closed",
    "Date",
    "Planned",
    "Rule",
    "Series",
    "closed_on",
    "weekly",
]
