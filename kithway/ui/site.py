"""What the shell says of this installation: its name in the bar, and whether it is a demo.

`ui` knows no app, so settings.SITE names a function that reads these from the database. Each
process asks it once in `FRESH` seconds: an ordinary page costs no query for its shell, and a new
name shows within a minute. Tests call `forget()`.
"""

import time
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

FRESH = 60.0


@dataclass(frozen=True)
class Site:
    name: str = ""
    demo: bool = False


_kept: tuple[float, Site] | None = None


def site() -> Site:
    global _kept
    now = time.monotonic()
    if _kept is None or now - _kept[0] > FRESH:
        # Two threads may both read here; either answer is right.
        _kept = (now, import_string(settings.SITE)())
    return _kept[1]


def forget() -> None:
    global _kept
    _kept = None
