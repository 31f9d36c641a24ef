"""How form fields show themselves: every plain `forms.Form` uses these, by settings.FORM_RENDERER.

`{{ form }}` gives all fields, `{{ form.near.as_field_group }}` one: label, hint, error and box,
tied together for a screen reader. The summary on top of a refused form is
`components/error_summary.html`.
"""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Messages = dict[str, Any]
# What a field says in place of Django's own words, which name what is wrong and not what to do.
CHOOSE: Messages = dict.fromkeys(("required", "invalid_choice"), _("Choose one of these."))
SHORTER: Messages = {
    "max_length": _("Make this shorter: at most %(limit_value)s characters."),
}


def in_place_of_all(words: str | Promise) -> Messages:
    """One message that says how it would be right, for a day, a time or a number."""
    return dict.fromkeys(("required", "invalid", "min_value", "max_value"), words)


class Field(BoundField):
    def build_widget_attrs(self, attrs: Any, widget: forms.Widget | None = None) -> dict[str, Any]:
        given: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        # On a shared computer the browser must not offer what the last person typed; a field
        # that asks for a person's own name or mail says so by its own `autocomplete`.
        widget = widget or self.field.widget
        if "autocomplete" not in widget.attrs and isinstance(widget, TYPED):
            given.setdefault("autocomplete", "off")
        if widget.is_hidden:
            # Nothing is read aloud of what is carried along unseen.
            given = {name: v for name, v in given.items() if not name.startswith("aria-")}
        return given


TYPED = (forms.TextInput, forms.Textarea)


class Renderer(TemplatesSetting):
    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
    bound_field_class = Field
