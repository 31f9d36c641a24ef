"""Bringing lists in: how long, and how much memory, at 2,000 and 20,000 rows.

Each list is made here and brought in by the command, in a process of its own: first into an empty
installation with its dates 13 weeks ahead, then once more with nothing changed. The real yearly
feed, where it is beside the repository, is measured as well.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.figure import show

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared" / "data" / "meetings" / "aasepia_2021-10-10.json"
LIMITS = {2_000: 5.0, 20_000: 40.0}
# Ten times the rows may take this much more memory: the list itself is held, nothing else grows.
FLAT_MB = 250.0
TOWNS = (
    ("Worcester", "MA", "01608", 42.2626, -71.8023), ("Auburn", "MA", "01501", 42.1945, -71.8356),
    ("Philadelphia", "PA", "19128", 40.0402, -75.2231), ("Devon", "PA", "19333", 40.0487, -75.4293),
    ("Kansas City", "MO", "64113", 39.0123, -94.5938), ("Tulsa", "OK", "74103", 36.1540, -95.9928),
)  # fmt: skip
WORDS = (
    *("river", "morning", "weir", "lantern", "open", "door", "harbour", "second", "quiet"),
    *("gate", "garden", "north", "hill", "hope"),
)
TYPES = ("O", "C", "D", "ST", "SP", "W", "M", "X", "LIT", "BE", "ONL", "TC", "S", "Drumming")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="kithway-bench-") as name:
        folder = Path(name)
        peaks = {size: _measure(folder, f"{size}_rows", _list(folder, size), LIMITS[size])
                 for size in LIMITS}  # fmt: skip
        small, large = peaks.values()
        show("import_memory_growth", large - small, "MB", limit=FLAT_MB)
        if REAL.exists():
            _measure(folder, "real_2098_rows", REAL, LIMITS[2_000])


def _measure(folder: Path, name: str, source: Path, limit: float) -> float:
    """Time both runs; the peak of the first in megabytes."""
    data = folder / name
    data.mkdir()
    environment = {**os.environ, "KITHWAY_DATA": str(data), "DATABASE_URL": ""}
    for command in ("migrate", "build_gazetteer"):
        _kithway(environment, command, "--verbosity", "0")
    seconds, cpu, peak = _kithway(
        environment, "import_gatherings", str(source), "--community", "bench"
    )
    show(f"import_{name}", seconds, "s", limit=limit)
    show(f"import_{name}_cpu", cpu, "s")
    show(f"import_{name}_memory", peak, "MB")
    again, _, _ = _kithway(environment, "import_gatherings", str(source), "--community", "bench")
    show(f"import_{name}_unchanged", again, "s", limit=limit)
    return peak


def _kithway(environment: dict[str, str], *words: str) -> tuple[float, float, float]:
    """Seconds, seconds of processor and peak megabytes of one command."""
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(words)} failed")
    taken = time.monotonic() - began
    return taken, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def _list(folder: Path, size: int) -> Path:
    chance = random.Random(size)
    path = folder / f"made-{size}.json"
    path.write_text(json.dumps([_row(number, chance) for number in range(size)]))
    return path


def _row(number: int, chance: random.Random) -> dict[str, Any]:
    town, state, code, latitude, longitude = chance.choice(TOWNS)
    house = chance.randrange(600)
    hour, minute = chance.randrange(6, 22), chance.choice((0, 15, 30))
    return {
        "slug": f"row-{number}",
        "name": " ".join(chance.sample(WORDS, 3)).title(),
        "day": chance.randrange(7),
        "time": f"{hour:02}:{minute:02}",
        "end_time": f"{hour + 1:02}:{minute:02}",
        "location": f"House {house}",
        "formatted_address": f"{house} Weir St, {town}, {state} {code}, USA",
        "latitude": latitude + house / 10_000,
        "longitude": longitude + house / 10_000,
        "types": chance.sample(TYPES, 4),
        "notes": " ".join(chance.choices(WORDS, k=20)) + " Password: weir1234 call 415-555-0100",
        "conference_url": chance.choice(("", f"https://zoom.us/j/{number}123456?pwd=abc{number}")),
    }


if __name__ == "__main__":
    main()
