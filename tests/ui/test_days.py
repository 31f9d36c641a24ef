from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import translation

from kithway.ui.days import day_in

LATE = datetime(2026, 11, 27, 3, 30, tzinfo=UTC)


@pytest.mark.usefixtures("thursday")
@pytest.mark.parametrize(
    ("when", "zone", "words"),
    [
        (LATE, "America/New_York", "Thursday 26 November"),
        (LATE, ZoneInfo("America/New_York"), "Thursday 26 November"),
        (LATE, "Europe/Paris", "Friday 27 November"),
        (date(2026, 12, 15), "America/New_York", "Tuesday 15 December"),
        (date(2026, 1, 1), "America/New_York", "Thursday 1 January 2026"),
        (None, "America/New_York", ""),
    ],
)
def test_the_day_that_it_is_there(when: date | None, zone: ZoneInfo | str, words: str) -> None:
    assert day_in(when, zone) == words


@pytest.mark.usefixtures("thursday")
def test_in_a_template_and_in_the_language_of_its_reader() -> None:
    page = Template("{{ at|day_in:zone }}")
    with translation.override("es"):
        said = page.render(Context({"at": LATE, "zone": "America/New_York"}))
    assert said == "jueves 26 de noviembre"
