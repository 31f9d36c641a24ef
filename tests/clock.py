"""The hour at which held clocks stand: noon in New York on Thursday 26 November 2026; and later."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

NOON = datetime(2026, 11, 26, 17, 0, tzinfo=UTC)


def days_on(monkeypatch: pytest.MonkeyPatch, days: float) -> None:
    """So many days have gone by, and the clock stands again."""
    later = timezone.now() + timedelta(days=days)
    monkeypatch.setattr(timezone, "now", lambda: later)
