"""Several things named after each other."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def listed(words: Iterable[str]) -> str:
    """'step-free entrance, lift, quiet room'."""
    # Translators: Chinese writes 、 without a space.
    return pgettext("between the parts of a list", ", ").join(words)


def listed_with_and(words: list[str]) -> str:
    """'first, second and fourth'; one word stays as it is."""
    if len(words) == 1:
        return words[0]
    return _("%(some)s and %(last)s") % {"some": listed(words[:-1]), "last": words[-1]}
