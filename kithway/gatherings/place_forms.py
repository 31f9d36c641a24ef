"""What a coordinator says of a place, its rooms, its keys, and of days on which it is closed."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kithway.community.access import ACCESS
from kithway.community.models import Community, Place, Room, ShownTo
from kithway.gatherings.new_place import located
from kithway.ui.forms import CHOOSE, SHORTER, in_place_of_all

DAY = in_place_of_all(gettext_lazy("Give a day like 2026-11-26."))
NAME_WANTED = {"required": gettext_lazy("Give it a name."), **SHORTER}
WHERE = ("city", "region", "postal_code", "country")


def text(label: Any, help_text: Any = "", longest: int = 200, *, rows: int = 0) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=longest,
        widget=widget,
        required=False,
        error_messages=SHORTER,
    )


def day(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        required=required,
        error_messages=DAY,
    )


class PlaceForm(forms.Form):
    """Its fields have the names of the place's own."""

    use_required_attribute = False
    name = forms.CharField(label=gettext_lazy("Name"), max_length=160, error_messages=NAME_WANTED)
    address_1 = text(gettext_lazy("Street and number"))
    city = text(gettext_lazy("Town"), longest=80)
    region = text(gettext_lazy("State or region"), longest=80)
    postal_code = text(gettext_lazy("ZIP or postcode"), longest=16)
    country = text(gettext_lazy("Country, in two letters"), longest=2)
    address_shown_to = forms.ChoiceField(
        label=gettext_lazy("Who is told the address?"),
        choices=ShownTo.choices,
        initial=ShownTo.PUBLIC,
        error_messages=CHOOSE,
    )
    door = text(gettext_lazy("How to find the door"), longest=2000, rows=2)
    transport = text(gettext_lazy("Getting there"), longest=2000, rows=2)
    parking = text(gettext_lazy("Parking"), longest=2000, rows=2)
    access = forms.MultipleChoiceField(
        label=gettext_lazy("What it offers"),
        choices=lambda: [(code, str(words)) for code, words in ACCESS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages=CHOOSE,
    )
    access_notes = text(gettext_lazy("More about getting in"), longest=2000, rows=2)
    timezone = text(
        gettext_lazy("Time zone"), gettext_lazy("Leave this empty where it is the community’s."), 60
    )

    def __init__(self, community: Community, place: Place | None, data: Any = None) -> None:
        self.place = place
        initial = {"region": community.region, "country": community.country}
        if place:
            initial = {name: getattr(place, name) for name in self.base_fields}
        super().__init__(data, initial=initial)
        if place:
            own = [code for code in place.access if code not in ACCESS]
            choices = [*self.fields["access"].choices, *((code, code) for code in own)]  # type: ignore[attr-defined]
            self.fields["access"].choices = choices  # type: ignore[attr-defined]

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()

    def facts(self) -> dict[str, Any]:
        """What an action takes; with a point where the address is new or has another area."""
        said = dict(self.cleaned_data)
        place = self.place
        if place and all(getattr(place, name) == said[name] for name in WHERE):
            return said
        return said | located(said)


class RoomForm(forms.Form):
    use_required_attribute = False
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80, error_messages=NAME_WANTED)
    capacity = forms.IntegerField(
        label=gettext_lazy("For how many people"),
        min_value=1,
        max_value=9999,
        required=False,
        error_messages=in_place_of_all(gettext_lazy("Write a whole number, or leave this empty.")),
    )
    access_notes = text(gettext_lazy("More about getting in"), longest=300)

    def __init__(self, place: Place, room: Room | None, data: Any = None) -> None:
        self.place, self.room = place, room
        names = {name: getattr(room, name) for name in self.base_fields} if room else None
        super().__init__(data, initial=names)

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        others = self.place.rooms.filter(name=name)
        if self.room:
            others = others.exclude(pk=self.room.pk)
        if others.exists():
            raise forms.ValidationError(_("Another room has this name. Give it another one."))
        return name


class KeyForm(forms.Form):
    use_required_attribute = False
    label = forms.CharField(
        label=gettext_lazy("Which key?"), max_length=80, error_messages=NAME_WANTED
    )
    holder = text(gettext_lazy("Who has it"), longest=60)
    since = day(gettext_lazy("Since"), required=False)
    notes = text(
        gettext_lazy("Code, or how it works"),
        gettext_lazy("Kept sealed. Only coordinators open it, and who did is written down."),
        1000,
        rows=2,
    )


class PhotoForm(forms.Form):
    use_required_attribute = False
    photo = forms.FileField(
        label=gettext_lazy("Photo of the door or the room"),
        error_messages=dict.fromkeys(
            ("required", "invalid", "missing", "empty"), gettext_lazy("Choose a picture.")
        ),
    )
    alt = forms.CharField(
        label=gettext_lazy("What it shows"),
        help_text=gettext_lazy("For people who do not see it. No faces, please."),
        max_length=200,
        error_messages={
            "required": gettext_lazy("Say in a few words what the photo shows."),
            **SHORTER,
        },
    )


class ClosureForm(forms.Form):
    use_required_attribute = False
    first_day = day(gettext_lazy("First day"))
    last_day = day(gettext_lazy("Last day"))
    reason = text(gettext_lazy("Why?"), gettext_lazy("Everyone sees it."))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and said["last_day"] < said["first_day"]:
            self.add_error("last_day", _("Choose a day on or after the first one."))
        return said


class AboutForm(forms.Form):
    use_required_attribute = False
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120, error_messages=NAME_WANTED)
    about = text(gettext_lazy("What is it?"), longest=4000, rows=3)
    contact = text(gettext_lazy("How people reach you"))
    town = text(gettext_lazy("Town"), longest=80)
    timezone = forms.CharField(
        label=gettext_lazy("Time zone"),
        max_length=60,
        error_messages={
            "required": gettext_lazy("Give a time zone like America/New_York."),
            **SHORTER,
        },
    )
