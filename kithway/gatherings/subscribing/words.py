"""What is said of a list that is read again and again, for whoever looks after it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kithway.gatherings.importing.fetching import host_shown
from kithway.gatherings.models import Refresh, Source, Subscription
from kithway.gatherings.wording import when_words

SHOWN = 20
FIELDS = {
    "name": _("name"),
}


def list_title(source: Source) -> str:
    """What a list is called on a page: never its whole address, which may hold a secret."""
    return host_shown(source.name)
