"""Whether the worker is at work, by its sign of life; framework-free."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from kithway.host.looking.finding import Finding, broken, look, ok

FRESH, STALE = timedelta(minutes=3), timedelta(minutes=15)


def worker(sign: Path, now: datetime) -> Finding:
    """`sign`: the file whose time of change is the last minute it worked."""
    key, do = "worker", "sudo systemctl restart kithway-work, and: sudo journalctl -u kithway-work"
    beat = last_beat(sign)
    if beat is None:
        return broken(key, "The worker has never run here.", do)
    minutes = max(0, int((now - beat).total_seconds() // 60))
    said = f"The worker was last at work {minutes} minutes ago."
    if now - beat > STALE:
        return broken(key, said, do)
    return ok(key, said) if now - beat <= FRESH else look(key, said, do)


def last_beat(sign: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(sign.stat().st_mtime, UTC)
    except OSError:
        return None
