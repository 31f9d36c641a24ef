"""What is asked of a community and of who starts one."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kithway.community.models import HelpLine
from kithway.community.models.community import real_timezone
from kithway.community.questions import QUESTIONS
from kithway.ui.forms import CHOOSE, SHORTER, in_place_of_all

# Help now knows the lines of these.
COUNTRIES = (
    ("US", _("United States")),
    ("CA", _("Canada")),
    ("GB", _("United Kingdom")),
    ("IE", _("Ireland")),
    ("FR", _("France")),
    ("MX", _("Mexico")),
    ("CN", _("China")),
    ("", _("Another country")),
)
DAY: dict[str, Any] = in_place_of_all(_("Give a day like 2026-11-26."))
CHECKED_WITHIN = timedelta(days=366)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def written(label: str | Promise, hint: str | Promise = "", **more: Any) -> forms.CharField:
    """A field for something in one's own words, which says what to do when it is empty."""
    return forms.CharField(
        label=label,
        help_text=hint,
        error_messages={**SHORTER, "required": _("Please write something here.")},
        **more,
    )


class Plain(forms.Form):
    use_required_attribute = False


class StartForm(Plain):
    name = written(_("What is it called?"), max_length=120)
    town = written(_("In which town?"), max_length=80)
    country = forms.ChoiceField(
        label=_("In which country?"),
        choices=COUNTRIES,
        required=False,
        initial="US",
        error_messages=CHOOSE,
    )
    contact = written(
        _("How can people reach you?"),
        _("Everyone sees this: a phone number, a mail address or a web page of the community."),
        max_length=200,
        required=False,
    )
    about = written(
        _("A line about it"),
        _("Everyone sees this. You can change it later."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    timezone = written(
        _("Which clock do you go by?"),
        _("A time zone like America/New_York. Leave this empty and we look it up by the town."),
        max_length=60,
        required=False,
        validators=[real_timezone],
    )


class AnswerForm(Plain):
    """A steward's word to who asked."""

    word = written(
        _("A word to them"), _("You can leave this empty."), max_length=500, required=False
    )


class PageForm(Plain):
    """Our questions of one page, to be answered in the community's words."""

    def __init__(self, kind: str, data: Any = None, answers: dict[str, str] | None = None) -> None:
        super().__init__(data, initial=answers)
        for name, question in QUESTIONS[kind].items():
            self.fields[name] = written(
                question,
                max_length=2000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
            )


class AgreementForm(Plain):
    text = written(
        _("What have you agreed on?"),
        _("Everyone sees this."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    agreed_on = forms.DateField(label=_("When?"), widget=DayInput, error_messages=DAY)

    def clean_agreed_on(self) -> date:
        return not_to_come(self.cleaned_data["agreed_on"])


class HelpLineForm(Plain):
    kind = forms.ChoiceField(
        label=_("What sort of line is it?"), choices=HelpLine.Kind.choices, error_messages=CHOOSE
    )
    name = written(_("What is it called?"), max_length=120)
    number = written(_("Number to call"), max_length=40, required=False)
    text_to = written(
        _("Number to text"),
        _("Or a word and a number: HOME to 741741"),
        max_length=60,
        required=False,
    )
    hours = written(_("When do they answer?"), max_length=120, required=False)
    about = written(_("A line about it"), max_length=300, required=False)
    sends_police = forms.ChoiceField(
        label=_("May they send police without your yes?"),
        choices=HelpLine.Police.choices,
        initial=HelpLine.Police.UNKNOWN,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    checked_on = forms.DateField(
        label=_("When did you call or text it yourself?"),
        help_text=_("Everyone sees the day. Please try each line before you put it here."),
        widget=DayInput,
        error_messages=DAY,
    )

    def clean_checked_on(self) -> date:
        day = not_to_come(self.cleaned_data["checked_on"])
        if day < timezone.now().date() - CHECKED_WITHIN:
            raise ValidationError(_("That is over a year ago. Please try the line again."))
        return day

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("number") and not data.get("text_to") and not self.errors:
            self.add_error("number", _("Give a number to call or to text."))
        return data


def not_to_come(day: date) -> date:
    # Somewhere it is tomorrow already.
    if day > timezone.now().date() + timedelta(days=1):
        raise ValidationError(_("Give a day that is not still to come."))
    if day.year < 1900:
        raise ValidationError(_("Give a day like 2026-11-26."))
    return day
