"""Days and times as people write them. Minutes are counted from midnight, Monday is day 0."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from kithway.gatherings.importing.problems import RowRefused
from kithway.gatherings.importing.texts import folded, plain

DAY = 24 * 60
USUAL_LENGTH = 60
CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:\s*[:.h]\s*(?P<minute>\d{2}))?(?:[:.]\d{2})?(?:\.\d+)?\s*"
    r"(?P<half>[ap])?\.?\s*(?:m\b\.?)?h?",
    re.IGNORECASE,
)
RANGE = re.compile(r"\s*(?:-|–|—|\bto\b|\buntil\b|\ba\b|\bà\b)\s*")
NAMED = {
    "noon": 720, "12 noon": 720, "midday": 720, "mediodia": 720, "midi": 720,
    "midnight": 0, "12 midnight": 0, "medianoche": 0, "minuit": 0,
}  # fmt: skip
NO_TIME = {"", "none", "null", "n a", "tba", "tbd", "appointment", "by appointment", "varies"}
# Each weekday from Monday: English, Spanish, French, and how they are shortened.
WORDS = (
    "monday mondays mon mo m lunes lun lundi lundis",
    "tuesday tuesdays tues tue tu t martes mardi mardis mar",
    "wednesday wednesdays weds wed we w miercoles mie mercredi mercredis mer",
    "thursday thursdays thurs thur thu th r jueves jue jeudi jeudis jeu",
    "friday fridays fri fr f viernes vie vendredi vendredis ven",
    "saturday saturdays sat sa s sabado sabados sab samedi samedis sam",
    "sunday sundays sun su u domingo domingos dom dimanche dimanches dim",
)
WEEKDAYS = {word: day for day, words in enumerate(WORDS) for word in words.split()}
SEVERAL = {
    "daily": range(7), "every day": range(7), "everyday": range(7), "all days": range(7),
    "diario": range(7), "todos los dias": range(7), "tous les jours": range(7),
    "weekdays": range(5), "entre semana": range(5), "weekends": (5, 6), "weekend": (5, 6),
}  # fmt: skip
# What may stand before a weekday and says no more than the weekday does.
EVERY = re.compile(
    r"^(?:every|each|on|weekly|cada|todos\s+los|los|chaque|tous\s+les|les)\s+(?:on\s+)?",
    re.IGNORECASE,
)
NO_DAY = NO_TIME | {"any", "various"}
# 'Every other Sunday', 'biweekly on Monday', 'cada dos semanas', 'un lundi sur deux'.
FORTNIGHT = re.compile(
    r"\b(?:every\s+(?:other|two\s+weeks)|alternate|alternating|bi-?weekly|fortnightly"
    r"|cada\s+(?:dos|2)|quincenal|sur\s+deux|toutes\s+les\s+(?:deux|2))\b",
    re.IGNORECASE,
)


def minutes_of_day(value: Any, field: str) -> int | None:
    """Minutes after midnight, 1440 for 24:00, None where no time is given.

    Reads 19:00, 7:00 PM, 7pm, 19h30, noon, and Excel's times. Raises RowRefused.
    """
    if isinstance(value, datetime | time):
        return value.hour * 60 + value.minute
    if isinstance(value, timedelta):
        return int(value.total_seconds() // 60) % DAY
    if isinstance(value, float) and 0 <= value < 1:
        return round(value * DAY) % DAY
    text = plain(value, 60)
    word = folded(text)
    if word in NO_TIME:
        return None
    if word in NAMED:
        return NAMED[word]
    match = CLOCK.fullmatch(text)
    found = _clock(match) if match else None
    if found is None:
        raise RowRefused(field, f"“{text}” is not a time. Write it like 19:00 or 7:00 PM.")
    return found


def _clock(match: re.Match[str]) -> int | None:
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), match["half"]
    if match["minute"] is None and half is None:
        return None
    if half:
        if not 1 <= hour <= 12:
            # People write 19:00 PM, and mean it.
            half = "" if 13 <= hour <= 23 and half in "pP" else None
        if half is None:
            return None
        hour = hour % 12 + 12 * (half in "pP") if half else hour
    total = hour * 60 + minute
    return total if minute < 60 and total <= DAY else None


def start_and_length(start: Any, end: Any) -> tuple[int | None, int]:
    """When it starts and how long it takes, in minutes.

    An end before the start is past midnight. An hour where no end is given, or the same as the
    start. A time like `7:00 PM - 8:30 PM` in one field is both.
    """
    if isinstance(start, str) and len(parts := RANGE.split(plain(start, 60).lower())) == 2:
        start, end = _with_half(*parts), parts[1]
    begins = minutes_of_day(start, "time")
    ends = minutes_of_day(end, "end_time")
    if begins is None or ends is None:
        return begins, USUAL_LENGTH
    return begins, (ends - begins) % DAY or USUAL_LENGTH


def _with_half(start: str, end: str) -> str:
    """`7` of `7 - 8:30 pm` is in the evening too."""
    half = re.search(r"[ap]\.?m", end)
    return f"{start} {half[0]}" if half and not re.search(r"[apn:h]", start) else start


def length(value: Any) -> int:
    """Minutes of a duration written `01:30:00` or `90`; an hour where none is given."""
    text = plain(value, 20)
    match = re.fullmatch(r"(\d{1,3})(?::(\d{2}))?(?::\d{2})?", text)
    if not match:
        return USUAL_LENGTH
    minutes = int(match[1]) * 60 + int(match[2]) if match[2] else int(match[1])
    return min(minutes, DAY) or USUAL_LENGTH


def weekdays(value: Any, base: int = 0) -> tuple[int, ...]:
    """Days of the week, Monday being 0; empty where none is given.

    `base` is the number that means Sunday: 0 in Meeting Guide, 1 in BMLT. Raises RowRefused.
    """
    if isinstance(value, date):
        # Held once: as a day of the week it would come every week, and first on a wrong date.
        raise RowRefused(
            "day",
            f"{value:%Y-%m-%d} is a date. Lists bring in what is held weekly: write the weekday.",
        )
    if isinstance(value, list | tuple):
        return tuple(sorted({day for part in value for day in weekdays(part, base)}))
    text = plain(value, 120)
    word = folded(text)
    if word in NO_DAY:
        return ()
    if word in SEVERAL:
        return tuple(SEVERAL[word])
    parts = [
        part for part in re.split(r"[,;/&+]|\band\b|\by\b|\bet\b|\s{2,}", text) if part.strip()
    ]
    return tuple(sorted({day for part in parts for day in _days(part.strip(), base)}))


def _days(text: str, base: int) -> list[int]:
    bare = EVERY.sub("", text)
    ends = re.split(r"\s*[-–—]\s*|\s+(?:to|through|thru|a|à)\s+", bare)
    if len(ends) == 2 and all(folded(end) in WEEKDAYS for end in ends):
        first, last = (WEEKDAYS[folded(end)] for end in ends)
        return [(first + step) % 7 for step in range((last - first) % 7 + 1)]
    return [_one_day(bare, base, text)]


def _one_day(text: str, base: int, said: str) -> int:
    word = folded(text)
    if word in WEEKDAYS:
        return WEEKDAYS[word]
    if re.fullmatch(r"\d(\.0+)?", text) and 0 <= int(text[0]) - base <= 6:
        # Sunday is the first day there, the last one here.
        return (int(text[0]) - base - 1) % 7
    if FORTNIGHT.search(said):
        raise RowRefused(
            "day",
            f"“{said}”: a list does not say with which week it begins. "
            "Add this one by hand, as “Every two weeks”.",
        )
    raise RowRefused("day", f"“{said}” is not a day of the week.")
