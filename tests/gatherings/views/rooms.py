"""What tests of the community room make and look at."""

from datetime import date, time, timedelta

from django.apps import apps

from kithway.community.models import Community
from kithway.gatherings.actions import add_gathering, fade_anew
from kithway.gatherings.models import Gathering, Occurrence
from kithway.gatherings.recurrence import weekly
from tests.clock import NOON

TONIGHT, NEXT = "2026-11-26T18:00", "2026-12-03T18:00"


def row(recurrence_id: str = TONIGHT) -> Occurrence:
    return Occurrence.objects.get(gathering__slug="hearing-voices", recurrence_id=recurrence_id)


def aged(gathering: Gathering, days: int) -> None:
    gathering.seen_at = NOON - timedelta(days=days)
    gathering.save()
    fade_anew([gathering])


def more(community: Community, count: int) -> None:
    for number in range(count):
        gathering = add_gathering(
            community=community,
            by=None,
            slug=f"more-{number}",
            name=f"More {number}",
            mode="online",
            first_day=date(2026, 11, 1),
            start_time=time(10),
            rule=weekly(number % 7),
        )
        aged(gathering, 200 - number)


def everything() -> dict[str, list[dict[str, object]]]:
    """Every row of every table."""
    models = [model for model in apps.get_models() if model.__module__.startswith("kithway.")]
    return {m._meta.label: list(m._default_manager.order_by("pk").values()) for m in models}
