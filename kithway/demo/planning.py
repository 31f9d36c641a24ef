"""When, where and under what name each idea of the demo is held: pure, and the same for a seed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from random import Random
from typing import Any

from kithway.demo.shape import Idea
from kithway.demo.words.region import SPEAKERS
from kithway.gatherings.recurrence import WEEKDAYS, weekly

STARTS = {
    "early": ("06:30", "07:00", "07:30"),
    "morning": ("09:30", "10:00", "10:30", "11:00"),
    "midday": ("12:00", "12:15", "12:30"),
    "afternoon": ("13:30", "14:00", "14:30", "15:00"),
    "late-afternoon": ("15:30", "16:00", "16:30"),
    "evening": ("17:30", "18:00", "18:30", "19:00", "19:30"),
    "late": ("20:00", "20:30", "21:00"),
}
IN_A_PLACE = frozenset({"in-person", "hybrid", "appointment"})
WAY_IN_ONLINE = frozenset({"online", "hybrid"})
ROOM_WORDS = ("heron", "maple", "lamp", "river", "thistle", "kettle", "harbor", "wren", "quilt")


@dataclass
class Spot:
    """A place, or one of its rooms, and what stands in it on each weekday already."""

    place: int
    room: int | None
    suits: frozenset[str]
    taken: list[tuple[int, int, int]] = field(default_factory=list)

    def is_free(self, weekday: int, start: int, end: int) -> bool:
        return all(
            weekday != day or end <= begun or start >= done for day, begun, done in self.taken
        )


@dataclass(frozen=True)
class Held:
    """One gathering to be: where it is held, and its facts by the model's own field names."""

    idea: Idea
    use: int
    community: int
    spot: Spot | None
    weekday: int
    facts: dict[str, Any]


@dataclass
class Host:
    """Who holds gatherings: a community's names, the dialling code of its lines, its spots."""

    slug: str
    town: str
    facilitators: tuple[str, ...]
    dialling: str
    spots: list[Spot]
    load: Counter[tuple[int, str]] = field(default_factory=Counter)
    used: Counter[int] = field(default_factory=Counter)


def plan(
    uses: Iterable[tuple[Idea, int, int]], hosts: list[Host], today: date, rng: Random
) -> Iterator[Held]:
    """Place each (idea, which use of it, which host) in a free room at a balanced time."""
    for idea, use, host_at in uses:
        host = hosts[host_at]
        part = idea.when[use % len(idea.when)]
        every = idea.every[use % len(idea.every)]
        mode = idea.modes[use % len(idea.modes)]
        weekday = _weekday(host, idea.days, part, rng)
        start = time.fromisoformat(rng.choice(STARTS[part]))
        spot = None
        if mode in IN_A_PLACE:
            days = range(5) if every == "weekdays" else (weekday,)
            spot = _spot(host, idea, days, start, rng)
        who = _who(idea, host, rng)
        facts = {
            **_described(idea, use, mode, who),
            **_when(every, weekday, start, idea.minutes, today, rng),
            **_ways_in(host, mode, rng),
        }
        yield Held(idea, use, host_at, spot, weekday, facts)


def _weekday(host: Host, days: str, part: str, rng: Random) -> int:
    """The weekday with the fewest gatherings at that part of the day, so that none is empty."""
    choices = [int(day) for day in days]
    weekday = min(choices, key=lambda day: (host.load[day, part], rng.random()))
    host.load[weekday, part] += 1
    return weekday


def _spot(host: Host, idea: Idea, days: Iterable[int], start: time, rng: Random) -> Spot:
    """A free spot that suits the idea, in the place with the fewest gatherings so far."""
    begins = start.hour * 60 + start.minute
    ends = begins + idea.minutes
    free = [s for s in host.spots if all(s.is_free(day, begins, ends) for day in days)]
    fitting = [s for s in free if idea.needs in s.suits] or free
    spot = min(fitting, key=lambda s: (host.used[s.place], rng.random()))
    spot.taken += [(day, begins, ends) for day in days]
    host.used[spot.place] += 1
    return spot


