from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kithway.community.models import Community
from kithway.gatherings.actions import add_gathering
from kithway.gatherings.models import Gathering
from tests.gatherings.views.reading import words


def test_what_has_no_set_time_under_its_community(
    client: Client,
    community: Community,
    other_community: Community,
    hearing_voices: Gathering,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for at, where in enumerate([community, other_community, community]):
        add_gathering(
            community=where,
            by=None,
            slug=f"one-{at}",
            name=f"One to one {at}",
            about="Tea and talk.",
            mode="appointment",
            ended_at=datetime(2026, 1, 1, tzinfo=UTC) if at == 2 else None,
        )
    client.get("/appointments/")
    with django_assert_num_queries(1):
        text = words(client.get("/appointments/"))
    assert (
        "Bay Side, Oakland One to one 1 Tea and talk. "
        "Three Rivers, Springfield One to one 0 Tea and talk. Run by" in text
    )


@pytest.mark.django_db
def test_none(client: Client) -> None:
    assert "Nothing is by appointment just now." in words(client.get("/appointments/"))
