"""Days of the month as people write them: 'First Monday', '2nd and 4th Tuesday of the month'."""

import re

from kithway.gatherings.importing.problems import RowRefused
from kithway.gatherings.importing.reading.times import WEEKDAYS
from kithway.gatherings.importing.texts import folded
from kithway.gatherings.recurrence import WEEKDAYS as CODES

# Which of the month, from the first: English, Spanish, French.
ORDINAL_WORDS = {
    1: "1st first 1er 1o primer primero premier",
    2: "2nd second 2o 2e 2eme segundo deuxieme",
    3: "3rd third 3o 3er 3e 3eme tercer tercero troisieme",
    4: "4th fourth 4o 4e 4eme cuarto quatrieme",
    5: "5th fifth 5o 5e 5eme quinto cinquieme",
    -1: "last ultimo dernier",
}
ORDINALS = {word: nth for nth, words in ORDINAL_WORDS.items() for word in words.split()}
EVERY = {"every", "each", "cada", "chaque"}
PASSED_OVER = EVERY | {
    "the", "on", "of", "month", "monthly", "and", "el", "los", "del", "mes", "de", "y",
    "le", "les", "du", "mois", "et",
}  # fmt: skip


def month_rule(text: str) -> str:
    """The rule of '1st and 3rd Saturday', '' where the text names no day of the month.

    Raises RowRefused for 'every 2nd Thursday', which may also mean every two weeks.
    """
    every_word = folded(text).split()
    words = [word for word in every_word if word not in PASSED_OVER]
    if not words or words[0] not in ORDINALS:
        return ""
    named = _named(words)
    if not named:
        return ""
    alone = len(named) == 1 and named[0][0] > 1
    if alone and EVERY & {*every_word} and not re.search("mo?nth|mes|mois", folded(text)):
        raise RowRefused(
            "day",
            f"“{text}” may be every few weeks, or once a month. Write it like: 2nd Thursday.",
        )
    return "FREQ=MONTHLY;BYDAY=" + ",".join(f"{nth}{CODES[day]}" for nth, day in named)


def _named(words: list[str]) -> list[tuple[int, int]]:
    """Which weekday of the month: each ordinal with each day after it; [] if one is neither."""
    found, nths, days = list[tuple[int, int]](), list[int](), list[int]()
    for word in [*words, ""]:
        if days and word not in WEEKDAYS:
            found += [(nth, day) for day in days for nth in nths]
            nths, days = [], []
        if word in ORDINALS:
            nths.append(ORDINALS[word])
        elif word in WEEKDAYS and nths:
            days.append(WEEKDAYS[word])
        elif word:
            return []
    return [] if nths else list(dict.fromkeys(found))
