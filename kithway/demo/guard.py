"""Refuses to start in debug on data that is not the demo's: an error page would show a life."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.db import Error as DatabaseError
from django.utils.translation import gettext as _

from kithway.demo.presence import holds_real_data


def debug_only_on_demo_data(
    app_configs: Sequence[Any] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """A system check, so that every command but `migrate` (which names databases) obeys it."""
    if not settings.DEBUG or databases or not _real_data():
        return []
    return [
        Error(
            _(
                "This database holds a community or a person that is not the demo's, so debug is "
                "refused."
            ),
            hint=_("Unset KITHWAY_DEBUG, or point KITHWAY_DATA at an empty folder."),
            id="kithway.E001",
        )
    ]


def _real_data() -> bool:
    try:
        return holds_real_data()
    except DatabaseError:
        # No tables yet: an empty database is fine.
        return False
