"""What somebody may say of one date, besides that it is on."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kithway.community.models import Place
from kithway.gatherings.models import Gathering, Occurrence
from kithway.gatherings.wording.reasons import REASONS, reason_words
from kithway.ui.forms import CHOOSE, SHORTER, in_place_of_all


def reasons() -> list[tuple[str, str]]:
    said = [(code, capfirst(reason_words(words))) for code, words in REASONS.items()]
    return [("", _("I’d rather not say")), *said]


class CallOffForm(forms.Form):
    use_required_attribute = False
    reason = forms.ChoiceField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("Everyone who looks at this date sees the reason."),
        choices=reasons,
        widget=forms.RadioSelect,
        required=False,
        error_messages=CHOOSE,
    )
    words = forms.CharField(
        label=gettext_lazy("Or in your own words"),
        max_length=200,
        required=False,
        error_messages=SHORTER,
    )

    @property
    def because(self) -> str:
        said = self.cleaned_data
        return said["words"] or REASONS.get(said["reason"], "")


class OtherwiseForm(forms.Form):
    """One date as it is held this time; its boxes begin with what holds now."""

    use_required_attribute = False
    day = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages=in_place_of_all(gettext_lazy("Give a day like 2026-11-26.")),
    )
    time = forms.TimeField(
        label=gettext_lazy("Time"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages=in_place_of_all(gettext_lazy("Give a time like 18:30.")),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("How many minutes"),
        min_value=1,
        max_value=1440,
        error_messages=in_place_of_all(
            gettext_lazy("Write a whole number of minutes from 1 to 1440.")
        ),
    )
    place = forms.ChoiceField(label=gettext_lazy("Place"), required=False, error_messages=CHOOSE)
    note = forms.CharField(
        label=gettext_lazy("A note"),
        help_text=gettext_lazy("Such as: bring a blanket. Everyone sees it."),
        max_length=200,
        required=False,
        error_messages=SHORTER,
    )

    def __init__(
        self, gathering: Gathering, row: Occurrence, now: datetime, data: Any = None
    ) -> None:
        self.gathering, self.row, self.now = gathering, row, now
        self.starts = row.starts_at.astimezone(gathering.zone).replace(tzinfo=None)
        held_at = row.own_place_id or gathering.place_id
        super().__init__(
            data,
            initial={
                "day": self.starts.date(),
                "time": self.starts.time(),
                "minutes": row.own_minutes or gathering.minutes,
                "place": str(held_at or ""),
                "note": row.changed_because,
            },
        )
        self.places = _places(gathering, row)
        usual = [] if gathering.place_id else [("", _("Not at a place"))]
        names = [(str(key), place.name) for key, place in self.places.items()]
        self.fields["place"].choices = [*usual, *names]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.errors:
            return said
        start = datetime.combine(said["day"], said["time"])
        if start != self.starts and start <= self.now.replace(tzinfo=None):
            self.add_error("day", _("Choose a day and time that are still to come."))
        elif not (any(self.change().values()) or said["note"]):
            self.add_error(None, _("This is as usual. Change something, or write a note."))
        return said

    def change(self) -> dict[str, Any]:
        """What is different from usual, as `change_date` takes it; None for what is not."""
        said, gathering = self.cleaned_data, self.gathering
        start = datetime.combine(said["day"], said["time"])
        place = self.places.get(int(said["place"] or 0))
        return {
            "moved_to": start if start != datetime.fromisoformat(self.row.recurrence_id) else None,
            "minutes": said["minutes"] if said["minutes"] != gathering.minutes else None,
            "place": place if place and place.pk != gathering.place_id else None,
        }


def _places(gathering: Gathering, row: Occurrence) -> dict[int, Place]:
    """The community's own, and those that it has now."""
    known = [place for place in (gathering.place, row.own_place) if place]
    theirs = {place.pk: place for place in gathering.community.places.order_by("name")}
    return theirs | {place.pk: place for place in known}
