"""The table for spreadsheets: no cell runs, and what is held every week comes back in."""

import csv
import io
from datetime import date, datetime

import pytest
from django.test import Client

from kithway.community.models import Community, Place
from kithway.gatherings.feeds.table import HEADINGS, safe_cell
from kithway.gatherings.importing.reading.columns import matched
from kithway.gatherings.models import Gathering
from tests.gatherings.feeds.region import made
from tests.gatherings.importing.bringing import bring

pytestmark = pytest.mark.django_db


@pytest.fixture
def region(
    thursday: object, community: Community, library: Place, quiet_house: Place
) -> dict[str, Gathering]:
    return made(community, library, quiet_house)


def table(client: Client, query: str = "") -> list[dict[str, str]]:
    response = client.get(f"/gatherings.csv{query}")
    assert (response.status_code, response["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert response.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", " =1", "  \n+1", '"=1', "'=1"),
        *("\u3000=1", "\u2003=1", "\ufeff=1", "\u200b=1", "\n=1", "“ =1"),
        *("“=1", "\u00a0=1", "=HYPERLINK(1)", "|calc", "%0A", "＝1+1"),
    ],
)
def test_no_cell_runs(client: Client, hearing_voices: Gathering, text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    Gathering.objects.update(name=text, about=text, mode="in-person")
    (row,) = table(client)
    assert (row["name"], row["notes"]) == (f"'{text}", f"'{text}")


def test_numbers_stay_numbers(client: Client, hearing_voices: Gathering) -> None:
    (row,) = table(client)
    assert (row["latitude"], row["longitude"]) == ("42.1037", "-72.5858")
    assert (safe_cell("A - B"), safe_cell(None), safe_cell("")) == ("A - B", "", "")


def test_one_line(client: Client, hearing_voices: Gathering, thursday: object) -> None:
    (row,) = table(client)
    assert {name: row[name] for name in ("day", "time", "end time", "how often")} == {
        "day": "Thursday",
        "time": "18:00",
        "end time": "19:30",
        "how often": "Every Thursday",
    }
    assert datetime.fromisoformat(row["next date"]) == datetime(2026, 11, 26, 18, 0)
    assert date.fromisoformat(row["updated"])


def test_what_is_not_weekly_is_never_read_as_weekly(
    client: Client, region: dict[str, Gathering]
) -> None:
    rows = {row["slug"]: row for row in table(client)}
    assert len(rows) == len(region) - 1
    assert (rows["biweekly"]["day"], rows["last-friday"]["day"]) == ("2026-12-03", "2026-11-27")
    assert rows["moved"]["next date"] == "2026-11-26T18:30"
    report = bring(client.get("/gatherings.csv").content, community="elsewhere", name="table.csv")
    brought = Gathering.objects.filter(community__slug="elsewhere")
    assert report.added == brought.count() == 11
    assert {refusal.field for refusal in report.refused} == {"day"}
    assert len(report.refused) == len(rows) - 11


def test_headings_are_the_importers_words() -> None:
    assert matched(HEADINGS)[1] == ["how often", "next date"]


def test_a_cancelled_date_is_not_the_next(client: Client, region: dict[str, Gathering]) -> None:
    from kithway.gatherings.actions import cancel_date

    cancel_date(gathering=region["weekly"], recurrence_id="2026-11-26T18:30", by=None)
    row = next(row for row in table(client) if row["slug"] == "weekly")
    assert row["next date"] == "2026-12-03T18:30"
