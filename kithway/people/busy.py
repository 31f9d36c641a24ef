"""The answer to whoever comes while the machine is busy: quick, since there may be a great many.

The page is drawn once a process for each language, with marks for what was typed; then only the
marks are filled in. A page that knows somebody, or has something in its address, is drawn anew.
"""

import re
from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kithway.people.slot import Busy

# Characters of nobody's alphabet.
MARK, MARKED = "\ue000%s\ue001", re.compile("\ue000([a-z]+)\ue001")
TOKEN = "csrfmiddlewaretoken"  # noqa: S105
ITS_VALUE = re.compile(rf'(name="{TOKEN}" value=")[^"]*')
TYPED = (forms.TextInput, forms.EmailInput)

_drawn: dict[tuple[object, ...], str] = {}


def busy_page(
    request: HttpRequest, template: str, context: dict[str, Any], busy: Busy
) -> HttpResponse:
    """The same form, with what was typed but no password, and when to come again."""
    context["form"].add_error(
        None, _("Many people are signing in at this moment. Wait a little, then send this again.")
    )
    anyones = not hasattr(request, "signed_in") and "?" not in request.get_full_path()
    if anyones and request.resolver_match and not request.resolver_match.kwargs:
        page = _quickly(request, template, context)
    else:
        page = render_to_string(template, context, request)
    response = HttpResponse(page, status=HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["Retry-After"] = str(busy.seconds)
    # Django writes a line for each 503: a flood would fill the disk.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _quickly(request: HttpRequest, template: str, context: dict[str, Any]) -> str:
    form = context["form"]
    typed = {name: form.data.get(name, "") for name in _typed_fields(form)}
    typed["next"], typed["token"] = context.get("next", ""), request.POST.get(TOKEN, "")
    ticked = tuple(name for name in form.fields if _is_tick(form, name) and form.data.get(name))
    # The host stands in the page's own canonical address.
    key = (template, request.path, request.get_host(), get_language(), ticked)
    if key not in _drawn:
        _drawn[key] = _draw(request, template, context, ticked)
    return MARKED.sub(lambda found: escape(typed.get(found[1], "")), _drawn[key])


def _draw(
    request: HttpRequest, template: str, context: dict[str, Any], ticked: tuple[str, ...]
) -> str:
    old = context["form"]
    marks = {name: MARK % name for name in _typed_fields(old)}
    form = type(old)({**marks, **dict.fromkeys(ticked, "on")})
    # It was valid but for this; the marks are no name.
    form._errors, form.cleaned_data = old.errors, {}
    page = render_to_string(template, {**context, "form": form, "next": MARK % "next"}, request)
    return ITS_VALUE.sub(rf"\g<1>{MARK % 'token'}", page)


def _typed_fields(form: forms.Form) -> list[str]:
    return [name for name, field in form.fields.items() if type(field.widget) in TYPED]


def _is_tick(form: forms.Form, name: str) -> bool:
    return isinstance(form.fields[name].widget, forms.CheckboxInput)
