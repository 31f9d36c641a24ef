"""How times, rules, status and distance are said. Plain values in, words out; no database.

Every function takes values as `values_list` gives them, and is cheap enough for each row of a list:

    clock_time(moment)                       '6:00 pm'
    time_range(starts_local, ends_local)     '6:00–7:30 pm'
    day_name(day, today, evening=False)      'Today, Thursday 26 November', 'Tonight, …'
    soon_name(starts_local, today)           'Tonight', 'Tomorrow', 'Thursday 26 November'
    plain_day(day, today)                    'Thursday 26 November', with its year if far off
    rule_words(rule, first_day)              'Every Thursday', 'Once, on …', 'By appointment'
    status_words(StatusFacts(…), now)        Status(text, tone), tone one of TONES
    distance_words(km, unit, hidden=…)       '1.2 miles'; for a hidden address 'about 2 miles'
    unit_of(country, otherwise)              'mi' or 'km'
    number_words(number)                     '1,234'

Local times are wall-clock times of the gathering's zone; `now` is aware and in that zone.
"""

from kithway.gatherings.wording.distance import distance_words, unit_of
from kithway.gatherings.wording.numbers import number_words
from kithway.gatherings.wording.rules import rule_words
from kithway.gatherings.wording.status import TONES, Status, StatusFacts, status_words, still_stands
from kithway.gatherings.wording.times import (
    day_and_time,
    day_name,
    days_ago,
    so_long,
    soon_name,
    time_range,
)
from kithway.ui.clock import clock_time
from kithway.ui.days import dated, plain_day

__all__ = [
    "TONES",
    "Status",
    "StatusFacts",
    "clock_time",
    "dated",
    "day_and_time",
    "day_name",
    "days_ago",
    "distance_words",
    "number_words",
    "plain_day",
    "rule_words",
    "so_long",
    "soon_name",
    "status_words",
    "still_stands",
    "time_range",
    "unit_of",
]
