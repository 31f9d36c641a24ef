"""The neutral words of what is sent: anybody may see it on a screen that lies on a table.

Said in the reader's language: `with said_in(person.language): tell(body=reminder(…), …)`.
No word here, and no name that is put in, may say what the site is for: give `when`, never what.
"""

from contextlib import AbstractContextManager

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _


def said_in(language: str) -> AbstractContextManager[None]:
    """In this language, or the site's own where nobody chose one."""
    return translation.override(language or settings.LANGUAGE_CODE)


def neutral_subject() -> str:
    return _("You have a message")


def reminder(*, when: str, link: str) -> str:
    """`when`: 'Tomorrow, 6:00 pm'."""
    return _("%(when)s. Details: %(link)s") % {"when": when, "link": link}


def cancelled(*, when: str, link: str) -> str:
    return _("Cancelled: %(when)s. Details: %(link)s") % {"when": when, "link": link}


def changed(*, when: str, link: str) -> str:
    return _("Changed: %(when)s. Details: %(link)s") % {"when": when, "link": link}


def offer(*, when: str, until: str, link: str) -> str:
    """A place is held until then. `until`: 'Thursday, 6:00 pm'."""
    return _("A place is held for you until %(until)s: %(when)s. Details: %(link)s") % {
        "when": when,
        "until": until,
        "link": link,
    }
