"""The installation's own settings, with the clock held and a neutral page of our own to leave to.

Its day begins at noon in New York on Thursday 26 November 2026, so that 'tonight' is the same
whenever the journeys run.
"""

import os
import time
from datetime import datetime, timedelta

from django.utils import timezone

from kithway.config.settings import *  # noqa: F403
from tests.clock import NOON

# The other host of these journeys is this machine as well.
LISTS_FROM_HERE = True
# A community that somebody starts stands at once.
COMMUNITIES_OPEN = True
LEAVE_TO = os.environ["NEUTRAL_PAGE"]
# The worker looks at the same clock as the server, though it starts later.
_began = float(os.environ.get("BEGAN", time.monotonic()))


def _now() -> datetime:
    return NOON + timedelta(seconds=time.monotonic() - _began)


timezone.now = _now
# Two journeys that sign in at the same time must not keep each other waiting.
PASSWORD_HASHERS = ["tests.hashing.Quick"]
