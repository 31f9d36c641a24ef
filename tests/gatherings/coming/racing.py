"""Two real processes at one database, which do the same things at the same moment.

`python -m tests.gatherings.coming.racing ROUNDS` on KITHWAY_DATA and DATABASE_URL, which are empty:
prints what was found wrong, as a JSON list of sentences.
"""

import json
import multiprocessing
import os
import random
import sys
import time
from datetime import timedelta
from multiprocessing.synchronize import Barrier
from typing import Any

SETTINGS = "kithway.config.settings"
LONGEST = 60
Race = Any


def main(rounds: int) -> None:
    ready()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("migrate", database="keys", verbosity=0)
    made = {name: _gathering(name) for name in RACES}
    _together(made, rounds)
    wrong = []
    for name, gathering in made.items():
        found = [*_looked_at(gathering), *CHECKS[name](gathering, rounds)]
        wrong += [f"{name}: {each}" for each in found]
    sys.stdout.write(json.dumps(wrong))


def ready() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    django.setup()


def _together(made: dict[str, int], rounds: int) -> None:
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(2)
    both = [context.Process(target=_run, args=(made, rounds, which, barrier)) for which in (0, 1)]
    for process in both:
        process.start()
    for process in both:
        process.join()
        if process.exitcode:
            raise SystemExit("a process broke")


def _run(made: dict[str, int], rounds: int, which: int, barrier: Barrier) -> None:
    ready()
    from kithway.gatherings.models import Gathering

    for name, gathering in made.items():
        row = Gathering.objects.select_related("community", "place").get(pk=gathering)
        dates = list(row.occurrences.order_by("starts_at")[3 : rounds + 3])
        prepare, act = RACES[name]
        for number, date in enumerate(dates):
            if which == 0:
                prepare(row, date)
            barrier.wait(LONGEST)
            act(row, date, which, random.Random(number * 2 + which))
            barrier.wait(LONGEST)


def _gathering(slug: str) -> int:
    from datetime import time as clock

    from django.utils import timezone

    from kithway.community.models import Community, Network
    from kithway.gatherings.actions import add_gathering

    network, _made = Network.objects.get_or_create(slug="net", name="Net")
    community, _made = Community.objects.get_or_create(
        slug="here", defaults={"network": network, "name": "Here", "timezone": "UTC"}
    )
    made = add_gathering(
        community=community,
        by=None,
        slug=slug,
        name=slug,
        mode="online",
        first_day=timezone.now().date(),
        start_time=clock(18),
        rule="FREQ=DAILY",
        capacity=3,
        may_bring=2,
        whole_series=True,
    )
    return made.pk


def _keep(row: Any, date: Any, size: int = 1, token: str = "") -> Any:
    from kithway.gatherings.coming.keeping import Said, keep_place
    from kithway.vault.tokens import new_token

    return keep_place(
        gathering=row, date=date, said=Said("Robin", size), token=token or new_token(), by=None
    )


def _of(date: Any, state: str) -> list[Any]:
    """The bookings of a date in this state, the longest first."""
    from kithway.gatherings.models import Seat

    rows = Seat.objects.filter(
        gathering=date.gathering_id, recurrence_id=date.recurrence_id, state=state
    )
    return [
        seat.booking for seat in rows.select_related("booking__gathering").order_by("queued_at")
    ]


def nothing(row: Any, date: Any) -> None:
    """The date as it is."""


def two_kept(row: Any, date: Any) -> None:
    _keep(row, date, 2)


def last_seat(row: Any, date: Any, which: int, dice: random.Random) -> None:
    _keep(row, date)


def double_tap(row: Any, date: Any, which: int, dice: random.Random) -> None:
    _keep(row, date, token=f"{row.slug}{date.recurrence_id}".ljust(43, "x"))


def one_offered(row: Any, date: Any) -> None:
    """The last place is offered, for a moment still, and two wait."""
    from django.utils import timezone

    from kithway.gatherings.coming.keeping import cancel
    from kithway.gatherings.models import Seat

    first = _keep(row, date)
    for size in (2, 1, 1):
        _keep(row, date, size)
    cancel(booking=first)
    ends = timezone.now() + timedelta(milliseconds=random.Random(date.pk).randrange(2, 12))
    offered = Seat.objects.filter(gathering=row, recurrence_id=date.recurrence_id, state="offered")
    offered.update(offered_until=ends)


def expiry_or_acceptance(row: Any, date: Any, which: int, dice: random.Random) -> None:
    from kithway.gatherings.coming.filling import fill
    from kithway.gatherings.coming.keeping import want
    from kithway.gatherings.models import Seat

    if which == 0:
        for _ in range(4):
            fill(row, [date.recurrence_id])
            time.sleep(0.004)
        return
    time.sleep(dice.random() * 0.014)
    rows = Seat.objects.filter(gathering=row, recurrence_id=date.recurrence_id, booking__size=1)
    first = rows.exclude(state="cancelled").order_by("queued_at").first()
    assert first is not None
    want(booking=first.booking, starts=[date.recurrence_id])


