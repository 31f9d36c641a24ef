"""What somebody is asked who says that they are coming; each box says who reads it."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kithway.gatherings.coming.keeping import Said, at_most
from kithway.gatherings.coming.private import Private
from kithway.gatherings.coming.rules import is_met, most_together
from kithway.gatherings.models import Booking, Gathering
from kithway.people.models import Message
from kithway.people.telling import can_mail, can_text
from kithway.ui.forms import CHOOSE, SHORTER
from kithway.ui.words import gap, labelled
from kithway.vault.tokens import new_token

TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
NUMBER = re.compile(r"\+?[0-9][0-9 ().-]{5,20}")


class WithForm(forms.Form):
    """Who comes along, what they need, how they are reached: asked at first, and to change."""

    use_required_attribute = False
    size = forms.IntegerField(
        label=gettext_lazy("How many are you?"),
        help_text=gettext_lazy("You, and family or friends you bring along."),
        min_value=1,
        initial=1,
    )
    children = forms.IntegerField(
        label=gettext_lazy("How many of them are children?"), min_value=0, initial=0
    )
    needs = forms.CharField(
        label=gettext_lazy("Is there anything you need?"),
        help_text=gettext_lazy(
            "You can leave this empty. Such as a chair near the door, or an interpreter. Read by "
            "who holds the gathering and by the community’s coordinators, and by nobody else."
        ),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=SHORTER,
    )
    contact = forms.CharField(
        label=gettext_lazy("How can we reach you?"),
        max_length=200,
        required=False,
        error_messages=SHORTER,
    )
    remind = forms.ChoiceField(
        label=gettext_lazy("Would you like a reminder?"),
        choices=Booking.Remind.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )

    def __init__(self, gathering: Gathering, *words: Any, **options: Any) -> None:
        super().__init__(*words, **options)
        self.gathering, self.most = gathering, most_together(gathering)
        if self.most == 1:
            del self.fields["size"], self.fields["children"]
        else:
            few = dict.fromkeys(("required", "invalid", "min_value"), at_most(self.most))
            for name in ("size", "children"):
                self.fields[name].error_messages |= few
        if not (can_mail() or can_text()):
            del self.fields["contact"], self.fields["remind"]
        else:
            self.fields["contact"].help_text = _reached_by()

    def clean_contact(self) -> str:
        contact = str(self.cleaned_data["contact"]).strip()
        if contact:
            channel_of(contact)
        return contact

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("remind") and not said.get("contact") and "contact" not in self.errors:
            self.add_error("contact", _("Write where the reminder should go."))
        return said

    def private(self, token: str) -> Private:
        said = self.cleaned_data
        contact = said.get("contact", "")
        return Private(
            needs=said["needs"],
            contact=contact,
            channel=channel_of(contact) if contact else "",
            token=token if contact else "",
        )


class ComingForm(WithForm):
    """The first time: a name too, and the token that the private link will have."""

    field_order = ("name", "whole", "size", "children", "meet", "needs", "contact", "remind")
    name = forms.CharField(
        label=gettext_lazy("What shall we call you?"),
        help_text=gettext_lazy(
            "A first name or a made-up one. Whoever holds the gathering sees it."
        ),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={**SHORTER, "required": gettext_lazy("Write a name, or make one up.")},
    )
    whole = forms.ChoiceField(
        label=gettext_lazy("For which dates?"),
        choices=[("", gettext_lazy("This date only")), ("all", gettext_lazy("Every date"))],
        required=False,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    meet = forms.BooleanField(label=gettext_lazy("Meet me at the door"), required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)
    # Whether it takes no more guests for now.
    rests = False

    def __init__(self, gathering: Gathering, *words: Any, **options: Any) -> None:
        super().__init__(gathering, *words, **options)
        self.initial.setdefault("token", new_token())
        if not gathering.whole_series:
            del self.fields["whole"]
        if not is_met(gathering) or gathering.capacity is None:
            # Where nobody waits there is nothing to ask; where that is all there is, it is meant.
            del self.fields["meet"]

    def clean_token(self) -> str:
        """The token of the page; a new one where it was lost on the way."""
        token = str(self.cleaned_data["token"])
        return token if TOKEN.fullmatch(token) else new_token()

    def rest(self) -> None:
        """Take no more guests for now, and say what else can be done; what was typed stays."""
        self.rests = True
        words = [
            _(
                "Many have said in the last hour that they come, so this form rests. What you "
                "wrote stays here: send it again in an hour, or sign in and say it then. Or just "
                "come."
            )
        ]
        community = self.gathering.community
        if community.contact:
            words.append(labelled(community.name, community.contact))
        self.add_error(None, gap().join(words))

    @property
    def said(self) -> Said:
        said = self.cleaned_data
        return Said(
            name=" ".join(said["name"].split()),
            size=said.get("size", 1),
            children=said.get("children", 0),
            meet=said.get("meet", is_met(self.gathering)),
            remind=said.get("remind", ""),
            language=get_language() or "",
            private=self.private(said["token"]),
        )


def channel_of(contact: str) -> str:
    """By which channel somebody is reached. Raises ValidationError where by none that we have."""
    if can_mail() and "@" in contact:
        try:
            validate_email(contact)
        except ValidationError:
            raise ValidationError(_reached_by()) from None
        return Message.Channel.MAIL
    if can_text() and NUMBER.fullmatch(contact):
        return Message.Channel.TEXT
    raise ValidationError(_reached_by())


def _reached_by() -> str:
    if can_mail() and can_text():
        what = _("An e-mail address or a mobile number.")
    elif can_mail():
        what = _("An e-mail address.")
    else:
        what = _("A mobile number.")
    why = _(
        "Only if you want to be told when something changes or a place comes free. Nobody reads "
        "it: it is locked away, and gone 90 days later."
    )
    return f"{what}{gap()}{why}"
