from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from kithway.community.models import Community
from kithway.gatherings.models import PrintSheet

Kind = PrintSheet.Kind
KINDS = [(kind.value, kind.label) for kind in (Kind.WEEK, Kind.MONTH, Kind.POST)]
SIZES = [("usual", _("Usual print")), ("large", _("Large print: easier to read, more pages"))]
WHEN = [("now", _("The next 7 days, or this month")), ("next", _("Next week, or next month"))]


def languages() -> list[tuple[str, str]]:
    return [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]


def communities() -> list[tuple[str, str | Promise]]:
    return list(Community.objects.order_by("name").values_list("slug", "name"))


class FlyerForm(forms.Form):
    """How the sheet of one gathering is to be printed."""

    use_required_attribute = False
    size = forms.ChoiceField(
        label=_("Size"), choices=SIZES, initial="usual", widget=forms.RadioSelect
    )
    language = forms.ChoiceField(
        label=_("Language of the sheet"),
        help_text=_("Names and descriptions stay as they were written."),
        choices=languages,
    )


class SheetForm(FlyerForm):
    """Which sheet of a community, and how."""

    community = forms.ChoiceField(label=_("Community"), choices=communities)
    kind = forms.ChoiceField(
        label=_("What?"), choices=KINDS, initial=Kind.WEEK, widget=forms.RadioSelect
    )
    when = forms.ChoiceField(
        label=_("When?"), choices=WHEN, initial="now", widget=forms.RadioSelect
    )
    field_order = ("community", "kind", "when", "size", "language")
