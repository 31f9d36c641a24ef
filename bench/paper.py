"""Sheets to print: how long the worker takes over 500 gatherings, and its memory."""

import os
import resource
import shutil
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import django

from bench.figure import show

SIZE = 500
TOWNS = ("Ashby", "Beacon Hill", "Cedar Mills", "Devon", "Eastham", "Fallow Green", "Grafton")
WORDS = ("Morning", "Quiet", "Lantern", "River", "Second", "Open", "Garden", "Hearing", "North")


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="kithway-bench-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kithway.config.settings")
    os.environ.update(KITHWAY_DATA=str(folder), DATABASE_URL="")
    django.setup()
    try:
        measure()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measure() -> None:
    community = make_region()
    for kind in ("week", "month", "post"):
        for large in (False, True):
            if kind == "post" and large:
                continue
            name = f"paper.{kind}{'_large' if large else ''}_{SIZE}"
            processor, seconds, size = make(community, kind, large)
            show(name, processor, "s", limit=5)
            show(f"{name}.elapsed", seconds, "s")
            show(f"{name}.bytes", size / 1024, "KB")
    show("paper.worker_memory", _memory(resource.RUSAGE_SELF), "MB", limit=150)
    # Sheets are set in processes that end with them: the largest of these.
    show("paper.typesetting_memory", _memory(resource.RUSAGE_CHILDREN), "MB", limit=300)


def make_region() -> object:
    """One community of SIZE weekly gatherings at 50 places of 7 towns, with their dates."""
    from django.core.management import call_command

    from kithway.community.models import Community, Place
    from kithway.gatherings.actions import extend_horizon
    from kithway.gatherings.models import Gathering

    call_command("migrate", verbosity=0)
    community = Community.objects.create(
        slug="bench", name="Bench", timezone="America/New_York", country="US"
    )
    places = Place.objects.bulk_create(
        Place(
            slug=f"place-{n}",
            name=f"House of the {WORDS[n % 9]} Street {n}",
            address_1=f"{n} Weir Street",
            city=TOWNS[n % 7],
            region="MA",
            postal_code=f"0160{n % 10}",
            access=["step-free", "lift", "parking"],
        )
        for n in range(50)
    )
    Gathering.objects.bulk_create(
        Gathering(
            community=community,
            place=places[n % 50],
            slug=f"gathering-{n}",
            name=f"{WORDS[n % 9]} {WORDS[n // 9 % 9].lower()} group {n}",
            mode="in-person",
            languages=["en", "es"],
            first_day=date(2026, 1, 5) + timedelta(days=n % 7),
            start_time=f"{7 + n % 14:02}:{15 * (n % 4):02}",
            minutes=60 + 30 * (n % 3),
            rule="FREQ=WEEKLY",
        )
        for n in range(SIZE)
    )
    extend_horizon(Gathering.objects.all())
    return community


def make(community: object, kind: str, large: bool) -> tuple[float, float, int]:
    """Processor seconds, and seconds, from the claim to the file on the disk; its size in bytes.

    What is elapsed says as much of the machine: the process that sets a sheet lets others go first.
    """
    from django.utils import timezone

    from kithway.gatherings.paper.asking import ask_for_sheet, first_days
    from kithway.gatherings.paper.making import make_due_sheets

    # The week or month after: it is whole, whatever today is.
    first_day = first_days(kind, community, timezone.now())[1]  # type: ignore[arg-type]
    sheet = ask_for_sheet(
        community=community,  # type: ignore[arg-type]
        kind=kind,
        language="en",
        large=large,
        first_day=first_day,
        by=None,
    )
    began, before = time.monotonic(), os.times()
    make_due_sheets()
    elapsed, after = time.monotonic() - began, os.times()
    # Its own, and what its children took.
    spent = sum(after[:4]) - sum(before[:4])
    sheet.refresh_from_db()
    if not sheet.file:
        raise SystemExit(f"{kind}: {sheet.problem or 'not made'}")
    return spent, elapsed, sheet.file.size


def _memory(who: int) -> float:
    """The most it has had at once, in megabytes."""
    return resource.getrusage(who).ru_maxrss / 1024


if __name__ == "__main__":
    main()
