"""The hour at which held clocks stand: noon in New York on Thursday 26 November 2026."""

from datetime import UTC, datetime

NOON = datetime(2026, 11, 26, 17, 0, tzinfo=UTC)
