from datetime import UTC, datetime

import pytest
from django.db.models import Exists, OuterRef, QuerySet

from kithway.community.kept_query import KeptQuery
from kithway.community.models import Place
from kithway.gatherings.models import Gathering, Occurrence

pytestmark = pytest.mark.django_db
SINCE = datetime(2026, 11, 30, tzinfo=UTC)


def dates(slug: str, since: datetime, pk: int) -> QuerySet[Occurrence]:
    """With rows that are joined, one of them nullable, a column of its own, and a limit."""
    rows = Occurrence.objects.filter(gathering__slug=slug, starts_at__gte=since)
    same = Place.objects.filter(pk=OuterRef("place"), slug="central-library")
    return (
        rows.exclude(pk=pk)
        .select_related("gathering__community", "closure")
        .annotate(at_the_library=Exists(same))
        .order_by("starts_at")[:3]
    )


def told(row: Occurrence) -> tuple[object, ...]:
    gathering = row.gathering
    return (
        row.__dict__ | {"_state": None},
        gathering.__dict__ | {"_state": None},
        gathering.community.__dict__ | {"_state": None},
        row.closure,
    )


def test_gives_what_the_query_set_gives(
    thursday: datetime, hearing_voices: Gathering, drumming: Gathering, django_assert_num_queries
) -> None:
    kept = KeptQuery(dates, "", SINCE, 1)
    for slug, skipped in (("hearing-voices", 0), ("drumming-circle", 0), ("none", 0)):
        with django_assert_num_queries(1):
            found = [told(row) for row in kept(slug, SINCE, skipped)]
        assert found == [told(row) for row in dates(slug, SINCE, skipped)]
    first = kept("hearing-voices", SINCE, 0)[0]
    assert [row.pk for row in kept("hearing-voices", SINCE, first.pk)] == [
        row.pk for row in dates("hearing-voices", SINCE, first.pk)
    ]
    assert [first.at_the_library, first.closure] == [True, None]


def test_refuses_a_value_that_is_no_parameter() -> None:
    kept = KeptQuery(lambda most: Place.objects.all()[: abs(most)], 5)
    with pytest.raises(TypeError):
        kept(3)
