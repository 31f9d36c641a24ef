"""What anyone may tell a community, and what its coordinators say of it."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kithway.community.models import Community, Suggestion
from kithway.people.limits import TooOften, count
from kithway.people.models import Person
from kithway.ui.forms import CHOOSE, SHORTER, in_place_of_all
from kithway.vault.tokens import new_token

LONGEST = 4000
# Of one form, and of one community: somebody who floods it keeps others waiting an hour at most.
MOST_A_FORM, MOST_A_COMMUNITY = 3, 40
AN_HOUR = timedelta(hours=1)
OPEN_FOR = 24 * 3600
SALT = "kithway.front.saying"


def say_it() -> forms.CharField:
    return forms.CharField(
        label=_("What would you like to say?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={**SHORTER, "required": _("Please write something here.")},
    )


class Told(forms.Form):
    """Something that anyone may send: a form lives a day, and is sent a few times at most."""

    use_required_attribute = False
    form = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, community: Community, data: Any = None) -> None:
        super().__init__(data, initial={"form": signing.dumps(new_token(), salt=SALT)})
        self.community = community

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors:
            self._count(data.get("form", ""))
        return data

    def _count(self, given: str) -> None:
        try:
            token = signing.loads(given, salt=SALT, max_age=OPEN_FOR)
        except signing.BadSignature:
            raise ValidationError(
                _now("This page was open for long. Copy your words, load it anew and send them.")
            ) from None
        what = type(self).__name__.lower()
        try:
            # First of the community: each form leaves a line, and nobody shall fill the table.
            count(f"{what}-place", self.community.slug, most=MOST_A_COMMUNITY, within=AN_HOUR)
            count(f"{what}-form", token, most=MOST_A_FORM, within=AN_HOUR)
        except TooOften:
            raise ValidationError(
                _now("Much has come in just now. Please keep your words and send them in an hour.")
            ) from None


class SuggestionForm(Told):
    kind = forms.ChoiceField(
        label=_("What is it about?"), choices=Suggestion.Kind.choices, error_messages=CHOOSE
    )
    words = say_it()


class ConcernForm(Told):
    words = say_it()
    reach = forms.CharField(
        label=_("How can we reach you?"),
        help_text=_("You can leave this empty. Then nobody can ask or answer you."),
        max_length=200,
        required=False,
        error_messages=SHORTER,
    )
    to = forms.ChoiceField(label=_("Who should read it?"), required=False, error_messages=CHOOSE)

    def __init__(self, community: Community, readers: list[Person], data: Any = None) -> None:
        super().__init__(community, data)
        self.readers = {str(person.pk): person for person in readers}
        named = [(key, person.name) for key, person in self.readers.items()]
        self.fields["to"].choices = [("", _("Any of them")), *named]  # type: ignore[attr-defined]

    def chosen(self) -> Person | None:
        return self.readers.get(self.cleaned_data["to"])


LONGEST_PAUSE = 366


def day_to_come() -> str:
    return _now("Give a day from tomorrow on, at most a year from now.")


class PauseForm(forms.Form):
    use_required_attribute = False
    name = forms.CharField(
        label=_("Whom?"),
        help_text=_("The name they sign in with."),
        max_length=60,
        error_messages={**SHORTER, "required": _("Please write something here.")},
    )
    because = forms.CharField(
        label=_("Why?"),
        help_text=_("They read it, and so do the coordinators. Nobody else."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={**SHORTER, "required": _("Please write something here.")},
    )
    until = forms.DateField(
        label=_("Until which day?"),
        help_text=_("Days like 2026-11-26, at most a year from now."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=in_place_of_all(lazy(day_to_come, str)()),
    )

    def clean_until(self) -> date:
        day: date = self.cleaned_data["until"]
        today = timezone.now().date()
        if not today < day <= today + timedelta(days=LONGEST_PAUSE):
            raise ValidationError(day_to_come())
        return day


class WordsForm(forms.Form):
    """An appeal, or the answer to one."""

    use_required_attribute = False
    words = say_it()
