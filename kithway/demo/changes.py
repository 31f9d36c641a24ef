"""What is otherwise than usual in the demo: a date moved, one elsewhere, a series that goes on as
another."""

from datetime import datetime, time, timedelta

from django.db.models import QuerySet

from kithway.community.models import Community
from kithway.demo.words.region import ELSEWHERE, ENDED, MOVED
from kithway.gatherings.actions import change_date, fade_anew
from kithway.gatherings.models import Gathering, Occurrence

IN_WEEKS = 4


def change_some(community: Community, now: datetime) -> None:
    """One date moved and one elsewhere, at the first gatherings by name that allow it."""
    moved, elsewhere = _open_weekly(community).filter(last_day=None)[:2]
    _move(moved, now)
    _hold_elsewhere(elsewhere, now)
    # The actions write the hour that it is; the demo has one of its own.
    Occurrence.objects.exclude(changed_at=None).update(changed_at=now)
    changed = [moved.pk, elsewhere.pk]
    Gathering.objects.filter(pk__in=changed).update(seen_at=now)
    fade_anew(Gathering.objects.filter(pk__in=changed).select_related("community"))


def let_one_go_on_as_another(community: Community, now: datetime) -> None:
    """Of two alike, one begins where the other ends. To be told before their dates are made."""
    rows = list(_open_weekly(community))
    old, new = next(
        (one, other) for one in rows for other in rows if one != other and one.kinds == other.kinds
    )
    since = now + timedelta(weeks=IN_WEEKS)
    (first, *_later) = [
        date.recurrence_id
        for series in (new.series(),)
        if series
        for date in series.dates(since=since, until=since + timedelta(weeks=2))
    ]
    new.first_day = datetime.fromisoformat(first).date()
    old.last_day = new.first_day - timedelta(days=1)
    old.ended_because, old.continued_by = ENDED, new
    Gathering.objects.bulk_update(
        [old, new], ["first_day", "last_day", "ended_because", "continued_by"]
    )


def _open_weekly(community: Community) -> QuerySet[Gathering]:
    """In a place, weekly, of an evening, of which nothing unusual is known."""
    rows = community.gatherings.filter(
        mode="in-person", rule__startswith="FREQ=WEEKLY;BYDAY", address_shown_to="public",
        start_time__gte=time(17), start_time__lte=time(19), shut_since=None, missing_since=None,
        place__address_shown_to="public",
    ).exclude(rule__contains="COUNT").exclude(rule__contains=",")  # fmt: skip
    return rows.select_related("place", "community").order_by("name", "pk")


def _second_date(gathering: Gathering, now: datetime) -> Occurrence:
    """Past the coming week, of which facilitators have spoken."""
    rows = gathering.occurrences.filter(starts_at__gte=now + timedelta(days=8), closure=None)
    return rows.order_by("starts_at")[:1].get()


def _move(gathering: Gathering, now: datetime) -> None:
    date = _second_date(gathering, now)
    usual = datetime.fromisoformat(date.recurrence_id)
    change_date(
        gathering=gathering, recurrence_id=date.recurrence_id, because=MOVED, by=None,
        moved_to=usual - timedelta(hours=1),
    )  # fmt: skip


def _hold_elsewhere(gathering: Gathering, now: datetime) -> None:
    date = _second_date(gathering, now)
    places = gathering.community.places.filter(address_shown_to="public")
    place = places.exclude(gatherings=gathering).order_by("name")[:1].get()
    change_date(
        gathering=gathering, recurrence_id=date.recurrence_id, because=ELSEWHERE, by=None,
        place=place,
    )  # fmt: skip
