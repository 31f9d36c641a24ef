"""Forms of signing up and signing in. A password is never shown again, whatever was wrong."""

import unicodedata
from typing import Any

from django import forms
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kithway.people.models.person import name_key
from kithway.ui.forms import SHORTER, in_place_of_all

NAME, KEY, PASSWORD = 60, 180, 10
FILL = {"required": _("Please fill this in.")}


class NameField(forms.CharField):
    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput({"autocomplete": "username", "autocapitalize": "off"})
        super().__init__(
            label=_("Name"),
            max_length=NAME,
            widget=widget,
            error_messages={**FILL, **SHORTER},
            **options,
        )

    def clean(self, value: Any) -> str:
        name = " ".join(super().clean(value).split())
        seen = [c for c in name if unicodedata.category(c)[0] in "LN"]
        if not seen or any(unicodedata.category(c)[0] == "C" for c in name):
            raise ValidationError(_("Use letters, numbers and spaces."))
        if len(name_key(name)) > KEY:
            raise ValidationError(SHORTER["max_length"], params={"limit_value": NAME})
        return name


class PasswordField(forms.CharField):
    """`new`: to be chosen now. No rule but its length, and that it is not one of the usual ones."""

    def __init__(self, *, new: bool, **options: Any) -> None:
        self.new = new
        kind = "new-password" if new else "current-password"
        super().__init__(
            strip=False,
            max_length=200,
            widget=forms.PasswordInput({"autocomplete": kind}),
            error_messages={**FILL, **SHORTER},
            **{"label": _("Password"), **options},
        )

    def clean(self, value: Any) -> str:
        password: str = super().clean(value)
        if self.new and len(password) < PASSWORD:
            raise ValidationError(_("Use at least 10 characters. Several words are good."))
        if self.new and password.lower() in CommonPasswordValidator().passwords:
            raise ValidationError(_("Many people use this one, so it is tried first. Use another."))
        return password


def shared_field() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("Others use this device too"),
        help_text=_("Then closing the browser or “Leave this page” signs you out."),
        required=False,
    )


class Plain(forms.Form):
    use_required_attribute = False


class SharedForm(Plain):
    shared = shared_field()


class SignUpForm(Plain):
    name = NameField(
        help_text=_(
            "Any name you like; it need not be your own. You sign in with it, and people "
            "of a community you join may see it."
        ),
    )
    password = PasswordField(
        new=True, help_text=_("At least 10 characters. Nobody here can read it.")
    )
    shared = shared_field()


class SignInForm(Plain):
    name = NameField()
    password = PasswordField(new=False)
    shared = shared_field()


class PasswordForm(Plain):
    """Who one is, once more."""

    password = PasswordField(new=False)


class NewPasswordForm(Plain):
    password = PasswordField(new=True, label=_("New password"))


class CodeForm(Plain):
    code = forms.CharField(
        label=_("Code"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "one-time-code", "autocapitalize": "off"}),
        error_messages={**FILL, **SHORTER},
    )


class PasskeyForm(Plain):
    name = forms.CharField(
        label=_("What you call it"),
        help_text=_("Such as: my phone. Only you see it."),
        max_length=60,
        error_messages={**FILL, **SHORTER},
    )


class RecoverForm(Plain):
    name = NameField()
    code = forms.CharField(
        label=_("Recovery code"),
        help_text=_("The one you kept when you made the account. Gaps and small letters are fine."),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={**FILL, **SHORTER},
    )
    password = PasswordField(new=True, label=_("New password"))
    lost = forms.BooleanField(
        label=_("My code app or passkey is lost too"),
        help_text=_("Then they are taken off, and you can set up others."),
        required=False,
    )
    shared = shared_field()


class MailForm(Plain):
    mail = forms.EmailField(
        label=_("E-mail"),
        max_length=200,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages=in_place_of_all(_("Write it like name@example.org.")),
    )


class MailRecoveryForm(MailForm):
    name = NameField()
    field_order = ("name", "mail")
