"""What must hold before anybody is told anything outside the site."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.utils.module_loading import import_string


def gateway_is_there(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    try:
        found = import_string(settings.TEXT_GATEWAY) if settings.TEXT_GATEWAY else len
    except ImportError:
        found = None
    ours_to_nowhere = settings.TEXT_URL and not settings.TEXT_URL.startswith("https://")
    if callable(found) and not ours_to_nowhere:
        return []
    return [
        Error(
            "Text messages cannot be sent.",
            hint="KITHWAY_TEXT_URL begins with https://, or KITHWAY_TEXT_GATEWAY names a function.",
            id="kithway.E020",
        )
    ]
