"""What a coordinator says of a list: its link once, then what its words mean."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kithway.community.models import Community, Place
from kithway.gatherings import vocabulary
from kithway.gatherings.importing.links import feed_link
from kithway.gatherings.importing.mapping import Mapping, read_mapping, where_said
from kithway.gatherings.importing.places import where_of
from kithway.gatherings.importing.problems import ListRefused
from kithway.gatherings.importing.texts import folded
from kithway.gatherings.models import Source
from kithway.ui.forms import CHOOSE, SHORTER

Choices = Iterable[tuple[str, str | Promise]]
# More than so many are not asked about, but follow what is said for all.
MOST_LOCATIONS, MOST_TITLES = 60, 80
LEFT_OUT = "-"
EVERY = (("1", _("Every hour")), ("6", _("Four times a day")), ("24", _("Once a day")))


class LinkForm(forms.Form):
    use_required_attribute = False
    url = forms.CharField(
        label=_("The link"),
        help_text=_(
            "Of a calendar, or of a list of meetings. We keep it to ourselves: it may open what is "
            "not public."
        ),
        max_length=2000,
        widget=forms.TextInput(attrs={"inputmode": "url", "spellcheck": "false"}),
        error_messages={**SHORTER, "required": _("Paste the link.")},
    )
    every = forms.ChoiceField(
        label=_("How often we look"), choices=EVERY, initial="6", error_messages=CHOOSE
    )

    def clean_url(self) -> str:
        try:
            return feed_link(self.cleaned_data["url"])
        except ListRefused as refusal:
            raise ValidationError(str(refusal)) from None


class MappingForm(forms.Form):
    """Asks only about what the list holds: a field for each of `locations` and of `titles`."""

    use_required_attribute = False
    master = forms.ChoiceField(
        label=_("Whose word holds?"),
        help_text=_("A date that is cancelled here stays cancelled either way."),
        choices=Source.Master.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    kinds = forms.MultipleChoiceField(
        label=_("What kind of gatherings are these?"),
        help_text=_("Where a gathering says nothing of its own."),
        choices=list(vocabulary.KINDS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages=CHOOSE,
    )
    pathway = forms.ChoiceField(
        label=_("Which pathway?"),
        choices=[("", _("Not said")), *vocabulary.PATHWAYS.items()],
        required=False,
        error_messages=CHOOSE,
    )
    language = forms.ChoiceField(
        label=_("In which language?"),
        choices=[("", _("Not said")), *vocabulary.LANGUAGES.items()],
        required=False,
        error_messages=CHOOSE,
    )
    mode = forms.ChoiceField(
        label=_("How are they held, where nothing else says so?"),
        choices=[(code, vocabulary.MODES[code]) for code in ("in-person", "online", "telephone")],
        error_messages=CHOOSE,
    )
    otherwise = forms.ChoiceField(
        label=_("When a new location turns up later"),
        choices=(
            ("none", _("Show no place until we have said which it is")),
            ("new", _("Make a place of what the calendar says")),
        ),
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )

    def __init__(self, source: Source, data: Any = None) -> None:
        found = source.mapping.get("found", {})
        self._places = {str(place.pk): place for place in _places(source.community)}
        known = read_mapping(source.mapping)
        super().__init__(data, initial=_initial(source, known))
        self.is_calendar = found.get("format") == "ical"
        self.locations = _often(found.get("locations", {}), MOST_LOCATIONS)
        self.titles = _often(found.get("titles", {}), MOST_TITLES)
        if not self.is_calendar:
            del self.fields["mode"], self.fields["otherwise"]
        for at, text in enumerate(self.locations):
            self.fields[f"place_{at}"] = forms.ChoiceField(
                label=text,
                choices=self._place_choices(),
                initial=self._place_now(known, text),
                required=False,
                error_messages=CHOOSE,
            )
        for at, title in enumerate(self.titles):
            self.fields[f"title_{at}"] = forms.ChoiceField(
                label=title,
                choices=[
                    ("", _("As said for all")),
                    *vocabulary.KINDS.items(),
                    (LEFT_OUT, _("Leave it out")),
                ],
                initial=_title_now(known, title),
                required=False,
                error_messages=CHOOSE,
            )

    def place_fields(self) -> list[Any]:
        return [self[f"place_{at}"] for at in range(len(self.locations))]

    def title_fields(self) -> list[Any]:
        return [self[f"title_{at}"] for at in range(len(self.titles))]

    def said(self) -> dict[str, Any]:
        """As `Source.mapping` keeps it; what is no longer in the calendar is still known."""
        data = self.cleaned_data
        locations = {
            text: self._located(data[f"place_{at}"]) for at, text in enumerate(self.locations)
        }
        events = {title: _event(data[f"title_{at}"]) for at, title in enumerate(self.titles)}
        return {
            "kinds": data["kinds"],
            "pathways": [data["pathway"]] if data["pathway"] else [],
            "languages": [data["language"]] if data["language"] else [],
            "mode": data.get("mode") or "in-person",
            "otherwise": data.get("otherwise") or "new",
            "locations": locations,
            "events": {title: said for title, said in events.items() if said},
        }

    def _place_choices(self) -> Choices:
        return [
            ("none", _("No place is shown")),
            ("new", _("Make a place of this")),
            ("online", _("It is online")),
            *((key, str(place)) for key, place in self._places.items()),
        ]

    def _place_now(self, known: Mapping, text: str) -> str:
        """What was said before; else the place of that name, else that one is to be made of it."""
        if known.ready and known.knows(text):
            located = known.located(text)
            if located.how != "place":
                return located.how
            same = (k for k, place in self._places.items() if where_of(place) == located.where)
            return next(same, "none")
        named = (k for k, p in self._places.items() if folded(p.name) == folded(text.split(",")[0]))
        return next(named, "new" if any(letter.isdigit() for letter in text) else "none")

    def _located(self, chosen: str) -> dict[str, Any]:
        if place := self._places.get(chosen):
            return {"how": "place", "where": where_said(where_of(place))}
        return {"how": chosen or "none"}


def _places(community: Community) -> Iterable[Place]:
    return community.places.order_by("name", "pk")


def _initial(source: Source, known: Mapping) -> dict[str, Any]:
    return {
        "master": source.master,
        "kinds": list(known.kinds),
        "pathway": next(iter(known.pathways), ""),
        "language": next(iter(known.languages), ""),
        "mode": known.mode,
        "otherwise": known.otherwise if known.ready else "none",
    }


def _often(counted: dict[str, int], most: int) -> list[str]:
    """The texts that stand most often, in the order of the alphabet."""
    often = sorted(counted, key=lambda text: (-counted[text], text))[:most]
    return sorted((text for text in often if text), key=folded)


def _title_now(known: Mapping, title: str) -> str:
    if folded(title) in known.left_out:
        return LEFT_OUT
    return next(iter(known.kinds_of.get(folded(title), ())), "")


def _event(chosen: str) -> dict[str, Any]:
    if chosen == LEFT_OUT:
        return {"left_out": True}
    return {"kinds": [chosen]} if chosen else {}
