"""One date on a page where somebody says whether it is on: a facilitator by their private link, or
a coordinator in the community room."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from kithway.gatherings.actions import (
    cancel_date,
    change_date,
    confirm_date,
    say_held,
    say_not_held,
    unsay_date,
)
from kithway.gatherings.date_code import date_code
from kithway.gatherings.date_forms import CallOffForm, OtherwiseForm
from kithway.gatherings.models import Gathering, Occurrence
from kithway.gatherings.views.dates import dates_meant
from kithway.gatherings.views.told import Told, ToldDate, told_date
from kithway.people.by import By


def saying(gathering: Gathering, recurrence_id: str) -> "Saying | None":
    """The date of this id; None where the gathering has it no more. Writes nothing."""
    now = timezone.now().astimezone(gathering.zone)
    rows = dates_meant(gathering, date_code(recurrence_id), now)
    return Saying(gathering, rows[0], now) if len(rows) == 1 else None


class Saying:
    """`call_off`, `otherwise`: the forms, as they were sent where something needs changing."""

    def __init__(self, gathering: Gathering, row: Occurrence, now: datetime) -> None:
        self.gathering, self.row, self.now = gathering, row, now
        self.call_off = CallOffForm()
        self._sent: QueryDict | None = None

    @cached_property
    def otherwise(self) -> OtherwiseForm:
        return OtherwiseForm(self.gathering, self.row, self.now, self._sent)

    @cached_property
    def told(self) -> Told:
        return Told(self.gathering, date=self.date)

    @cached_property
    def date(self) -> ToldDate:
        return told_date(self.gathering, self.row, self.now)

    @property
    def open(self) -> bool:
        """Whether there is anything to say: not of a gathering that is no longer held."""
        return self.gathering.ended_at is None

    @property
    def can_be_held(self) -> bool:
        """Of a date that is over, whether there is sense in saying that it took place."""
        return self.row.closure_id is None and not self.row.confirmed_at

    @property
    def can_be_not_held(self) -> bool:
        return self.row.closure_id is None and not self.row.cancelled_at

    @property
    def begun(self) -> bool:
        return self.row.starts_at <= timezone.now()

    @property
    def outcome(self) -> str:
        """Of a date that is over, what became of it."""
        if self.row.cancelled_at or self.row.closure_id:
            return _("It did not take place.")
        if self.row.confirmed_at:
            return _("It took place.")
        return _("Nobody has said yet whether it took place.")

    def take(self, request: HttpRequest, by: By) -> bool:
        """Do what was asked, if the date is still such that it can be; False where a form needs
        changing. Asked twice, it is as if asked once."""
        say = request.POST.get("say", "") if self.open else ""
        where: dict[str, Any] = {
            "gathering": self.gathering,
            "recurrence_id": self.row.recurrence_id,
            "by": by,
        }
        if say == "undo":
            unsay_date(**where)
        elif say == "held" and self.date.over:
            say_held(**where)
        elif say == "not-held" and self.date.over:
            say_not_held(**where)
        elif say == "on" and not self.date.over:
            confirm_date(**where)
        elif say == "off" and not self.date.over:
            return self._call_off(request.POST, where)
        elif say == "otherwise" and not self.date.over:
            return self._change(request.POST, where)
        return True

    def _call_off(self, sent: QueryDict, where: dict[str, Any]) -> bool:
        self.call_off = CallOffForm(sent)
        if not self.call_off.is_valid():
            return False
        cancel_date(because=self.call_off.because, **where)
        return True

    def _change(self, sent: QueryDict, where: dict[str, Any]) -> bool:
        self._sent = sent
        form = self.otherwise
        if not form.is_valid():
            return False
        try:
            change_date(because=form.cleaned_data["note"], **form.change(), **where)
        except ValidationError as refused:
            form.add_error(None, refused)
            return False
        return True
