"""A recurrence rule in words. What has no plain words is said politely, not read out."""

from datetime import date

from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kithway.gatherings.recurrence import WEEKDAYS as CODES
from kithway.gatherings.wording.lists import listed_with_and
from kithway.gatherings.wording.times import dated

PLURALS: tuple[str | Promise, ...] = (
    gettext_lazy("Mondays"),
    gettext_lazy("Tuesdays"),
    gettext_lazy("Wednesdays"),
    gettext_lazy("Thursdays"),
    gettext_lazy("Fridays"),
    gettext_lazy("Saturdays"),
    gettext_lazy("Sundays"),
)
ORDINALS: dict[str, str | Promise] = {
    "1": pgettext_lazy("the … Thursday of the month", "first"),
    "2": pgettext_lazy("the … Thursday of the month", "second"),
    "3": pgettext_lazy("the … Thursday of the month", "third"),
    "4": pgettext_lazy("the … Thursday of the month", "fourth"),
    "5": pgettext_lazy("the … Thursday of the month", "fifth"),
    "-1": pgettext_lazy("the … Thursday of the month", "last"),
}


def rule_words(rule: str, first_day: date | None) -> str:
    """'Every Thursday', 'Mondays and Wednesdays', 'Once, on …', 'By appointment'.

    `rule`: an RRULE, '' where held once; `first_day`: None where it is by appointment. Never
    raises: a rule that cannot be read is said to be 'on set dates'.
    """
    if first_day is None:
        return _("By appointment")
    if not rule:
        return _("Once, on %(day)s") % {"day": dated(first_day)}
    text = rule.upper().removeprefix("RRULE:")
    parts = dict(part.partition("=")[::2] for part in text.split(";"))
    # Where the week begins changes no words here.
    parts.pop("WKST", None)
    words = _weekly(parts, first_day) or _monthly(parts)
    return words or _("On set dates: see the next ones below")


def _weekly(parts: dict[str, str], first_day: date) -> str:
    if parts.get("FREQ") == "DAILY" and parts.keys() <= {"FREQ", "INTERVAL"}:
        return _("Every day") if parts.get("INTERVAL", "1") == "1" else ""
    if parts.get("FREQ") != "WEEKLY" or not parts.keys() <= {"FREQ", "INTERVAL", "BYDAY"}:
        return ""
    codes = parts.get("BYDAY", CODES[first_day.weekday()]).split(",")
    days = sorted({CODES.index(code) for code in codes if code in CODES})
    if not days or any(code not in CODES for code in codes):
        return ""
    if parts.get("INTERVAL", "1") == "1":
        return _every_week(days)
    if parts["INTERVAL"] == "2" and len(days) == 1:
        return _("Every other %(day)s") % {"day": WEEKDAYS[days[0]]}
    return ""


def _every_week(days: list[int]) -> str:
    if len(days) == 1:
        return _("Every %(day)s") % {"day": WEEKDAYS[days[0]]}
    if len(days) == 7:
        return _("Every day")
    if days == [0, 1, 2, 3, 4]:
        return _("Monday to Friday")
    return capfirst(listed_with_and([str(PLURALS[day]) for day in days]))


def _monthly(parts: dict[str, str]) -> str:
    codes = parts.get("BYDAY", "").split(",")
    if parts.get("FREQ") != "MONTHLY" or not parts.keys() <= {"FREQ", "BYDAY"}:
        return ""
    weekday = codes[0][-2:]
    which = [code[:-2].removeprefix("+") for code in codes]
    if weekday not in CODES or any(code[-2:] != weekday for code in codes):
        return ""
    if any(number not in ORDINALS for number in which):
        return ""
    return _("The %(which)s %(day)s of the month") % {
        "which": listed_with_and([str(ORDINALS[number]) for number in which]),
        "day": WEEKDAYS[CODES.index(weekday)],
    }