def full_and_two_wait(row: Any, date: Any) -> None:
    for size in (2, 1, 1, 1):
        _keep(row, date, size)


def cancel_or_promotion(row: Any, date: Any, which: int, dice: random.Random) -> None:
    """One who comes gives up, and at once the one gives up who would be offered it."""
    from kithway.gatherings.coming.keeping import cancel
    from kithway.gatherings.models import Booking

    rows = list(Booking.objects.filter(recurrence_id=date.recurrence_id, gathering=row))
    rows.sort(key=lambda each: each.made_at)
    cancel(booking=rows[1 if which == 0 else 2])


def series_or_single(row: Any, date: Any, which: int, dice: random.Random) -> None:
    if which == 1:
        _keep(row, date)
        return
    booking = _keep(row, None)
    from kithway.gatherings.coming.keeping import give_up, starts_to_come

    others = [start for start in starts_to_come(booking) if start != date.recurrence_id]
    give_up(booking=booking, starts=others)


def anything(row: Any, date: Any, which: int, dice: random.Random) -> None:
    """Whatever people do, all at once, at three dates."""
    from django.core.exceptions import ValidationError

    from kithway.gatherings.coming.filling import fill
    from kithway.gatherings.coming.keeping import cancel, give_up, resize, want
    from kithway.gatherings.models import Booking

    dates = list(row.occurrences.order_by("starts_at")[3:6])
    for _ in range(8):
        keys = list(Booking.objects.filter(gathering=row).values_list("pk", flat=True)[:30])
        pick = dice.choice(dates)
        what = dice.randrange(8)
        if what < 3 or not keys:
            _keep(row, None if what == 0 else pick, dice.randint(1, 3))
            continue
        booking = Booking.objects.select_related("gathering").get(pk=dice.choice(keys))
        if what == 3:
            cancel(booking=booking)
        elif what == 4:
            give_up(booking=booking, starts=[pick.recurrence_id])
        elif what == 5:
            want(booking=booking, starts=[pick.recurrence_id])
        elif what == 6:
            fill(row, [each.recurrence_id for each in dates])
        else:
            try:
                resize(booking=booking, size=dice.randint(1, 3), children=0)
            except ValidationError:
                continue


RACES: dict[str, tuple[Race, Race]] = {
    "last-seat": (two_kept, last_seat),
    "double-tap": (nothing, double_tap),
    "expiry-or-acceptance": (one_offered, expiry_or_acceptance),
    "cancel-or-promotion": (full_and_two_wait, cancel_or_promotion),
    "series-or-single": (two_kept, series_or_single),
    "anything": (nothing, anything),
}


def _looked_at(gathering: int) -> list[str]:
    """What holds however it went: places taken are what the seats come to, never more than there
    are; nobody waits for whom there is room; no booking is without a seat."""
    from django.db.models import Sum

    from kithway.gatherings.models import Booking, DateSeats, Seat

    wrong = []
    seats = Seat.objects.filter(gathering=gathering).order_by()
    for row in DateSeats.objects.filter(gathering=gathering):
        here = seats.filter(recurrence_id=row.recurrence_id)
        held = here.filter(state__in=("kept", "offered")).aggregate(sum=Sum("size"))["sum"] or 0
        if held != row.taken or held > 3:
            wrong.append(f"{row.recurrence_id}: {row.taken} taken, {held} seats")
        if here.filter(state="waiting", size__lte=3 - held).exists():
            wrong.append(f"{row.recurrence_id}: somebody waits beside a free place")
    if Booking.objects.filter(gathering=gathering, seats=None).exists():
        wrong.append("a booking without a seat")
    return wrong


def _states(gathering: int, expected: list[str], rounds: int) -> list[str]:
    from kithway.gatherings.models import Occurrence, Seat

    dates = Occurrence.objects.filter(gathering=gathering).order_by("starts_at")[3 : rounds + 3]
    wrong = []
    for date in dates:
        here = Seat.objects.filter(gathering=gathering, recurrence_id=date.recurrence_id)
        found = sorted(here.exclude(state="cancelled").values_list("state", flat=True))
        if found not in expected:
            wrong.append(f"{date.recurrence_id}: {found}")
    return wrong


CHECKS = {
    "last-seat": lambda key, rounds: _states(key, [["kept", "kept", "waiting"]], rounds),
    "double-tap": lambda key, rounds: _states(key, [["kept"]], rounds),
    "expiry-or-acceptance": lambda key, rounds: _states(
        key, [["kept", "kept", "waiting"], ["kept", "offered", "waiting"]], rounds
    ),
    "cancel-or-promotion": lambda key, rounds: _states(
        key, [["kept", "offered"], ["kept", "offered", "passed"]], rounds
    ),
    "series-or-single": lambda key, rounds: _states(key, [["kept", "kept", "waiting"]], rounds),
    "anything": lambda key, rounds: [],
}


if __name__ == "__main__":
    main(int(sys.argv[1]))
