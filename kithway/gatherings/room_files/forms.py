from datetime import timedelta
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kithway.gatherings.models import RoomFile
from kithway.ui.forms import CHOOSE, SHORTER, in_place_of_all

MOST_BYTES = 5 * 2**20
MOST_PASTED = 500_000
LONGEST_SPAN = timedelta(days=366)


class ListForm(forms.Form):
    """A file, or the words of one pasted."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("A file"),
        help_text=_("CSV, Excel (XLSX), JSON or a calendar (.ics), of up to 5 MB."),
        required=False,
        error_messages={"empty": _("This file is empty. Choose another.")},
    )
    pasted = forms.CharField(
        label=_("Or paste it"),
        help_text=_("With its headings in the first line: name, day, time, place."),
        max_length=MOST_PASTED,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        error_messages=SHORTER,
    )

    def clean_file(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["file"]
        if file and (file.size or 0) > MOST_BYTES:
            raise ValidationError(_now("This file is larger than 5 MB. Send a part of it."))
        return file

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and bool(data.get("file")) == bool(data.get("pasted")):
            raise ValidationError(_now("Choose a file, or paste a list: one of the two."))
        return data

    def sent(self) -> tuple[bytes, str]:
        """What was sent, and what to call it."""
        file = self.cleaned_data["file"]
        if file:
            return file.read(), PurePath(file.name or "").name[:100] or _now("A list")
        return self.cleaned_data["pasted"].encode(), _now("A pasted list")


class TableForm(forms.Form):
    use_required_attribute = False
    kind = forms.ChoiceField(
        label=_("What?"),
        choices=[choice for choice in RoomFile.Kind.choices if choice[0] != RoomFile.Kind.LIST],
        error_messages=CHOOSE,
    )
    format = forms.ChoiceField(
        label=_("As"), choices=RoomFile.Format.choices, error_messages=CHOOSE
    )
    first_day = forms.DateField(
        label=_("Dates from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=in_place_of_all(_("Give a day like 2026-11-26.")),
    )
    last_day = forms.DateField(
        label=_("Dates up to"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=in_place_of_all(_("Give a day like 2026-11-26.")),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.errors or data["kind"] != RoomFile.Kind.DATES:
            return data
        first, last = data["first_day"], data["last_day"]
        if not (first and last and timedelta() <= last - first <= LONGEST_SPAN):
            self.add_error("first_day", _now("Give a first and a last day, at most a year apart."))
        return data
