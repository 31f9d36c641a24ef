"""What is on today and tomorrow, on the first page."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kithway.front.soon import LINES, soon
from kithway.gatherings.models import Gathering

pytestmark = pytest.mark.usefixtures("thursday")


def names(html: str) -> list[str]:
    return re.findall(r'<h3><a href="([^"]*)">(.*?)</a></h3>', html)


def test_today_and_tomorrow_stand_on_the_first_page(
    thursday: datetime,
    hearing_voices: Gathering,
    drumming: Gathering,
    online_talk: Gathering,
    client: Client,
) -> None:
    html = client.get("/").content.decode()
    assert names(html) == [
        ("/gatherings/hearing-voices/2026-11-26T1800/", "Hearing Voices group"),
        ("/gatherings/online-talk/2026-11-26T1700/", "Talk it over"),
        ("/gatherings/drumming-circle/2026-11-27T1900/", "Drumming circle"),
    ]
    assert re.findall(r'\?(from=today[^"]*)">(.*?)</a>', html) == [
        ("from=today&amp;days=2", "All 3 for today and tomorrow")
    ]


def test_what_is_kept_back_is_kept_back_here(
    thursday: datetime, drumming: Gathering, online_talk: Gathering, client: Client
) -> None:
    html = client.get("/").content.decode()
    assert len(names(html)) == 2
    assert re.findall("17 Hidden Lane|brass fox|secret-room|4471", html) == []


def test_only_the_first_few_are_listed(thursday: datetime, hearing_voices: Gathering) -> None:
    first = hearing_voices.occurrences.get(recurrence_id="2026-11-26T18:00")
    starts = first.starts_at
    for number in range(LINES):
        first.pk = None
        first.recurrence_id = f"2026-11-27T{10 + number}:00"
        first.starts_at = starts + timedelta(hours=16 + number)
        first.ends_at = first.starts_at + timedelta(hours=1)
        first.save(force_insert=True)
    found = soon(thursday)
    assert sum(day.count for day in found.days) == LINES
    assert (found.count, found.more) == (LINES + 1, False)


def test_an_empty_house_says_what_to_do_first(db: None, client: Client) -> None:
    html = client.get("/").content.decode()
    assert names(html) == []
    assert html.count("<h3>Nothing is listed for today and tomorrow</h3>") == 1


def test_three_rows_cost_no_more_queries_than_one(
    thursday: datetime,
    hearing_voices: Gathering,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    request: pytest.FixtureRequest,
) -> None:
    client.get("/")  # what is kept a minute is asked for once
    with django_assert_max_num_queries(12) as one:
        client.get("/")
    request.getfixturevalue("drumming")
    request.getfixturevalue("online_talk")
    with django_assert_max_num_queries(12) as three:
        client.get("/")
    assert len(three) == len(one)
