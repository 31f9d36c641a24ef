"""What stands on sheets."""

from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.utils.translation import override

from kithway.community.models import Community, HelpLine, Place, ShownTo
from kithway.gatherings.actions import add_gathering
from kithway.gatherings.actions.one_date import cancel_date, change_date
from kithway.gatherings.models import Gathering, Occurrence, PrintSheet
from kithway.gatherings.paper.asking import FOR_ANYONE, first_days
from kithway.gatherings.paper.flyer import flyer
from kithway.gatherings.paper.making import told_by
from kithway.gatherings.paper.month import month
from kithway.gatherings.paper.post import post
from kithway.gatherings.paper.shapes import Line
from kithway.gatherings.paper.telling import setting_of
from kithway.gatherings.paper.typesetting import typeset
from kithway.gatherings.paper.week import week
from kithway.gatherings.recurrence import weekly
from tests.clock import NOON
from tests.gatherings.paper.making import Kind, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]

LIBRARY = "Central Library: 220 State Street, Springfield, MA 01103"


def sheet(community: Community, kind: str, gathering: Gathering | None = None) -> PrintSheet:
    day = first_days(kind, community, NOON)[0]
    return PrintSheet(
        community=community, kind=kind, first_day=day, gathering=gathering, language="en"
    )


def test_a_week_by_area_and_day(
    community: Community, hearing_voices: Gathering, drumming: Gathering
) -> None:
    told = week(sheet(community, Kind.WEEK))
    assert [(area.name, [day.name for day in area.days]) for area in told.areas] == [
        ("Holyoke, MA", ["Friday 27 November"]),
        ("Springfield, MA", ["Thursday 26 November"]),
    ]
    (line,) = told.areas[1].days[0].lines
    assert line == Line(
        time="6:00–7:30 pm",
        begins="6:00 pm",
        name="Hearing Voices group",
        where="Central Library: 220 State Street",
        notes="Step-free entrance, lift, quiet room",
        status="",
        off=False,
        url="http://127.0.0.1:8000/gatherings/hearing-voices/2026-11-26T1800/",
    )
    (hidden,) = told.areas[0].days[0].lines
    assert (
        hidden.where
        == "The Quiet House. Its page tells you where, or ask us: hello@three-rivers.example"
    )
    assert hidden.notes == "Spanish"


def test_the_head_of_a_sheet(community: Community) -> None:
    HelpLine.objects.create(
        community=community, kind="peer_line", name="Peer line", number="555-0142", hours="4 to 9"
    )
    head = week(sheet(community, Kind.WEEK)).head
    assert (head.title, head.dates) == (
        "Gatherings of Three Rivers",
        "Thursday 26 November – Wednesday 2 December 2026",
    )
    assert head.contact == "hello@three-rivers.example"
    assert head.made_on == "Made on Thursday 26 November"
    assert head.address == "127.0.0.1:8000/communities/three-rivers"
    assert head.help == [
        "Peer line · 555-0142 · 4 to 9",
        "More lines to call or text: 127.0.0.1:8000/help-now",
    ]


def test_what_is_joined_from_anywhere_comes_last(
    other_community: Community, online_talk: Gathering
) -> None:
    add_gathering(
        community=other_community, by=None, slug="one", name="One to one", mode="appointment"
    )
    told = week(sheet(other_community, Kind.WEEK))
    assert [(area.name, area.note) for area in told.areas] == [
        ("From anywhere", "The way in is on the page of each gathering."),
        ("By appointment", "These have no fixed day. Ask us for a time that suits you."),
    ]
    assert told.areas[0].days[0].lines[0].notes == "Online"
    assert told.areas[1].days[0].lines[0].name == "One to one"


def test_a_cancelled_date_is_told_as_such(community: Community, hearing_voices: Gathering) -> None:
    cancel_date(gathering=hearing_voices, recurrence_id="2026-11-26T18:00", because="snow", by=None)
    line = week(sheet(community, Kind.WEEK)).areas[0].days[0].lines[0]
    assert (line.off, line.status) == (True, "cancelled: snow")
    assert post(sheet(community, Kind.POST)).days == []


def test_one_that_nobody_confirmed_says_so(community: Community, hearing_voices: Gathering) -> None:
    Occurrence.objects.update(fades_at=NOON - timedelta(days=1))
    Gathering.objects.update(seen_at=NOON - timedelta(days=100))
    line = week(sheet(community, Kind.WEEK)).areas[0].days[0].lines[0]
    assert (line.off, line.status) == (
        False,
        "nobody has confirmed this for 3 months; call or ask before you go",
    )


