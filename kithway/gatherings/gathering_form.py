"""A gathering asked for in one form: first what it takes, then what may be said besides."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kithway.community.fields import START
from kithway.community.models import Community, Place, Room, ShownTo
from kithway.gatherings import vocabulary
from kithway.gatherings.models import Gathering
from kithway.gatherings.naming import named
from kithway.gatherings.new_place import ASKED, NewPlaceForm, unsaved
from kithway.gatherings.when_form import (
    WhenForm,
    first_held,
    kept_choice,
    when_facts,
    when_initial,
)
from kithway.ui.forms import CHOOSE, SHORTER, in_place_of_all

TICKS = {
    "kinds": vocabulary.KINDS,
    "languages": vocabulary.LANGUAGES,
    "pathways": vocabulary.PATHWAYS,
    "audiences": vocabulary.AUDIENCES,
    "welcomes": vocabulary.WELCOMES,
}
Choices = list[tuple[str, str]]
# What an answer sets by its own name.
SAME = (
    "name about mode kinds languages pathways audiences welcomes content_notes facilitators "
    "first_visit online_url online_notes dial_in online_shown_to address_shown_to capacity "
    "whole_series may_bring met_where met_by"
).split()


def _choices(names: vocabulary.Names) -> Choices:
    return [(code, str(words)) for code, words in names.items()]


def _text(
    label: Any, help_text: Any = "", longest: int = 200, *, rows: int = 0, **more: Any
) -> Any:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=longest,
        widget=widget,
        required=False,
        error_messages=SHORTER,
        **more,
    )


def _ticks(label: Any, names: vocabulary.Names) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=lambda: _choices(names),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages=CHOOSE,
    )


def _number(label: Any, help_text: Any, most: int) -> forms.IntegerField:
    words = gettext_lazy("Write a whole number, or leave this empty.")
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=0,
        max_value=most,
        required=False,
        error_messages=in_place_of_all(words),
    )


class LeaveOut(forms.MultipleChoiceField):
    """Starts that were ticked among the next dates; which those are, the preview knows."""

    def valid_value(self, value: str) -> bool:
        return bool(START.fullmatch(value))


class GatheringForm(WhenForm, NewPlaceForm):
    use_required_attribute = False
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=160,
        error_messages={"required": gettext_lazy("Give it a name."), **SHORTER},
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("How do people meet?"),
        choices=lambda: [pair for pair in _choices(vocabulary.MODES) if pair[0] != "appointment"],
        initial="in-person",
        error_messages=CHOOSE,
    )
    where = forms.ChoiceField(
        label=gettext_lazy("Place and room"), required=False, error_messages=CHOOSE
    )
    about = _text(gettext_lazy("What is it?"), longest=4000, rows=3)
    kinds = _ticks(gettext_lazy("Kinds"), vocabulary.KINDS)
    languages = _ticks(gettext_lazy("Languages"), vocabulary.LANGUAGES)
    pathways = _ticks(gettext_lazy("Pathways"), vocabulary.PATHWAYS)
    audiences = _ticks(gettext_lazy("For whom?"), vocabulary.AUDIENCES)
    welcomes = _ticks(gettext_lazy("Welcome"), vocabulary.WELCOMES)
    content_notes = _text(gettext_lazy("What is talked about that may be hard"), longest=300)
    facilitators = _text(gettext_lazy("Who holds it"), gettext_lazy("Everyone sees these names."))
    first_visit = _text(gettext_lazy("What happens at a first visit"), longest=4000, rows=3)
    address_shown_to = forms.ChoiceField(
        label=gettext_lazy("Who is told the address?"),
        choices=ShownTo.choices,
        initial=ShownTo.PUBLIC,
        error_messages=CHOOSE,
    )
    online_url = forms.URLField(
        label=gettext_lazy("Link to the online room"),
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={
            "invalid": gettext_lazy("Give a link like https://example.org."),
            **SHORTER,
        },
    )
    online_notes = _text(gettext_lazy("How to get in online"), longest=1000)
    dial_in = _text(gettext_lazy("Number to call"))
    online_shown_to = forms.ChoiceField(
        label=gettext_lazy("Who is told the way in online?"),
        choices=ShownTo.choices,
        initial=ShownTo.COMING,
        error_messages=CHOOSE,
    )
    capacity = _number(
        gettext_lazy("How many can come"),
        gettext_lazy("Leave this empty where people just come."),
        9999,
    )
    whole_series = forms.BooleanField(
        label=gettext_lazy("A place is kept for the whole series"), required=False
    )
    may_bring = _number(gettext_lazy("How many each may bring along"), "", 9)
    met_where = _text(
        gettext_lazy("Where newcomers are met"),
        gettext_lazy("Told only to who says they are coming."),
    )
    met_by = _text(gettext_lazy("By whom"), longest=60)
    leave_out = LeaveOut(required=False, widget=forms.MultipleHiddenInput, error_messages=CHOOSE)

    BASIC = ("name", "mode", "where", "about")
    WHEN = ("how", "first_day", "start_time", "minutes", "weekdays", "nth", "dates", "last_day")

    def __init__(self, community: Community, gathering: Gathering | None, data: Any = None) -> None:
        self.community, self.gathering = community, gathering
        super().__init__(data, initial=_initial(gathering) if gathering else None)
        self.places = {place.pk: place for place in community.places.order_by("name")}
        rooms = Room.objects.filter(place__in=self.places).order_by("name")
        self.rooms = {room.pk: room for room in rooms}
        choices = _wheres(self.places, self.rooms)
        self.fields["where"].choices = choices  # type: ignore[attr-defined]
        if gathering:
            self._keep_own_codes(gathering)
        if gathering and self.initial["how"] == "kept":
            hows = [*self.fields["how"].choices, kept_choice(gathering)]  # type: ignore[attr-defined]
            self.fields["how"].choices = hows  # type: ignore[attr-defined]

    @property
    def basic_fields(self) -> list[Any]:
        return [self[name] for name in self.BASIC]

    @property
    def when_fields(self) -> list[Any]:
        return [self[name] for name in self.WHEN]

    @property
    def more_fields(self) -> list[Any]:
        apart = {*self.BASIC, *self.WHEN, *ASKED, "leave_out"}
        return [self[name] for name in self.fields if name not in apart]

    @property
    def place_fields(self) -> list[Any]:
        return [self[name] for name in ASKED]

    @property
    def place_opened(self) -> bool:
        """Whether a new place is asked for at once: there is no other, or one was begun."""
        return not self.places or any(field.value() or field.errors for field in self.place_fields)

    @property
    def more_errors(self) -> bool:
        return any(field.errors for field in self.more_fields)

    def today(self) -> date:
        return timezone.now().astimezone(self.community.zone).date()

    def _keep_own_codes(self, gathering: Gathering) -> None:
        """A community's own kind or pathway, and what a list brought, stays a choice."""
        for name, names in TICKS.items():
            own = [code for code in getattr(gathering, name) if code not in names]
            choices = [*_choices(names), *((one.code, str(one.name)) for one in named(own, names))]
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        self.check_new_place(said)
        if not self.errors and said["how"] == "appointment":
            return self._checked(said)
        placed = said.get("where") or said.get("place_name")
        if not self.errors and said["mode"] in {"in-person", "hybrid"} and not placed:
            self.add_error("where", _("Choose a place, or add one below."))
        return self._checked(said)

    def _checked(self, said: dict[str, Any]) -> dict[str, Any]:
        try:
            if not self.errors:
                self.candidate = self._candidate(said)
        except ValidationError as refused:
            self._take_errors(refused)
        return said

    def _take_errors(self, refused: ValidationError) -> None:
        for name, messages in refused.message_dict.items():
            self.add_error(name if name in self.fields else None, messages)

    def _candidate(self, said: dict[str, Any]) -> Gathering:
        """The gathering as it would be, not saved. Raises ValidationError."""
        row = Gathering(community=self.community, slug="new")
        if self.gathering:
            for field in Gathering._meta.concrete_fields:
                setattr(row, field.attname, getattr(self.gathering, field.attname))
            row.community = self.community
        self.cleaned_data = said
        for name, value in self.facts().items():
            setattr(row, name, value)
        if described := self.new_place_facts():
            row.place, row.room = unsaved(described), None
        # Without asking the database: the action checks all of it once more.
        row.clean_fields(exclude=[f.name for f in row._meta.concrete_fields if f.is_relation])
        row.clean()
        row.first_day = first_held(row)
        return row

    def facts(self) -> dict[str, Any]:
        """What an action takes; a rule begins with its first date."""
        said = self.cleaned_data
        facts = {name: said[name] for name in SAME} | self._place_and_room(said["where"])
        facts["may_bring"] = said["may_bring"] or 0
        facts["capacity"] = said["capacity"] or None
        facts |= when_facts(said)
        if said["how"] == "appointment":
            facts["mode"] = "appointment"
        if getattr(self, "candidate", None) and "first_day" in facts:
            facts["first_day"] = self.candidate.first_day
        return facts

    def new_place_facts(self) -> dict[str, Any] | None:
        """What an action takes for the place that was described here; None where none was."""
        return self.new_place(self.community, self.cleaned_data["address_shown_to"])

    def _place_and_room(self, where: str) -> dict[str, Place | Room | None]:
        kind, _sep, key = where.partition("-")
        room = self.rooms.get(int(key)) if kind == "room" else None
        place = self.places.get(int(key)) if kind == "place" else None
        return {"place": self.places[room.place_id] if room else place, "room": room}


def _wheres(places: dict[int, Place], rooms: dict[int, Room]) -> Choices:
    """Each place, and after it each of its rooms."""
    found = [("", _("Not at a place"))]
    for place in places.values():
        found.append((f"place-{place.pk}", place.name))
        own = [room for room in rooms.values() if room.place_id == place.pk]
        found += [(f"room-{room.pk}", f"{place.name} · {room.name}") for room in own]
    return found


def _initial(gathering: Gathering) -> dict[str, Any]:
    where = f"place-{gathering.place_id}" if gathering.place_id else ""
    if gathering.room_id:
        where = f"room-{gathering.room_id}"
    own = {name: getattr(gathering, name) for name in SAME}
    return own | {"where": where} | when_initial(gathering)
