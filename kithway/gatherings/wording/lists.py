"""Several things named after each other."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from kithway.ui.words import comma


def listed(words: Iterable[str]) -> str:
    """'step-free entrance, lift, quiet room'."""
    return comma().join(words)


def listed_with_and(words: list[str]) -> str:
    """'first, second and fourth'; one word stays as it is."""
    if len(words) == 1:
        return words[0]
    return _("%(some)s and %(last)s") % {"some": listed(words[:-1]), "last": words[-1]}