def test_a_date_held_elsewhere_is_told_there(
    community: Community, hearing_voices: Gathering, quiet_house: Place
) -> None:
    """And what hides its address there hides it here."""
    change_date(
        gathering=hearing_voices, recurrence_id="2026-11-26T18:00", place=quiet_house, by=None
    )
    (area,) = week(sheet(community, Kind.WEEK)).areas
    assert area.name == "Holyoke, MA"
    where = "The Quiet House. Its page tells you where, or ask us: hello@three-rivers.example"
    assert area.days[0].lines[0].where == where


def test_an_ended_gathering_is_not_on_it(community: Community, hearing_voices: Gathering) -> None:
    Gathering.objects.update(ended_at=NOON)
    told = week(sheet(community, Kind.WEEK))
    assert (told.areas, told.nothing) == ([], "Nothing is planned in these days.")


def test_an_empty_month(community: Community) -> None:
    assert month(sheet(community, Kind.MONTH)).nothing == "Nothing is planned in this month."


def test_a_month_as_a_grid(community: Community, hearing_voices: Gathering) -> None:
    told = month(sheet(community, Kind.MONTH))
    assert told.head.dates == "November 2026"
    assert (told.weekdays[0], len(told.weeks)) == ("Sunday", 2)
    # Weeks that are over need no room.
    assert [cell.number for cell in told.weeks[0]] == ["22", "23", "24", "25", "26", "27", "28"]
    assert [cell.number for cell in told.weeks[1]] == ["29", "30", "", "", "", "", ""]
    on = {cell.number: [line.name for line in cell.lines] for w in told.weeks for cell in w}
    assert {day: names for day, names in on.items() if names} == {"26": ["Hearing Voices group"]}
    assert told.weeks[0][4].more == ["and 1 more"]


def test_the_next_month_is_whole(community: Community) -> None:
    december = sheet(community, Kind.MONTH)
    december.first_day = date(2026, 12, 1)
    weeks = month(december).weeks
    assert [weeks[0][at].number for at in range(7)] == ["", "", "1", "2", "3", "4", "5"]
    assert weeks[-1][4].number == "31"


def test_a_week_begins_as_it_does_there(community: Community) -> None:
    community.country = "FR"
    assert month(sheet(community, Kind.MONTH)).weekdays[0] == "Monday"


@pytest.mark.parametrize(("country", "paper"), [("US", "us-letter"), ("FR", "a4"), ("", "a4")])
def test_paper_is_what_printers_there_hold(community: Community, country: str, paper: str) -> None:
    community.country = country
    assert setting_of(community, "en", large=False).paper == paper


def test_settings_of_languages(community: Community) -> None:
    found = [setting_of(community, code, large=False) for code in ("zh-hans", "ar", "en-gb")]
    assert [(one.language, one.script, one.region, one.rtl) for one in found] == [
        ("zh", "Hans", "", False),
        ("ar", "", "", True),
        ("en", "", "GB", False),
    ]


def test_a_flyer(community: Community, hearing_voices: Gathering) -> None:
    told = flyer(sheet(community, Kind.FLYER, hearing_voices))
    assert told.head.address == "127.0.0.1:8000/gatherings/hearing-voices"
    assert [(fact.label, fact.lines) for fact in told.facts] == [
        ("When", ["Every Thursday, 6:00–7:30 pm"]),
        ("Where", [LIBRARY]),
        ("Getting in", ["Step-free entrance, lift, quiet room"]),
        ("Languages", ["English"]),
    ]
    assert told.welcome == "Just come. No need to book or to sign up."
    assert told.first_visit == "Someone meets you at the door."
    # Who holds it is on its page; on a wall a name may out somebody.
    assert "Dara" not in str(told)


@pytest.mark.parametrize("says", ["DARA waits by the stairs.", "Ask for Sám, he knows."])
def test_a_first_visit_that_names_somebody_stays_off_the_wall(
    community: Community, hearing_voices: Gathering, says: str
) -> None:
    hearing_voices.first_visit = says
    assert flyer(sheet(community, Kind.FLYER, hearing_voices)).first_visit == ""


def test_a_flyer_of_what_is_online(other_community: Community, online_talk: Gathering) -> None:
    told = flyer(sheet(other_community, Kind.FLYER, online_talk))
    facts = {fact.label: fact.lines for fact in told.facts}
    assert facts["When"] == ["Every Thursday, 5:00–6:00 pm", "Los Angeles time"]
    assert facts["Where"] == ["Online", "The way in online is on the gathering’s page."]


