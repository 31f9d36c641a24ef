"""Places kept over HTTP, on SQLite, with the server that people run and two workers.

First as many as come, at gatherings with room; then ten thousand tries for far fewer seats, after
which not one is lost or doubled.
"""

import json
import os
import re
import subprocess
import tempfile
import time
from datetime import timedelta

from bench.figure import show
from bench.site import demo_region

GATHERINGS = 20
TRIES, SEATS = 10_000, 300
SECONDS = 10

# Each request a new name and a new token, as each new form has.
SCRIPT = """
math.randomseed(tonumber(os.getenv("SEED")))
local letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
local paths = {%s}
local most = %d
local made = 0
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
function request()
  made = made + 1
  local token = {}
  for at = 1, 43 do
    local pick = math.random(#letters)
    token[at] = letters:sub(pick, pick)
  end
  if most > 0 and made > most then return wrk.format("GET", "/healthz") end
  local body = "name=Robin&size=1&children=0&needs=&token=" .. table.concat(token)
  return wrk.format("POST", paths[math.random(#paths)], nil, body)
end
function done(summary, latency)
  io.write(string.format('{"p99": %%.3f, "p50": %%.3f}\\n',
    latency:percentile(99) / 1000, latency:percentile(50) / 1000))
end
"""


def main() -> None:
    with demo_region() as folder:
        from tests.serving import serving

        paths = _gatherings(capacity=60_000)
        with serving(folder, workers=2) as site:
            _load(site.address, paths, "2s")
            before = _booked()
            began = time.monotonic()
            said = _load(site.address, paths, f"{SECONDS}s")
            took = time.monotonic() - began
            # What was under way when the clock stopped is seen to its end before it is counted.
            _settled()
            show("bookings.a_second", (_booked() - before) / took, "/s", limit=300, at_least=True)
            show("bookings.p50", said["p50"], "ms")
            show("bookings.p99", said["p99"], "ms", limit=100)
            _exact("bookings.seats_lost_or_doubled", _wrong())
        # Guests may ask for half of a date's places in an hour; here they ask for each many times.
        with serving(folder, workers=2, KITHWAY_GUESTS_UNLIMITED="1") as site:
            _tries(site.address)


def _tries(address: str) -> None:
    """Ten thousand at once for a few seats at one date."""
    path = _gatherings(capacity=SEATS)[0]
    before = _booked()
    while _booked() - before < TRIES:
        _load(address, [path], "5s", connections=64)
    _settled()
    from kithway.gatherings.models import DateSeats, Seat

    slug = path.split("/")[2]
    seats = Seat.objects.filter(gathering__slug=slug)
    kept = seats.filter(state="kept").count()
    show("bookings.tries", seats.count(), "", limit=TRIES, at_least=True)
    show("bookings.kept_of_few", kept, "", limit=SEATS)
    taken = DateSeats.objects.get(gathering__slug=slug).taken
    _exact("bookings.few_lost_or_doubled", abs(kept - SEATS) + abs(taken - SEATS) + _wrong())


def _exact(name: str, wrong: int) -> None:
    show(name, wrong, "", limit=0)


def _gatherings(capacity: int) -> list[str]:
    """Addresses of forms of new gatherings that keep places, a date of each."""
    from datetime import time as clock

    from django.utils import timezone

    from kithway.community.models import Community
    from kithway.gatherings.actions import add_gathering

    day = timezone.now().date() + timedelta(days=3)
    made = []
    for number in range(GATHERINGS):
        slug = f"places-{capacity}-{number}"
        add_gathering(
            community=Community.objects.first(),
            by=None,
            slug=slug,
            name="Places",
            mode="online",
            online_url="https://meet.example/places",
            first_day=day,
            start_time=clock(18),
            rule="FREQ=WEEKLY",
            capacity=capacity,
            may_bring=1,
        )
        made.append(f"/gatherings/{slug}/{day.isoformat()}/coming/")
    return made


def _load(address: str, paths: list[str], long: str, connections: int = 16) -> dict[str, float]:
    quoted = ", ".join(f'"{path}"' for path in paths)
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT % (quoted, 0))
        script.flush()
        words = ["-t", "1", "-c", str(connections), "-d", long, "--latency", "-s", script.name]
        environment = {**os.environ, "SEED": str(time.time_ns() % 1_000_000)}
        done = subprocess.run(
            ["wrk", *words, address], capture_output=True, check=True, text=True, env=environment
        )
    if "Non-2xx" in done.stdout:
        raise SystemExit(f"{address} answered with errors: {done.stdout}")
    found = re.search(r"^\{.*\}$", done.stdout, re.MULTILINE)
    assert found is not None
    said: dict[str, float] = json.loads(found[0])
    return said


def _settled() -> None:
    """Wait until no request that was sent is still at work."""
    before = -1
    while before != (now := _booked()):
        before = now
        time.sleep(0.5)


def _booked() -> int:
    from kithway.gatherings.models import Booking

    return Booking.objects.count()


def _wrong() -> int:
    """Dates whose count of places is not what their seats come to, and bookings without a seat."""
    from django.db.models import Sum

    from kithway.gatherings.models import Booking, DateSeats, Seat

    seats = Seat.objects.filter(state__in=("kept", "offered")).order_by()
    sums = {
        (row["gathering"], row["recurrence_id"]): row["sum"]
        for row in seats.values("gathering", "recurrence_id").annotate(sum=Sum("size"))
    }
    held = {(row.gathering_id, row.recurrence_id): row.taken for row in DateSeats.objects.all()}
    wrong = sum(held.get(key, 0) != sums.get(key, 0) for key in held.keys() | sums.keys())
    return wrong + Booking.objects.filter(seats=None).count()


if __name__ == "__main__":
    main()
