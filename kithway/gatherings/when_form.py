"""When a gathering is held, asked in plain choices and turned into a rule; and the way back."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS as DAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from kithway.gatherings.models import Gathering
from kithway.gatherings.recurrence import WEEKDAYS
from kithway.gatherings.wording import rule_words
from kithway.gatherings.wording.rules import ORDINALS
from kithway.ui.forms import CHOOSE, in_place_of_all

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
WEEKLY = re.compile(r"FREQ=WEEKLY(;INTERVAL=([12]))?;BYDAY=([A-Z,]+)")
MONTHLY = re.compile(r"FREQ=MONTHLY;BYDAY=((?:-?[1-5][A-Z]{2},?)+)")
MOST_DATES = 60
DAY_WANTED = gettext_lazy("Give a day like 2026-11-26.")


def _hows() -> list[tuple[str, str]]:
    return [
        ("weekly", _("Every week")),
        ("fortnight", _("Every two weeks")),
        ("monthly", _("Every month")),
        ("once", _("Once")),
        ("chosen", _("On days that you choose")),
        ("appointment", _("By appointment")),
    ]


def _ordinals() -> list[tuple[str, str]]:
    return [(key, str(words)) for key, words in ORDINALS.items()]


def _days() -> list[tuple[str, str]]:
    return [(str(number), capfirst(str(words))) for number, words in DAYS.items()]


class WhenForm(forms.Form):
    """Few boxes: the first day says by itself on which day of the week or month it is held."""

    how = forms.ChoiceField(
        label=gettext_lazy("How often?"),
        choices=_hows,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    first_day = forms.DateField(
        label=gettext_lazy("First day"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        required=False,
        error_messages=in_place_of_all(DAY_WANTED),
    )
    start_time = forms.TimeField(
        label=gettext_lazy("Time"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        required=False,
        error_messages=in_place_of_all(gettext_lazy("Give a time like 18:30.")),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("How many minutes"),
        min_value=1,
        max_value=1440,
        initial=60,
        error_messages=in_place_of_all(
            gettext_lazy("Write a whole number of minutes from 1 to 1440.")
        ),
    )
    weekdays = forms.MultipleChoiceField(
        label=gettext_lazy("Days of the week"),
        help_text=gettext_lazy("Only if there are several; else the first day says it."),
        choices=_days,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages=CHOOSE,
    )
    nth = forms.MultipleChoiceField(
        label=gettext_lazy("Which of the month?"),
        help_text=gettext_lazy("Such as the 1st and 3rd; else the first day says it."),
        choices=_ordinals,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages=CHOOSE,
    )
    dates = forms.CharField(
        label=gettext_lazy("Further days"),
        help_text=gettext_lazy("One on each line, like 2026-12-03."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    last_day = forms.DateField(
        label=gettext_lazy("Last day, if it has one"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        required=False,
        error_messages=in_place_of_all(DAY_WANTED),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        how = said.get("how")
        if how in {None, "appointment", "kept"}:
            return said
        if said.get("first_day") is None and "first_day" not in self.errors:
            said["first_day"] = first_that_fits(said, self.today())
        for name in ("first_day", "start_time"):
            if said.get(name) is None and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])
        if how == "chosen" and not self._further(said):
            self.add_error("dates", DAY_WANTED)
        return said

    def today(self) -> date:
        """Where it is held."""
        return timezone.localdate()

    def _further(self, said: dict[str, Any]) -> list[str]:
        """The further days as they stand, in order; [] where one is no day."""
        given = said.get("dates", "").replace(",", " ").split()
        try:
            days = [date.fromisoformat(word).isoformat() for word in given if DAY.fullmatch(word)]
        except ValueError:
            return []
        return sorted(set(days)) if len(days) == len(given) <= MOST_DATES else []


def first_that_fits(said: dict[str, Any], today: date) -> date | None:
    """The day from which a rule runs where no first day is given: from today on; None where the
    days that are ticked do not say all of the rule."""
    ticked = [int(number) for number in said.get("weekdays", ())]
    if ticked and said["how"] in {"weekly", "fortnight"}:
        return today + timedelta(days=min((day - today.weekday()) % 7 for day in ticked))
    # Its first date is looked for once the rule is known: `first_held`.
    return today if ticked and said["how"] == "monthly" and said.get("nth") else None


def when_facts(said: dict[str, Any]) -> dict[str, Any]:
    """What a gathering says of its time, from the form's answers; {} where it stays as it is."""
    how, day, at = said["how"], said["first_day"], said["start_time"]
    usual = {"minutes": said["minutes"], "extra_dates": [], "left_out": []}
    usual["last_day"] = said["last_day"]
    if how == "kept":
        return {}
    if how == "appointment":
        return usual | {"first_day": None, "start_time": None, "rule": "", "last_day": None}
    held = usual | {"first_day": day, "start_time": at, "rule": ""}
    if how == "once":
        return held
    if how == "chosen":
        return held | _chosen(day, at, said["dates"])
    return held | {"rule": _rule(how, day, said)}


