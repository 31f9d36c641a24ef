"""Why a date is called off. What was chosen from the list is kept in English, so that everyone
reads it in their own language; what somebody wrote stays as it was written."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

REASONS: dict[str, str] = {
    "unwell": gettext_noop("somebody is unwell"),
    "hands": gettext_noop("nobody is free to hold it"),
    "place": gettext_noop("the place cannot be used"),
    "weather": gettext_noop("the weather"),
    "holiday": gettext_noop("a holiday"),
}
NOT_HELD = gettext_noop("it did not take place")
KNOWN = frozenset({*REASONS.values(), NOT_HELD})


def reason_words(kept: str) -> str:
    """A reason as it is kept, in the reader's language where it is one of ours."""
    return _(kept) if kept in KNOWN else kept
