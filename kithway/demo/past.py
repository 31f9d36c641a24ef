"""Half a year of the demo that is over: dates that were held, how many came, how it was."""

import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from kithway.community.models import Community
from kithway.demo.words.people import COMMENTS
from kithway.demo.words.region import CALLED_OFF
from kithway.gatherings.actions.dates import LOOK_BACK
from kithway.gatherings.models import Attendance, Comment, Gathering, HowWasIt, Occurrence
from kithway.vault.kept import seal_kept

HALF_A_YEAR = timedelta(days=183)
BATCH = 500
# Of a hundred dates: so many were cancelled, and of so many nobody said anything.
CANCELLED, UNSAID = 4, 6
# Of a hundred that were held, so many were counted.
COUNTED = 86
# Of three gatherings, one asks how it was.
ASKS = 3


def write_past(communities: list[Community], now: datetime, rng: Random) -> None:
    """Dates, counts, sums and comments of the months that are over."""
    rows = Gathering.objects.filter(community__in=communities, last_held_at__isnull=False)
    gatherings = list(rows.select_related("community", "place").order_by("pk"))
    made = [row for gathering in gatherings for row in _dates(gathering, now, rng)]
    Occurrence.objects.bulk_create(made, batch_size=BATCH)
    held = [row for row in made if row.confirmed_at and rng.randrange(100) < COUNTED]
    counts = [*_counts(held, rng)]
    Attendance.objects.bulk_create(counts, batch_size=BATCH)
    HowWasIt.objects.bulk_create(_how(counts, rng), batch_size=BATCH)
    for at, community in enumerate(communities):
        theirs = [each for each in gatherings if each.community_id == community.pk]
        _comments(community, theirs, COMMENTS[at * 2 :], now.date(), rng)


def _dates(gathering: Gathering, now: datetime, rng: Random) -> Iterator[Occurrence]:
    series = gathering.series()
    if series is None or gathering.last_held_at is None:
        return
    until = min(now - LOOK_BACK, gathering.last_held_at)
    for each in series.dates(since=now - HALF_A_YEAR, until=until):
        row = Occurrence.expected(gathering, each)
        row.fades_at = None
        chance = rng.randrange(100)
        if chance < CANCELLED:
            row.cancelled_at = each.starts_at - timedelta(hours=rng.randint(3, 60))
            row.cancelled_because = rng.choice(CALLED_OFF)
        elif chance >= CANCELLED + UNSAID:
            row.confirmed_at = each.starts_at - timedelta(hours=rng.randint(1, 70))
            row.confirmed_by = gathering.facilitators.split(" and ")[0]
        yield row


def _counts(held: list[Occurrence], rng: Random) -> Iterator[Attendance]:
    usual: dict[int, int] = {}
    for row in held:
        many = usual.setdefault(row.gathering_id, rng.randint(4, 14))
        count = max(1, many + rng.randint(-3, 3))
        yield Attendance(
            id=uuid.UUID(int=rng.getrandbits(128), version=4),
            gathering=row.gathering,
            recurrence_id=row.recurrence_id,
            day=date.fromisoformat(row.recurrence_id[:10]),
            count=count,
            first_time=min(count, rng.choice((0, 0, 0, 1, 1, 2))) if rng.random() < 0.6 else None,
            made_at=row.ends_at,
            made_by=row.confirmed_by,
        )


def _how(counts: list[Attendance], rng: Random) -> Iterator[HowWasIt]:
    """Some of those who came said how it was: kept as sums of a month."""
    Answer = HowWasIt.Answer  # noqa: N806
    sums: Counter[tuple[Gathering, date, str]] = Counter()
    for each in counts:
        if each.gathering.pk % ASKS:
            continue
        for _one in range(rng.randint(0, each.count // 3)):
            said = rng.choices((Answer.GOOD, Answer.SO_SO, Answer.NOT), (14, 4, 1))[0]
            sums[each.gathering, each.day.replace(day=1), said] += 1
    for (gathering, month, answer), count in sums.items():
        yield HowWasIt(gathering=gathering, month=month, answer=answer, count=count)


def _comments(
    community: Community,
    gatherings: list[Gathering],
    texts: tuple[str, ...],
    today: date,
    rng: Random,
) -> None:
    """Every third may not be shown; of the others, some wait to be read."""
    rows = []
    for at, text in enumerate(texts):
        month = (today.replace(day=1) - timedelta(days=31 * (at % 5))).replace(day=1)
        row = Comment(
            community=community, gathering=rng.choice(gatherings), month=month,
            may_show=at % 3 != 2, chosen=True if at % 3 == 0 else None,
        )  # fmt: skip
        row.content = seal_kept(text, at=row.at)
        rows.append(row)
    Comment.objects.bulk_create(rows)
