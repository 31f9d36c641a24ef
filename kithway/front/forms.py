from django import forms
from django.utils.translation import gettext_lazy as _

from kithway.gatherings.vocabulary import KINDS

WHEN = {
    "now": _("Now"),
    "today": _("Today"),
    "tonight": _("Tonight"),
    "tomorrow": _("Tomorrow"),
    "this-week": _("This week"),
}


class FindForm(forms.Form):
    """The question on the first page; the finder answers it, and asks the rest."""

    use_required_attribute = False
    near = forms.CharField(
        label=_("Where are you?"),
        help_text=_("A town or postcode (ZIP). We don’t keep it."),
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("What?"), choices=[("", _("Anything")), *KINDS.items()], required=False
    )


# “from” is a word of Python's, so this field cannot stand in the class.
FindForm.base_fields["from"] = forms.ChoiceField(
    label=_("When?"), choices=list(WHEN.items()), initial="today", required=False
)
