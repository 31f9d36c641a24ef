from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kithway.gatherings.finding import choices


def kinds() -> list[tuple[str, str | Promise]]:
    return [
        ("", pgettext_lazy("any kind of gathering", "Anything")),
        *choices.facet_choices("kind"),
    ]


class FindForm(forms.Form):
    """The question on the first page; the finder answers it, and asks the rest."""

    use_required_attribute = False
    near = forms.CharField(
        label=_("Where are you?"),
        help_text=_("A town or postcode (ZIP). We don’t keep it."),
        required=False,
        max_length=80,
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("what kind of gathering", "What?"), choices=kinds, required=False
    )


# “from” is a word of Python's, so this field cannot stand in the class.
FindForm.base_fields["from"] = forms.ChoiceField(
    label=_("When?"), choices=choices.span_choices, initial="today", required=False
)