def _who(idea: Idea, host: Host, rng: Random) -> list[str]:
    for language in idea.languages.split():
        if language in SPEAKERS:
            return [rng.choice(SPEAKERS[language])]
    return rng.sample(host.facilitators, rng.choice((1, 1, 2)))


def _described(idea: Idea, use: int, mode: str, who: list[str]) -> dict[str, Any]:
    welcomes = idea.welcomes.split()
    if mode not in WAY_IN_ONLINE:
        welcomes = [code for code in welcomes if code != "camera-off"]
    if mode not in IN_A_PLACE:
        welcomes = [code for code in welcomes if code not in {"met-at-door", "food", "outdoors"}]
    return {
        "about": f"{idea.about} {idea.also[use % len(idea.also)]}".strip(),
        "first_visit": idea.first.format(who=who[0]),
        "facilitators": " and ".join(who),
        "content_notes": idea.note,
        "mode": mode,
        "kinds": idea.kinds.split(),
        "pathways": idea.pathways.split(),
        "principles": idea.principles.split(),
        "dimensions": idea.dimensions.split(),
        "languages": idea.languages.split(),
        "audiences": idea.audiences.split(),
        "welcomes": welcomes,
        "access": idea.access.split(),
        "minutes": idea.minutes,
        "address_shown_to": idea.address_shown_to if mode in IN_A_PLACE else "public",
    }


def _ways_in(host: Host, mode: str, rng: Random) -> dict[str, str]:
    """An invented online room, or a number from the range that is kept for fiction."""
    ways = {}
    if mode in WAY_IN_ONLINE:
        words = "-".join(rng.sample(ROOM_WORDS, 2))
        ways["online_url"] = f"https://rooms.example.org/{host.slug}/{words}"
        ways["online_notes"] = "Come in with any name. The room opens five minutes before."
    if mode in {"telephone", "online"}:
        ways["dial_in"] = f"({host.dialling}) 555-01{rng.randint(40, 99)}"
    return ways


def _when(
    every: str, weekday: int, start: time, minutes: int, today: date, rng: Random
) -> dict[str, Any]:
    if every == "on-request":
        return {"first_day": None, "start_time": None, "rule": ""}
    name = WEEKDAYS[weekday]
    if every == "once":
        return {"first_day": _ahead(today, weekday, rng.randint(0, 4)), "start_time": start}
    if every == "chosen":
        # No rule: a first date and others, three and seven weeks on.
        first = _ahead(today, weekday, rng.randint(0, 1))
        later = [f"{first + timedelta(weeks=weeks)}T{start:%H:%M}" for weeks in (3, 7)]
        return {"first_day": first, "start_time": start, "extra_dates": later}
    weeks_ago = rng.randint(2, 5) if every == "eight-weeks" else rng.randint(8, 150)
    first = _ahead(today, weekday, -weeks_ago)
    rules = {
        "weekly": weekly(weekday),
        "weekdays": weekly(*range(5)),
        "two-weeks": f"FREQ=WEEKLY;INTERVAL=2;BYDAY={name}",
        "eight-weeks": f"FREQ=WEEKLY;BYDAY={name};COUNT=8",
        "first-of-month": f"FREQ=MONTHLY;BYDAY=1{name}",
        "third-of-month": f"FREQ=MONTHLY;BYDAY=3{name}",
        "last-of-month": f"FREQ=MONTHLY;BYDAY=-1{name}",
        "second-fourth": f"FREQ=MONTHLY;BYDAY=2{name},4{name}",
    }
    if every == "weekdays":
        first -= timedelta(days=first.weekday())
    if "month" in every or every == "second-fourth":
        nth = {"first-of-month": 0, "second-fourth": 1, "third-of-month": 2, "last-of-month": 0}[
            every
        ]
        first = _nth_of_month(first, weekday, nth)
    return {"first_day": first, "start_time": start, "rule": rules[every]}


def _ahead(today: date, weekday: int, weeks: int) -> date:
    """That weekday within the next seven days, so many weeks on (or back)."""
    return today + timedelta(days=(weekday - today.weekday()) % 7 + 7 * weeks)


def _nth_of_month(day: date, weekday: int, nth: int) -> date:
    first = day.replace(day=1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * nth)
