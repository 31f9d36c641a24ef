import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kithway.community.models import Community
from kithway.gatherings.models import Gathering
from tests.gatherings.importing.bringing import meeting

pytestmark = pytest.mark.django_db
KEYS = {
    "read", "added", "changed", "unchanged", "disappeared", "held_back", "unplaced", "refused",
    "local_edits", "unknown_types", "unmatched_columns", "source", "community", "dry_run",
    "format", "timezone", "unmapped", "news",
}  # fmt: skip


def said(path: Path, *words: str, **options: object) -> str:
    out = io.StringIO()
    call_command("import_gatherings", str(path), *words, community="river", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "meetings.json"
    rows = [
        meeting(types=["O", "Drumming"], contact_1_name="Bob"),
        meeting(slug="b", name="Broken", day="Funday"),
    ]
    file.write_text(json.dumps(rows))
    return file


def test_the_report_for_programs(path: Path) -> None:
    report = json.loads(said(path, json=True))
    assert set(report) == KEYS
    assert report["refused"] == [
        {"row": 2, "field": "day", "reason": "“Funday” is not a day of the week."}
    ]
    counts = {name: report[name] for name in ("read", "added", "held_back", "unplaced")}
    assert counts == {"read": 2, "added": 1, "held_back": 1, "unplaced": 0}
    assert report["unknown_types"] == ["Drumming"]


def test_the_report_for_people(path: Path) -> None:
    text = said(path)
    assert "1 added, 0 changed, 0 as they were." in text
    assert "row 2, day: “Funday” is not a day of the week." in text


def test_a_new_community_is_made_from_its_rows(path: Path) -> None:
    said(path, name="River RLC")
    community = Community.objects.get()
    assert (community.name, community.timezone, community.country) == (
        "River RLC", "America/New_York", "US",
    )  # fmt: skip
    assert (community.town, community.region) == ("Worcester", "MA")
    assert (community.latitude, community.longitude) == (42.2626, -71.8023)


def test_kind_and_pathway_can_be_said(path: Path) -> None:
    said(path, kind=["peer-group"], pathway=["secular"])
    gathering = Gathering.objects.get()
    assert gathering.kinds == ["peer-group", "drumming"]
    assert gathering.pathways == ["secular"]


def test_no_time_zone_is_guessed(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("name,day,time\nCircle,Mon,19:00\n")
    with pytest.raises(CommandError, match="Add --timezone"):
        said(file)
    assert Community.objects.count() == 0
    said(file, timezone="Europe/Dublin")
    assert Community.objects.get().timezone == "Europe/Dublin"


@pytest.mark.parametrize(
    ("options", "why"),
    [({"timezone": "Mars/Base"}, "time zone"), ({"community": "Not a slug"}, "valid")],
)
def test_bad_words_are_refused(path: Path, options: dict[str, str], why: str) -> None:
    with pytest.raises(CommandError, match=why):
        call_command("import_gatherings", str(path), **{"community": "river", **options})
    assert Community.objects.count() == 0


def test_a_trial_makes_no_community(path: Path) -> None:
    assert "nothing was written" in said(path, dry_run=True)
    assert Community.objects.count() == 0
