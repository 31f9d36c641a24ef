"""When a gathering is held. Framework-free: wall-clock times and zones in, UTC out.

Rule(starts, minutes, zone, text)                one RFC 5545 rule, or one date
Series(rule, extra, left_out, last_day)          a rule with dates added, left out, and an end
Change(recurrence_id, moved_to, minutes)         what is different on one date
series.dates(since=…, until=…)                   its dates, changes applied, soonest first
"""

from kithway.gatherings.recurrence.rule import WEEKDAYS, BadRule, Date, Rule, weekly
from kithway.gatherings.recurrence.series import Change, Series

__all__ = ["WEEKDAYS", "BadRule", "Change", "Date", "Rule", "Series", "weekly"]
