"""What the finder can be narrowed by, as choices for a page. Kept a minute: pages ask often."""

import time
from functools import lru_cache

from django.utils.dates import WEEKDAYS
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kithway.community.access import ACCESS
from kithway.community.models import Community
from kithway.gatherings import vocabulary
from kithway.gatherings.finding.asked import DAYS
from kithway.gatherings.models import Term

Choices = tuple[tuple[str, str], ...]
NAMES: dict[str, vocabulary.Names] = {
    "kind": vocabulary.KINDS,
    "pathway": vocabulary.PATHWAYS,
    # What is held by appointment has no date to find: it has a page of its own.
    "mode": {code: name for code, name in vocabulary.MODES.items() if code != "appointment"},
    "language": vocabulary.LANGUAGES,
    "audience": vocabulary.AUDIENCES,
    "access": ACCESS,
    "welcome": vocabulary.WELCOMES,
}


def facet_names(facet: str) -> dict[str, str]:
    """The name of each code of a facet in the reader's language, communities' own terms too."""
    return _facet_names(facet, get_language() or "en", int(time.monotonic() / 60))


def facet_choices(facet: str) -> Choices:
    return tuple(facet_names(facet).items())


@lru_cache(maxsize=64)
def _facet_names(facet: str, language: str, minute: int) -> dict[str, str]:
    if facet == "community":
        return dict(Community.objects.order_by("name").values_list("slug", "name"))
    names = {code: str(name) for code, name in NAMES[facet].items()}
    if facet not in Term.Vocabulary:
        return names
    own = Term.objects.filter(vocabulary=facet).order_by("name").values_list("code", "name")
    return names | {code: name for code, name in own if code not in names}


@lru_cache(maxsize=512)
def _options(choices: Choices, chosen: str, language: str) -> SafeString:
    marked = ((value, " selected" if value == chosen else "", name) for value, name in choices)
    return format_html_join("", '<option value="{}"{}>{}</option>', marked)


def options(choices: Choices, chosen: str) -> SafeString:
    """The options of a select box, kept: they are as long as all the rest of the page."""
    return _options(choices, chosen, get_language() or "en")


def span_choices() -> Choices:
    return (
        ("", _("The next 7 days")),
        ("now", _("On now or very soon")),
        ("today", _("Today")),
        ("tonight", _("Tonight")),
        ("tomorrow", _("Tomorrow")),
        ("four-weeks", _("The next 4 weeks")),
        # Messages of our own would stand over Django's, also where a sentence wants them small.
        *((name, capfirst(str(WEEKDAYS[day]))) for day, name in enumerate(DAYS)),
    )


def within_choices(unit: str, own: str) -> Choices:
    """How far to look; `own` is what a link says, which need not be among the usual ones."""
    usual = "2 5 10 25 50 100" if unit == "mi" else "3 8 15 40 80 160"
    words = _("%(n)s miles") if unit == "mi" else _("%(n)s km")
    return tuple((n, words % {"n": n}) for n in dict.fromkeys([*usual.split(), own]))
