"""Real feeds, each brought in twice: every row accounted for, the second time all unchanged."""

import re
from pathlib import Path

import pytest

from kithway.community.models import Community, Place
from kithway.gatherings.importing.fetching import list_name
from kithway.gatherings.importing.problems import ListRefused
from kithway.gatherings.importing.report import Report
from kithway.gatherings.models import FinderKey, Gathering, Occurrence, SourceRow, Term
from tests.gatherings.importing.bringing import bring, everything_stored

pytestmark = pytest.mark.django_db
LEAKS = re.compile(
    r"\w@[\w-]+\.\w|(?<!\w)@[a-z]|(?:pwd|passcode|password)\s*[=:]\s*\S|venmo:|contact_1",
    re.IGNORECASE,
)


@pytest.fixture
def feeds(shared_data: Path) -> Path:
    return shared_data / "meetings"


def twice(path: Path, **options: str) -> Report:
    """The first report, after the second said that nothing is new."""
    first = bring(path.read_bytes(), name=list_name(str(path)), timezone="", **options)
    before = (Place.objects.count(), Gathering.objects.count(), Occurrence.objects.count())
    second = bring(path.read_bytes(), name=list_name(str(path)), timezone="", **options)
    assert (second.added, second.changed, second.disappeared) == (0, 0, 0)
    assert (second.unchanged, second.local_edits) == (first.read - len(first.refused), [])
    assert (second.held_back, second.unplaced) == (first.held_back, first.unplaced)
    after = (Place.objects.count(), Gathering.objects.count(), Occurrence.objects.count())
    assert after == before
    assert LEAKS.findall(everything_stored()) == []
    return first


def modes() -> dict[str, int]:
    counted: dict[str, int] = {}
    for mode in Gathering.objects.values_list("mode", flat=True):
        counted[mode] = counted.get(mode, 0) + 1
    return counted


def test_san_jose_has_one_slug_twice(feeds: Path) -> None:
    report = twice(feeds / "aasanjose_2021-10-02.json")
    assert (report.read, report.added, report.held_back) == (693, 693, 510)
    assert report.timezone == "America/Los_Angeles"
    shared = SourceRow.objects.filter(key__startswith="pass-it-on-group#")
    assert len({row.gathering_id for row in shared}) == 2
    # Of 320 whose place is closed, those without a way in online are shown closed.
    assert Gathering.objects.exclude(shut_since=None).count() == 121
    assert modes() == {"online": 293, "in-person": 278, "hybrid": 122}
    # 09:30 to 22:30 is most likely a slip, and is what the list says.
    assert Gathering.objects.filter(minutes=780).count() == 2


def test_san_francisco_and_marin(feeds: Path) -> None:
    report = twice(feeds / "aasfmarin_2021-05-25.json")
    assert (report.read, report.added, report.unplaced) == (658, 658, 0)
    assert modes() == {"online": 514, "hybrid": 89, "in-person": 55}
    community = Community.objects.get()
    assert (community.timezone, community.country) == ("America/Los_Angeles", "US")


def test_airtable_has_no_coordinates(feeds: Path) -> None:
    report = twice(feeds / "airtable_2020-07-18.json")
    assert (report.read, report.added, report.unplaced) == (545, 545, 0)
    assert modes() == {"online": 535, "hybrid": 6, "in-person": 4}
    assert Place.objects.filter(latitude=None).count() == 0


def test_edmonton_has_arrays_of_days_and_times_with_halves(feeds: Path) -> None:
    report = twice(feeds / "edmonton_2024-11-14.json")
    assert (report.read, report.added) == (315, 315)
    assert report.timezone == "America/Edmonton"
    shifters = SourceRow.objects.get(key="6").gathering
    assert (shifters.start_time.isoformat(), shifters.rule) == (
        "11:00:00",
        "FREQ=WEEKLY;BYDAY=SA",
    )
    assert shifters.place.postal_code == "T6E 4E8"
    assert shifters.place.city == "Edmonton"
    # Its own postcodes are not known here, so places stand in the middle of their town.
    assert report.unplaced == 9


def test_kansas_city_has_small_letters_and_bare_numbers(feeds: Path) -> None:
    report = twice(feeds / "kc_2021-05-31.json")
    assert (report.read, report.added, report.unknown_types) == (206, 206, [])
    assert SourceRow.objects.filter(key="254").count() == 1
    assert Place.objects.filter(postal_code="64113").exists()
    assert Community.objects.get().town == "Kansas City"


def test_odd_times(feeds: Path) -> None:
    report = twice(feeds / "times_2024.json")
    assert (report.read, report.added) == (9, 9)
    assert report.unknown_types == ["NA"]
    own = Term.objects.get(code="na")
    assert own.review_since is not None
    appointment = SourceRow.objects.get(key="appointment").gathering
    assert (appointment.mode, appointment.first_day, appointment.rule) == ("appointment", None, "")
    assert Occurrence.objects.filter(gathering=appointment).count() == 0
    ends = SourceRow.objects.get(key="monday-7am").gathering
    assert ends.minutes == 60


def test_three_years_of_one_list(feeds: Path) -> None:
    """Figures looked at by hand: in 2021 each venue's name lost its office number, so every row
    that stayed had changed; a year later most were the same."""
    reports = []
    for year in ("2020-07-19", "2021-10-10", "2022-10-17"):
        path = feeds / f"aasepia_{year}.json"
        reports.append(bring(path.read_bytes(), name=list_name(str(path)), timezone=""))
    counts = [(r.read, r.added, r.changed, r.unchanged, r.disappeared) for r in reports]
    assert counts == [
        (1928, 1928, 0, 0, 0),
        (2098, 341, 1757, 0, 171),
        (2038, 103, 519, 1416, 172),
    ]
    assert [len(report.local_edits) for report in reports] == [0, 0, 0]
    assert Gathering.objects.count() == 2372
    assert Gathering.objects.exclude(missing_since=None).count() == 2372 - 2038
    assert LEAKS.findall(everything_stored()) == []
    # ABSI and its slip of the pen ASBI are one kind.
    assert FinderKey.objects.filter(key="kind:asbi").count() == 0
    known = set(Term.objects.filter(review_since=None).values_list("code", flat=True))
    assert {"discussion", "step-study", "big-book"} <= known


def test_a_broken_file_is_refused_with_its_line(feeds: Path) -> None:
    with pytest.raises(ListRefused, match="Line 80 of the list is not right"):
        bring((feeds / "invalid.json").read_bytes())
    assert Community.objects.count() == 0