def test_a_flyer_of_what_has_no_plain_rule_names_dates(
    community: Community, library: Place
) -> None:
    gathering = add_gathering(
        community=community,
        by=None,
        slug="odd",
        name="Odd",
        place=library,
        mode="in-person",
        first_day=date(2026, 11, 27),
        start_time=time(18, 0),
        minutes=60,
        rule="FREQ=MONTHLY;BYMONTHDAY=27,6,15;BYMONTH=11,12;COUNT=3",
    )
    told = flyer(sheet(community, Kind.FLYER, gathering))
    assert told.facts[0].lines == [
        "Friday 27 November, 6:00–7:00 pm",
        "Sunday 6 December, 6:00–7:00 pm",
        "Tuesday 15 December, 6:00–7:00 pm",
    ]


def test_a_sheet_speaks_its_language(community: Community, hearing_voices: Gathering) -> None:
    with override("es"):
        told = week(sheet(community, Kind.WEEK))
    assert told.areas[0].days[0].name == "Jueves 26 de noviembre"


def test_a_number_runs_as_it_is_dialled(
    community: Community, hearing_voices: Gathering, tmp_path: Path
) -> None:
    """Among letters that run from right to left too."""
    HelpLine.objects.create(community=community, kind="peer_line", name="خط", number="555 0142")
    with override("ar"):
        told = week(sheet(community, Kind.WEEK))
    assert told.head.help[0] == "خط · \u2068555 0142\u2069"
    setting = setting_of(community, "ar", large=False)
    assert "555 0142" in text_of(typeset(asdict(told), "week.typ", setting), tmp_path)


def test_a_clock_elsewhere_is_named(community: Community, hearing_voices: Gathering) -> None:
    Gathering.objects.update(timezone="America/Chicago")
    line = week(sheet(community, Kind.WEEK)).areas[0].days[0].lines[0]
    assert line.notes == "Chicago time · Step-free entrance, lift, quiet room"


@pytest.mark.parametrize("kind", [Kind.WEEK, Kind.MONTH, Kind.POST])
def test_a_constant_number_of_queries(
    community: Community, hearing_voices: Gathering, kind: str, django_assert_num_queries: object
) -> None:
    expected = {Kind.WEEK: 3, Kind.MONTH: 2, Kind.POST: 2}[kind]
    for number in range(3):
        with django_assert_num_queries(expected):  # type: ignore[operator]
            told_by(sheet(community, kind))
        add_gathering(
            community=community,
            by=None,
            slug=f"more-{number}",
            name="More",
            place=hearing_voices.place,
            mode="in-person",
            first_day=date(2026, 11, 27),
            start_time=time(9, 0),
            rule=weekly(4),
        )


WHERE = ("Canary Close", "CAN 4RY", "canary door")
WAY_IN = ("meet.example/canary", "555 2229", "canary passcode")


@pytest.mark.parametrize("level", [ShownTo.COMING, ShownTo.REQUEST, ShownTo.PUBLIC])
@pytest.mark.parametrize("kind", FOR_ANYONE)
def test_what_is_hidden_is_on_no_sheet(
    community: Community, kind: str, level: str, tmp_path: Path
) -> None:
    gathering = canary(community, level)
    row = sheet(community, kind, gathering if kind == Kind.FLYER else None)
    told = told_by(row)
    # All that the typesetter is given, and all that a reader finds in what it made.
    setting = setting_of(community, "en", large=True)
    said = str(told) + text_of(typeset(asdict(told), f"{kind}.typ", setting), tmp_path)
    assert "Sparrows" in said
    assert [secret for secret in WAY_IN if secret in said] == []
    found = [secret for secret in WHERE if secret in said]
    # The control: what is open is there, so that its absence elsewhere says something.
    assert bool(found) == (level == ShownTo.PUBLIC)


def canary(community: Community, level: str) -> Gathering:
    place = Place.objects.create(
        slug="canary-hall",
        name="Canary Hall",
        address_1="9 Canary Close",
        city="Springfield",
        region="MA",
        postal_code="CAN 4RY",
        country="US",
        address_shown_to=level,
        door="The canary door",
    )
    return add_gathering(
        community=community,
        by=None,
        slug="sparrows",
        name="Sparrows meet",
        place=place,
        mode="hybrid",
        online_url="https://meet.example/canary",
        dial_in="+1 555 2229",
        online_notes="The canary passcode",
        address_shown_to=level,
        online_shown_to=level,
        first_day=datetime(2026, 11, 26, tzinfo=UTC).date(),
        start_time=time(20),
        rule="FREQ=DAILY",
    )
