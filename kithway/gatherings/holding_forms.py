"""What somebody who holds a date says of it, besides whether it is on."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kithway.community.models import Community
from kithway.community.models.community import Attendance as Chosen
from kithway.gatherings.actions.attending import MOST
from kithway.gatherings.models import Attendance, Seat
from kithway.people.models import Person
from kithway.ui.forms import CHOOSE, in_place_of_all

NUMBER = in_place_of_all(gettext_lazy("Write a whole number, 0 where nobody came."))
NAMES = 2000


class PersonForm(forms.Form):
    """One of these people."""

    use_required_attribute = False
    person = forms.ChoiceField(label=gettext_lazy("Who?"), error_messages=CHOOSE)

    def __init__(self, people: Iterable[Person], data: Any = None) -> None:
        super().__init__(data)
        self.people = {str(person.pk): person for person in people}
        choices = [(key, person.name) for key, person in self.people.items()]
        self.fields["person"].choices = [("", "—"), *choices]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Person:
        return self.people[self.cleaned_data["person"]]


class CountForm(forms.Form):
    """How many came; first names where the community keeps them; ticks for who kept a place."""

    use_required_attribute = False
    count = forms.IntegerField(
        label=gettext_lazy("How many came?"),
        min_value=0,
        max_value=MOST,
        required=False,
        error_messages=NUMBER,
    )
    first_time = forms.IntegerField(
        label=gettext_lazy("How many of them for the first time?"),
        help_text=gettext_lazy("You can leave this empty."),
        min_value=0,
        max_value=MOST,
        required=False,
        error_messages=NUMBER,
    )
    names = forms.CharField(
        label=gettext_lazy("First names, one on a line"),
        help_text=gettext_lazy(
            "Only who holds this date and the coordinators can open them. After 90 days they are "
            "deleted; the number stays."
        ),
        widget=forms.Textarea,
        max_length=NAMES,
        required=False,
    )
    came = forms.MultipleChoiceField(
        label=gettext_lazy("Who of those who said so came?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages=CHOOSE,
    )

    def __init__(
        self,
        community: Community,
        found: Attendance | None,
        names: list[str],
        seats: list[Seat],
        data: Any = None,
    ) -> None:
        initial = {
            "count": found.count if found else None,
            "first_time": found.first_time if found else None,
            "names": "\n".join(names),
            "came": [str(seat.pk) for seat in seats if seat.came_at],
        }
        super().__init__(data, initial=initial)
        if community.attendance != Chosen.NAMES:
            del self.fields["names"]
        choices = [(str(seat.pk), seat.booking.name or _("no name")) for seat in seats]
        self.fields["came"].choices = choices  # type: ignore[attr-defined]
        if not seats:
            del self.fields["came"]

    @property
    def first_names(self) -> list[str] | None:
        said = self.cleaned_data.get("names")
        return None if said is None else [name for name in said.splitlines() if name.strip()]

    def clean(self) -> dict[str, Any]:
        """Where only names were written, they are counted."""
        said = super().clean() or {}
        if "count" in said and said["count"] is None:
            names = self.first_names
            if names:
                said["count"] = len(names)
            else:
                self.add_error("count", NUMBER["required"])
        return said


class RecordsForm(forms.Form):
    """What a community writes down of who came."""

    use_required_attribute = False
    attendance = forms.ChoiceField(
        label=gettext_lazy("What is written down of who came?"),
        choices=Chosen.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    letters = forms.BooleanField(
        label=gettext_lazy("People can make a letter that says when they came"), required=False
    )
