"""Days, times, distances and numbers as each language writes them."""

from datetime import date, datetime

import pytest
from django.utils import translation

from kithway.gatherings.wording import (
    clock_time,
    day_name,
    days_ago,
    distance_words,
    number_words,
    plain_day,
    rule_words,
    soon_name,
    time_range,
)
from kithway.gatherings.wording.lists import listed, listed_with_and
from kithway.gatherings.wording.reasons import reason_words
from kithway.ui.words import gap, labelled, sentence

THURSDAY = date(2026, 11, 26)
LANGUAGES = ("en", "es", "fr", "zh-hans")


def at(hour: int, day: int = 26, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute)


def ago(days: int):
    return lambda: days_ago(date.fromordinal(THURSDAY.toordinal() - days), THURSDAY)


# What is said, and then how, in the order of LANGUAGES. ~ is a no-break space, ^ a narrow one.
SAID = {
    "a day in a sentence": (
        lambda: plain_day(THURSDAY, THURSDAY),
        *("Thursday 26 November", "jueves 26 de noviembre", "jeudi 26 novembre", "11月26日 星期四"),
    ),
    "the first of a month": (
        lambda: plain_day(date(2027, 1, 1), THURSDAY),
        *("Friday 1 January", "viernes 1 de enero", "vendredi 1er janvier", "1月1日 星期五"),
    ),
    "far off": (
        lambda: plain_day(date(2027, 6, 1), THURSDAY),
        *("Tuesday 1 June 2027", "martes 1 de junio de 2027"),
        *("mardi 1er juin 2027", "2027年6月1日 星期二"),
    ),
    "a heading": (
        lambda: day_name(date(2026, 12, 3), THURSDAY),
        *("Thursday 3 December", "Jueves 3 de diciembre", "Jeudi 3 décembre", "12月3日 星期四"),
    ),
    "tonight's heading": (
        lambda: day_name(THURSDAY, THURSDAY, evening=True),
        *("Tonight, Thursday 26 November", "Esta noche, jueves 26 de noviembre"),
        *("Ce soir, jeudi 26 novembre", "今晚，11月26日 星期四"),
    ),
    "before a time": (
        lambda: soon_name(at(18, 3), date(2026, 11, 1)),
        *("Tuesday 3 November", "Martes 3 de noviembre", "Mardi 3 novembre", "11月3日 星期二"),
    ),
    "an evening": (
        lambda: time_range(at(18), at(19, minute=30)),
        *("6:00–7:30 pm", "6:00–7:30~p.~m.", "18:00–19:30", "18:00–19:30"),
    ),
    "over noon": (
        lambda: time_range(at(11), at(13)),
        *("11:00 am – 1:00 pm", "11:00~a.~m. – 1:00~p.~m.", "11:00–13:00", "11:00–13:00"),
    ),
    "the next day": (
        lambda: time_range(at(18), at(18, 27)),
        *("6:00 pm – 6:00 pm the next day", "6:00~p.~m. – 6:00~p.~m. del día siguiente"),
        *("18:00 – 18:00 le lendemain", "18:00 – 次日18:00"),
    ),
    "a time": (lambda: clock_time(at(9)), "9:00 am", "9:00~a.~m.", "09:00", "09:00"),
    "today": (ago(0), "today", "hoy", "aujourd’hui", "今天"),
    "yesterday": (ago(1), "yesterday", "ayer", "hier", "昨天"),
    "days": (ago(6), "6 days ago", "hace 6 días", "il y a 6 jours", "6天前"),
    "weeks": (ago(35), "5 weeks ago", "hace 5 semanas", "il y a 5 semaines", "5周前"),
    "months": (ago(130), "4 months ago", "hace 4 meses", "il y a 4 mois", "4个月前"),
    "a mile": (lambda: distance_words(1.609344, "mi"), "1 mile", "1~milla", "1~mile", "1英里"),
    "some miles": (
        lambda: distance_words(1.93, "mi"),
        *("1.2 miles", "1.2~millas", "1,2~miles", "1.2英里"),
    ),
    "some km": (lambda: distance_words(4.4, "km"), "4.4 km", "4.4~km", "4,4~km", "4.4公里"),
    "about": (
        lambda: distance_words(4.4, "km", hidden=True),
        *("about 5 km", "más o menos 5~km", "environ 5~km", "约5公里"),
    ),
    "many": (lambda: number_words(1234), "1,234", "1,234", "1^234", "1,234"),
    "few": (lambda: number_words(12), "12", "12", "12", "12"),
    "every year": (
        lambda: rule_words("FREQ=YEARLY", date(2027, 1, 1)),
        *(
            "Every year on 1 January",
            "Cada año, el 1 de enero",
            "Chaque année, le 1er janvier",
        ),
        "每年1月1日",
    ),
    "each first of a month": (
        lambda: rule_words("FREQ=MONTHLY;BYMONTHDAY=1", date(2027, 1, 1)),
        *("On day 1 of the month", "El día 1 del mes", "Le 1er du mois", "每月1日"),
    ),
    "a reason from the list": (
        lambda: reason_words("somebody is unwell"),
        *("somebody is unwell", "alguien no se siente bien", "quelqu’un ne se sent pas bien"),
        "有人身体不舒服",
    ),
    "a reason that somebody wrote": (lambda: reason_words("Snow"), *["Snow"] * 4),
    "a sentence": (lambda: sentence("a"), "a.", "a.", "a.", "a。"),
    "a sentence that ends with a time": (
        lambda: sentence(clock_time(at(18))),
        *("6:00 pm.", "6:00~p.~m.", "18:00.", "18:00。"),
    ),
    "two sentences": (lambda: f"a.{gap()}b.", "a. b.", "a. b.", "a. b.", "a.b."),
    "a name and more": (lambda: labelled("a", "b"), "a: b", "a: b", "a~: b", "a：b"),
    "a list": (lambda: listed(["a", "b", "c"]), "a, b, c", "a, b, c", "a, b, c", "a、b、c"),
    "a list with an end": (
        lambda: listed_with_and(["a", "b", "c"]),
        *("a, b and c", "a, b y c", "a, b et c", "a、b和c"),
    ),
}


@pytest.mark.parametrize("what", SAID)
def test_as_each_language_writes_it(what: str) -> None:
    say, *wanted = SAID[what]
    said = []
    for language in LANGUAGES:
        with translation.override(language):
            said.append(say())
    assert said == [words.replace("~", "\u00a0").replace("^", "\u202f") for words in wanted]
