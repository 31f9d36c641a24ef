"""When a gathering is held, asked without a first day."""

from datetime import date

import pytest
from django.test import Client

from kithway.community.models import Place
from kithway.gatherings.models import Gathering
from tests.gatherings.views.reading import words
from tests.gatherings.views.test_room_gathering_form import MONTHLY

pytestmark = pytest.mark.usefixtures("thursday")


@pytest.fixture
def asked(library: Place) -> dict[str, str]:
    return MONTHLY | {"where": f"place-{library.pk}", "first_day": ""}


@pytest.mark.parametrize(
    ("given", "rule", "first"),
    [
        # Today is Thursday 26 November 2026.
        ({"how": "weekly", "weekdays": ["3"]}, "FREQ=WEEKLY;BYDAY=TH", "2026-11-26"),
        ({"how": "weekly", "weekdays": ["0", "2"]}, "FREQ=WEEKLY;BYDAY=MO,WE", "2026-11-30"),
        ({"how": "fortnight", "weekdays": ["1"]}, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-12-01"),
        ({"weekdays": ["3"], "nth": ["2"]}, "FREQ=MONTHLY;BYDAY=2TH", "2026-12-10"),
    ],
)
def test_no_first_day_means_from_today_on(
    client: Client,
    emis: str,
    asked: dict[str, str],
    given: dict[str, object],
    rule: str,
    first: str,
) -> None:
    new, asked = f"{emis}new-gathering/", asked | given
    assert "Nothing is saved yet." in words(client.post(new, asked | {"say": "look"}))
    client.post(new, asked | {"say": "save"})
    made = Gathering.objects.get()
    assert (made.rule, made.first_day) == (rule, date.fromisoformat(first))


@pytest.mark.parametrize(
    "given",
    [
        {"weekdays": ["3"]},
        {"nth": ["2"]},
        {"how": "weekly"},
        {"how": "once", "weekdays": ["3"]},
        {"how": "weekly", "weekdays": ["3"], "first_day": "x"},
    ],
)
def test_what_does_not_say_all_of_a_rule_wants_a_first_day(
    client: Client, emis: str, asked: dict[str, str], given: dict[str, object]
) -> None:
    sent = asked | given | {"say": "save"}
    assert "Give a day like 2026-11-26." in words(client.post(f"{emis}new-gathering/", sent))
    assert Gathering.objects.count() == 0