def _chosen(day: date, at: time, dates: str) -> dict[str, Any]:
    every = sorted({day.isoformat(), *dates.replace(",", " ").split()})
    first = date.fromisoformat(every[0])
    return {"first_day": first, "extra_dates": [f"{one}T{at:%H:%M}" for one in every[1:]]}


def _rule(how: str, day: date, said: dict[str, Any]) -> str:
    if how == "monthly":
        nths = said["nth"] or [_nth_of(day)]
        days = [int(number) for number in said["weekdays"]] or [day.weekday()]
        codes = [f"{nth}{WEEKDAYS[number]}" for number in days for nth in nths]
        return f"FREQ=MONTHLY;BYDAY={','.join(codes)}"
    days = sorted({int(number) for number in said["weekdays"]}) or [day.weekday()]
    every = ";INTERVAL=2" if how == "fortnight" else ""
    return f"FREQ=WEEKLY{every};BYDAY={','.join(WEEKDAYS[number] for number in days)}"


def _nth_of(day: date) -> str:
    """Which of its month a day is: past the fourth it is the last."""
    number = (day.day - 1) // 7 + 1
    return str(number) if number < 5 else "-1"


def when_initial(gathering: Gathering) -> dict[str, Any]:
    """The answers that give a gathering's time; `how` is 'kept' for what has no plain choice."""
    rule = gathering.rule.upper().removeprefix("RRULE:")
    found: dict[str, Any] = {
        "first_day": gathering.first_day,
        "start_time": gathering.start_time,
        "minutes": gathering.minutes,
        "last_day": gathering.last_day,
    }
    if gathering.first_day is None:
        return found | {"how": "appointment"}
    if gathering.left_out or (rule and gathering.extra_dates):
        return found | {"how": "kept"}
    if not rule:
        days = [key[:10] for key in gathering.extra_dates]
        if any(key[11:] != f"{gathering.start_time:%H:%M}" for key in gathering.extra_dates):
            return found | {"how": "kept"}
        return found | {"how": "chosen" if days else "once", "dates": "\n".join(days)}
    return found | _ruled(rule)


def _ruled(rule: str) -> dict[str, Any]:
    if match := WEEKLY.fullmatch(rule):
        days = [str(WEEKDAYS.index(code)) for code in match[3].split(",") if code in WEEKDAYS]
        return {"how": "fortnight" if match[2] == "2" else "weekly", "weekdays": days}
    if match := MONTHLY.fullmatch(rule):
        codes = [code for code in match[1].split(",") if code]
        nths = list(dict.fromkeys(code[:-2] for code in codes))
        days = list(dict.fromkeys(str(WEEKDAYS.index(code[-2:])) for code in codes))
        if len(codes) == len(nths) * len(days):
            return {"how": "monthly", "nth": nths, "weekdays": days}
    return {"how": "kept"}


def kept_choice(gathering: Gathering) -> tuple[str, str]:
    """The choice that leaves a rule with no plain words as it is."""
    today = timezone.now().astimezone(gathering.zone).date()
    words = rule_words(
        gathering.rule, gathering.first_day, extra=gathering.extra_dates, today=today
    )
    return "kept", pgettext("how often it is held", "As now: %(rule)s") % {"rule": words}


def first_held(gathering: Gathering) -> date | None:
    """The day of a rule's first date, which may lie after the day that was given."""
    rule = gathering.recurrence()
    if rule is None or not rule.text:
        return gathering.first_day
    found = rule.walls(rule.starts, rule.starts + timedelta(days=400))
    return found[0].date() if found else datetime.date(rule.starts)
