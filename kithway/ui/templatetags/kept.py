"""Parts of the shell that are the same on page after page, rendered once and kept."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def kept(template_name: str, /, **values: object) -> SafeString:
    """`{% kept "ui/bar.html" name=shell.name %}`: the template with these values and no others.

    It is rendered once a process for each language and set of values, so they must be few and
    nobody's own.
    """
    return _kept(template_name, tuple(sorted(values.items())), get_language() or "en")


@lru_cache(maxsize=256)
def _kept(template_name: str, values: tuple[tuple[str, object], ...], language: str) -> SafeString:
    return render_to_string(template_name, dict(values))
