"""Clock, disk and memory of this machine; framework-free, and no other machine is asked."""

import ctypes
import os
import shutil
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kithway.host.looking.finding import Finding, broken, look, ok

MB = 1_000_000
CODE = Path(__file__)
CLOCK_MAY_DIFFER = timedelta(minutes=2)
SET_IT = "sudo timedatectl set-ntp true"
# What adjtimex(2) answers while nothing keeps the clock right.
NOT_KEPT = 5


def clock(data: Path, now: datetime, moments: Iterable[datetime]) -> Finding:
    """`moments`: aware; what was written before now, by the same clock: none lies ahead."""
    key, latest = "clock", now + CLOCK_MAY_DIFFER
    written = datetime.fromtimestamp(CODE.stat().st_mtime, UTC)
    if any(moment > latest for moment in [*moments, written]):
        said = "The clock is behind: something here was written later than now."
        return broken(key, said, SET_IT)
    with tempfile.TemporaryFile(dir=data) as file:
        apart = abs(datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, UTC) - now)
    if apart > CLOCK_MAY_DIFFER:
        said = "The clock and the disk's times differ by more than two minutes."
        return broken(key, said, SET_IT)
    if not kept_right():
        said = "Nothing keeps the clock right, as far as this machine knows. Codes need it."
        return look(key, said, SET_IT)
    return ok(key, "The clock runs with the files, and something keeps it right.")


def kept_right() -> bool:
    """Whether the kernel has its time from a time service."""
    answer: int = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(512))
    return answer != NOT_KEPT


def disk(data: Path) -> Finding:
    key, found = "disk", shutil.disk_usage(data)
    said = f"{found.free // MB:,} MB are free on the disk of {data}."
    do = "Delete what is not needed (old logs: sudo journalctl --vacuum-time=7d), or get more."
    if found.free < 200 * MB:
        return broken(key, said, do)
    return ok(key, said) if found.free > 2000 * MB else look(key, said, do)


def memory(meminfo: Path = Path("/proc/meminfo")) -> Finding:
    """One password being checked takes 64 MB."""
    key = "memory"
    try:
        lines = dict(line.split(":", 1) for line in meminfo.read_text().splitlines())
        free = int(lines["MemAvailable"].split()[0]) * 1024
    except (OSError, KeyError, ValueError):
        return look(key, "How much memory is free is not known.", "free -m")
    said = f"{free // MB:,} MB of memory are free."
    do = "Stop what is not needed, or get a machine with 1 GB or more."
    if free < 80 * MB:
        return broken(key, said, do)
    return ok(key, said) if free > 250 * MB else look(key, said, do)
