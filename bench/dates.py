"""Dates of 20,000 gatherings of mixed rules: the horizon built, and one changed rule rebuilt.

On SQLite and on PostgreSQL: `python -m bench.dates [COUNT]`.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from datetime import time as clock
from pathlib import Path
from statistics import median

from bench.figure import show
from bench.search import served, sqlite

ROOT = Path(__file__).parents[1]
COUNT = 20_000
HORIZON_SECONDS, REBUILT_MS = 40.0, 50.0
# Two in five weekly, as in a real list; the rest of every kind that a person may choose.
RULES = (
    *(["FREQ=WEEKLY;BYDAY={day}"] * 8),
    "FREQ=WEEKLY;INTERVAL=2;BYDAY={day}",
    "FREQ=WEEKLY;BYDAY=MO,WE,{day}",
    "FREQ=DAILY",
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    *(["FREQ=MONTHLY;BYDAY=2{day},4{day}"] * 2),
    "FREQ=MONTHLY;BYDAY=-1{day}",
    "FREQ=MONTHLY;BYMONTHDAY=15",
    "FREQ=MONTHLY;INTERVAL=3;BYDAY=1{day}",
    "FREQ=WEEKLY;BYDAY={day};COUNT=200",
    "FREQ=WEEKLY;BYDAY={day};UNTIL=20991231T230000Z",
    "",
)
ZONES = ("America/New_York", "America/Los_Angeles", "Europe/Dublin", "Australia/Lord_Howe", "")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    for name, place in {"sqlite": sqlite, "postgresql": served}.items():
        with tempfile.TemporaryDirectory(prefix="kithway-bench-") as folder, place() as url:
            here = {**os.environ, "KITHWAY_DATA": folder, "DATABASE_URL": url}
            command = [sys.executable, "-m", "bench.dates", "measure", str(count), name]
            subprocess.run(command, cwd=ROOT, env=here, check=True)


def measure(count: int, name: str) -> None:
    """In a process of its own, whose settings name the database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kithway.config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from kithway.gatherings.actions import change_gathering, extend_horizon
    from kithway.gatherings.models import Gathering

    call_command("migrate", verbosity=0)
    keys = _fill(count)
    began, cpu = time.monotonic(), time.process_time()
    made = extend_horizon(Gathering.objects.all())
    show(
        f"dates_{name}_horizon_{count}", time.monotonic() - began, "s",
        limit=HORIZON_SECONDS if count <= COUNT else None,
    )  # fmt: skip
    show(f"dates_{name}_horizon_{count}_cpu", time.process_time() - cpu, "s")
    show(f"dates_{name}_made", made, "dates")
    with connection.cursor() as cursor:
        # What a server does by itself within a minute of so many rows.
        cursor.execute("ANALYZE")
    taken, cpu = [], 0.0
    for key in keys:
        _say_of_some(key)
        gathering = Gathering.objects.select_related("place", "community").get(pk=key)
        began, cpu = time.monotonic(), cpu - time.process_time()
        change_gathering(gathering=gathering, by=None, rule="FREQ=DAILY;INTERVAL=2")
        taken.append(1000 * (time.monotonic() - began))
        cpu += time.process_time()
    show(f"dates_{name}_rebuilt_median", median(taken), "ms", limit=REBUILT_MS)
    show(f"dates_{name}_rebuilt_slowest", max(taken), "ms")
    show(f"dates_{name}_rebuilt_cpu", 1000 * cpu / len(taken), "ms")


def _say_of_some(key: int) -> None:
    """Three dates are cancelled: a rebuild looks after each."""
    from kithway.gatherings.models import Occurrence

    rows = list(Occurrence.objects.filter(gathering=key).order_by("starts_at")[2:5])
    for row in rows:
        row.cancelled_at = row.starts_at
        row.save()


def _fill(count: int) -> list[int]:
    """Gatherings without dates; gives the keys of fifty of them."""
    from kithway.community.models import Community, Place
    from kithway.gatherings.models import Gathering

    chance = random.Random(1)
    community = Community.objects.create(slug="bench", name="Bench", timezone="America/New_York")
    places = [
        Place.objects.create(slug=f"place-{n}", name=f"Place {n}", latitude=42, longitude=-72)
        for n in range(50)
    ]
    today = date.today()  # noqa: DTZ011
    Gathering.objects.bulk_create(
        (
            Gathering(
                community=community,
                place=chance.choice(places),
                slug=f"row-{number}",
                name=f"Row {number}",
                mode="in-person",
                first_day=today - timedelta(days=chance.randrange(1, 1500)),
                start_time=clock(chance.randrange(6, 22), chance.choice((0, 15, 30, 45))),
                minutes=chance.choice((45, 60, 90, 120)),
                rule=chance.choice(RULES).format(day=chance.choice(DAYS)),
                timezone=chance.choice(ZONES),
                **_chosen(chance, today),
            )
            for number in range(count)
        ),
        batch_size=500,
    )
    return list(
        Gathering.objects.order_by("pk").values_list("pk", flat=True)[: count : count // 50]
    )


def _chosen(chance: random.Random, today: date) -> dict[str, list[str]]:
    """One in five has dates added or left out."""
    if chance.random() > 0.2:
        return {}
    days = [today + timedelta(days=chance.randrange(90)) for _ in range(4)]
    starts = [f"{day}T18:00" for day in days]
    return {"extra_dates": starts[:2], "left_out": starts[2:]}


if __name__ == "__main__":
    if "measure" in sys.argv:
        measure(int(sys.argv[2]), sys.argv[3])
    else:
        main()
