"""What a coordinator puts on the rota."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kithway.community.models import Community, Role
from kithway.gatherings.models import Gathering, Shift
from kithway.people.models import Person
from kithway.ui.forms import CHOOSE, SHORTER, in_place_of_all

MINUTES = in_place_of_all(_("Write a whole number of minutes from 1 to 1440."))


def people_of(community: Community) -> dict[str, Person]:
    """Everyone who has a role there, by id, in the order of their names."""
    roles = community.roles.held().select_related("person").order_by("person__name")
    return {str(role.person_id): role.person for role in roles}


class GiveForm(forms.Form):
    """Whose a shift is; nobody's, and it stands open."""

    use_required_attribute = False
    person = forms.ChoiceField(label=_("Who?"), required=False, error_messages=CHOOSE)

    def __init__(self, people: dict[str, Person], data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.people = people
        names = [(key, person.name) for key, person in people.items()]
        self.fields["person"].choices = [("", _("Nobody yet: anyone may take it")), *names]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Person | None:
        return self.people.get(self.cleaned_data["person"])


class ShiftForm(GiveForm):
    kind = forms.ChoiceField(label=_("What?"), choices=Shift.Kind.choices, error_messages=CHOOSE)
    about = forms.CharField(
        label=_("A note"), max_length=200, required=False, error_messages=SHORTER
    )


class AtDatesForm(ShiftForm):
    """At the next dates of a gathering."""

    gathering = forms.ChoiceField(label=_("At which gathering?"), error_messages=CHOOSE)
    dates = forms.IntegerField(
        label=_("At how many of its next dates?"),
        min_value=1,
        max_value=26,
        initial=1,
        error_messages=in_place_of_all(_("Write a whole number from 1 to 26.")),
    )
    before = forms.IntegerField(
        label=_("How many minutes before it begins?"),
        min_value=0,
        max_value=240,
        initial=0,
        error_messages=in_place_of_all(_("Write a whole number of minutes from 0 to 240.")),
    )
    field_order = ("kind", "gathering", "dates", "before", "person", "about")

    def __init__(
        self, people: dict[str, Person], gatherings: Iterable[Gathering], data: Any = None
    ) -> None:
        super().__init__(people, data, prefix="at")
        self.gatherings = {one.slug: one for one in gatherings}
        names = [(slug, one.name) for slug, one in self.gatherings.items()]
        self.fields["gathering"].choices = names  # type: ignore[attr-defined]


class AtTimeForm(ShiftForm):
    """At any other time."""

    day = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages=in_place_of_all(_("Give a day like 2026-11-26.")),
    )
    time = forms.TimeField(
        label=_("Time"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages=in_place_of_all(_("Give a time like 18:30.")),
    )
    minutes = forms.IntegerField(
        label=_("How many minutes"), min_value=1, max_value=1440, error_messages=MINUTES
    )
    field_order = ("kind", "day", "time", "minutes", "person", "about")

    def __init__(self, people: dict[str, Person], data: Any = None) -> None:
        super().__init__(people, data, prefix="on")

    def starts_at(self, community: Community) -> datetime:
        said = self.cleaned_data
        return datetime.combine(said["day"], said["time"], community.zone)

    @property
    def lasts(self) -> timedelta:
        return timedelta(minutes=self.cleaned_data["minutes"])


class MinutesForm(forms.Form):
    use_required_attribute = False
    minutes = forms.IntegerField(
        label=_("How many minutes"),
        min_value=0,
        max_value=1440,
        error_messages=in_place_of_all(_("Write a whole number of minutes from 0 to 1440.")),
    )


def volunteering(person: Person) -> bool:
    """Whether somebody has any role anywhere."""
    return Role.objects.held().filter(person=person).exists()
