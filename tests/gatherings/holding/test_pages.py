"""The pages of holding: who opens which, what they do, and that each costs few queries."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kithway.community.models import Role
from kithway.gatherings.actions import add_shift, cancel_date, close
from kithway.gatherings.models import (
    Attendance,
    Gathering,
    Holder,
    Shift,
)
from kithway.people.models import Person
from tests.cast import give_role, sign_in
from tests.clock import NOON
from tests.gatherings.holding.conftest import AFTER, TONIGHT, Clock, booked
from tests.gatherings.views.reading import words
from tests.gatherings.views.rooms import everything, more

DATE = "/holding/hearing-voices/2026-11-26T1800/"
ROOM = "/community-room/three-rivers/"
HOUR = timedelta(hours=1)
THEIRS = (DATE, f"{DATE}hand-over/", f"{DATE}who-came/")
ROOMS = (
    *(f"{ROOM}rota/", f"{ROOM}rota/new/", f"{ROOM}attendance/2026-11/"),
    f"{ROOM}gatherings/hearing-voices/people/",
)


@pytest.fixture
def daras(client: Client, group: Gathering, dara: Person) -> Client:
    return sign_in(client, dara)


@pytest.fixture
def emis(group: Gathering, emi: Person) -> Client:
    give_role(emi, group.community, Role.Kind.COORDINATOR)
    return sign_in(Client(), emi)


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


def test_who_opens_a_date(
    group: Gathering, emis: Client, everyone: dict[str, Person], other_community: object
) -> None:
    give_role(everyone["Jo"], other_community, Role.Kind.COORDINATOR)
    opened = {}
    for name, person in everyone.items():
        client = sign_in(Client(), person)
        opened[name] = [client.get(path).status_code for path in THEIRS]
        nowhere = words(client.get("/holding/nowhere/2026-11-26T1800/"))
        if opened[name] != [200] * 3:
            assert [words(client.get(path)) for path in THEIRS] == [nowhere] * 3
    assert {name for name, found in opened.items() if found == [200] * 3} == {"Dara", "Emi"}
    assert {tuple(found) for found in opened.values()} == {(200,) * 3, (404,) * 3}
    weak = sign_in(Client(), everyone["Dara"], strong=False)
    for client, to in ((Client(), "/sign-in/"), (weak, "/second-factor/")):
        for path in (*THEIRS, "/holding/"):
            assert client.get(path).headers["Location"].startswith(to)


def test_reading_changes_nothing(daras: Client, emis: Client, group: Gathering) -> None:
    seat = booked(group)
    before = everything()
    for path in ("/holding/", "/rota/", *THEIRS):
        assert daras.get(path).status_code == 200
    for path in ROOMS:
        assert emis.get(path).status_code == 200
    for path in ("letter/", "2026-11-26T1800/how-was-it/"):
        token = f"token of Ana {TONIGHT}"
        assert Client().get(f"/coming/{token}/{path}").status_code == 200
    assert (everything(), seat.said) == (before, False)


def test_rooms_are_their_own(daras: Client, emis: Client, jo: Person, hana: Person) -> None:
    for client in (daras, sign_in(Client(), jo), sign_in(Client(), hana)):
        assert [client.get(path).status_code for path in ROOMS] == [404] * 4
        assert [client.post(path).status_code for path in ROOMS] == [404] * 4


def test_my_dates_with_their_state_and_who_is_coming(
    daras: Client, group: Gathering, drumming: Gathering
) -> None:
    booked(group)
    booked(group, "Mia")
    said = words(daras.get("/holding/"))
    assert ("Hearing Voices group" in said, "Drumming circle" in said) == (True, False)
    assert "Tonight, 6:00–7:30 pm weekly, not yet confirmed 2 are coming" in said


def test_my_dates_further_ahead(daras: Client, group: Gathering) -> None:
    def days(query: str) -> tuple[int, str]:
        html = daras.get(f"/holding/{query}").content.decode()
        found = re.search(r'href="\?weeks=([0-9]+)"', html)
        return html.count('href="/holding/hearing-voices/'), found[1] if found else ""

    # One of last week, two of these two weeks.
    assert days("") == (2, "8")
    assert days("?weeks=8") == (8, "14")
    last = group.occurrences.order_by("starts_at").count()
    assert days("?weeks=14") == (last, "")
    for odd in ("1", "0", "-3", "x", "9" * 40):
        assert days(f"?weeks={odd}") == (2, "8")
    # Where the next one is further away than the step, it is that one that comes.
    soon = group.occurrences.filter(starts_at__lt=NOON + timedelta(days=80))
    soon.delete()
    number, weeks = days("")
    assert (number, int(weeks) >= 12) == (0, True)
    assert days(f"?weeks={weeks}")[0] > 0


def test_confirm_call_off_and_change(daras: Client, group: Gathering) -> None:
    row = group.occurrences.get(recurrence_id=TONIGHT)
    for sent, status in (
        ({"say": "on"}, "confirmed"),
        ({"say": "off", "words": "The door is stuck"}, "cancelled"),
        ({"say": "undo"}, "expected"),
    ):
        assert daras.post(DATE, sent).status_code == 302
        row.refresh_from_db()
        assert row.status == status
    refused = daras.post(DATE, {"say": "otherwise", "day": "never", "note": "Bring a mug"})
    assert (refused.status_code, "Bring a mug" in refused.content.decode()) == (200, True)


def test_forms_need_their_token(group: Gathering, dara: Person) -> None:
    strict = sign_in(Client(enforce_csrf_checks=True), dara)
    for path in ("/holding/", *THEIRS, "/rota/"):
        assert strict.post(path, {"say": "on"}).status_code == 403


def test_hand_over_and_accept(daras: Client, ben: Person, group: Gathering) -> None:
    bens = sign_in(Client(), ben)
    assert bens.get(DATE).status_code == 404
    assert daras.post(f"{DATE}hand-over/", {"person": str(ben.pk)}).status_code == 302
    assert "Ben was asked and has not answered yet." in words(daras.get(DATE))
    shift = Shift.objects.get()
    assert "Can you hold this? Hearing Voices group" in words(bens.get("/holding/"))
    bens.post("/holding/", {"say": "accept", "shift": str(shift.pk)})
    assert [bens.get(path).status_code for path in THEIRS] == [200] * 3
    assert bens.get("/holding/hearing-voices/2026-12-03T1800/").status_code == 404
    assert "Ben holds this date." in words(daras.get(DATE))
    for wrong in ("", "nothing", str(ben.pk)):
        assert bens.post("/holding/", {"say": "accept", "shift": wrong}).status_code == 404


def test_counting_keeps_what_was_typed(
    daras: Client, group: Gathering, dara: Person, clock: Clock
) -> None:
    clock(AFTER)
    sign_in(daras, dara)
    refused = daras.post(f"{DATE}who-came/", {"count": "3", "first_time": "4"})
    assert (refused.status_code, 'value="4"' in refused.content.decode()) == (200, True)
    assert Attendance.objects.count() == 0
    assert daras.post(f"{DATE}who-came/", {"count": "3"}).status_code == 302
    assert "3 came." in words(daras.get(DATE))
    assert "It took place." in words(daras.get(DATE))


def test_the_room_says_who_holds_it(emis: Client, group: Gathering, ben: Person) -> None:
    page = f"{ROOM}gatherings/hearing-voices/people/"
    assert emis.post(page, {"person": str(ben.pk)}).status_code == 302
    assert emis.post(page, {"person": "nobody"}).status_code == 200
    emis.post(page, {"say": "end", "person": str(ben.pk)})
    ended = dict(Holder.objects.values_list("person__name", "ended_at"))
    assert ended == {"Dara": None, "Ben": NOON}


def test_a_month_is_saved_at_once_and_errors_keep_what_was_typed(
    emis: Client, group: Gathering, drumming: Gathering, emi: Person, clock: Clock
) -> None:
    clock(timedelta(days=22))
    sign_in(emis, emi)
    page = f"{ROOM}attendance/2026-12/"
    rows = list(group.occurrences.filter(starts_at__gt=NOON + timedelta(days=1))[:3])
    other = drumming.occurrences.filter(starts_at__gt=NOON + timedelta(days=3)).first()
    boxes = [f"count-{row.pk}" for row in rows]
    sent = {boxes[0]: "12", boxes[1]: "a dozen", f"count-{other.pk}": "4"}
    refused = emis.post(page, sent)
    assert (refused.status_code, Attendance.objects.count()) == (200, 0)
    assert 'value="a dozen"' in refused.content.decode()
    assert "Write a whole number, 0 where nobody came." in words(refused)
    sent = {boxes[0]: "12", boxes[1]: "0", f"off-{rows[2].pk}": "on", f"count-{other.pk}": ""}
    with CaptureQueriesContext(connection) as found:
        assert emis.post(page, sent).status_code == 302
    assert len(found) <= 20
    counts = list(Attendance.objects.order_by("day").values_list("count", flat=True))
    rows[2].refresh_from_db()
    other.refresh_from_db()
    assert (counts, rows[2].status, other.status) == ([12, 0], "cancelled", "expected")
    # What is sent again as it stands, or empty, changes nothing.
    before = everything()
    emis.post(page, {boxes[0]: "12", boxes[1]: ""})
    assert everything() == before
    both = emis.post(page, {f"count-{other.pk}": "3", f"off-{other.pk}": "on"})
    assert "Either write how many came, or say that it was not held." in words(both)


@pytest.mark.parametrize("month", ["2026-13", "2027-01", "1999-01", "november", "2026-11-01"])
def test_a_month_that_there_is_not(emis: Client, month: str) -> None:
    assert emis.get(f"{ROOM}attendance/{month}/").status_code == 404


def test_few_queries_however_many_rows(
    daras: Client, emis: Client, group: Gathering, dara: Person, emi: Person, clock: Clock
) -> None:
    clock(AFTER)
    sign_in(daras, dara)
    sign_in(emis, emi)
    paths = [(daras, "/holding/"), (daras, "/rota/"), *((emis, path) for path in ROOMS)]
    add_shift(
        community=group.community,
        kind="greet",
        starts_at=NOON + 9 * HOUR,
        ends_at=NOON + 10 * HOUR,
        person=dara,
        by=None,
    )
    few = [queries(client, path) for client, path in paths]
    more(group.community, 8)
    for number, gathering in enumerate(group.community.gatherings.all()):
        Holder.objects.get_or_create(gathering=gathering, person=dara, ended_at=None)
        booked(gathering, f"Mia {number}")
        for person in (dara, None):
            add_shift(
                community=group.community,
                kind="greet",
                starts_at=NOON + 9 * HOUR,
                ends_at=NOON + 10 * HOUR,
                person=person,
                by=None,
            )
    many = [queries(client, path) for client, path in paths]
    assert (many, max(many) <= 12) == (few, True)


def cell(group: Gathering, start: str) -> int:
    return int(group.occurrences.get(recurrence_id=start).pk)


def test_a_count_of_a_date_not_held_asks_whether_it_was_after_all(
    emis: Client, group: Gathering, emi: Person, clock: Clock
) -> None:
    cancel_date(gathering=group, recurrence_id="2026-12-03T18:00", by=None)
    clock(timedelta(days=40))
    sign_in(emis, emi)
    page, key = f"{ROOM}attendance/2026-12/", cell(group, "2026-12-03T18:00")
    asked = emis.get(page)
    assert "3 December not held" in words(asked)
    # Beneath the boxes, which stand on one line.
    _boxes, beneath = asked.content.decode().split('<div class="choices">', 1)
    assert f'name="count-{key}"' not in beneath
    assert "It was held after all: " in words(asked)
    asked = emis.post(page, {f"count-{key}": "12"})
    assert "It was not held. Tick that it was after all, or leave the box empty." in words(asked)
    assert 'value="12"' in asked.content.decode()
    unnumbered = emis.post(page, {f"held-{key}": "on"})
    assert "Write a whole number, 0 where nobody came." in words(unnumbered)
    assert group.occurrences.get(pk=key).status == "cancelled"
    assert emis.post(page, {f"count-{key}": "12", f"held-{key}": "on"}).status_code == 302
    assert Attendance.objects.get().count == 12
    assert group.occurrences.get(pk=key).status == "confirmed"


def test_a_closed_day_has_no_box(emis: Client, group: Gathering, emi: Person, clock: Clock) -> None:
    day = date(2026, 12, 3)
    close(where=group.place, first_day=day, last_day=day, by=None)
    clock(timedelta(days=40))
    sign_in(emis, emi)
    page, key = f"{ROOM}attendance/2026-12/", cell(group, "2026-12-03T18:00")
    answer = emis.get(page)
    assert "3 December closed" in words(answer)
    assert f"count-{key}" not in answer.content.decode()
    assert emis.post(page, {f"count-{key}": "12"}).status_code == 302
    assert Attendance.objects.count() == 0


def test_the_next_part_comes_once_this_one_is_saved(
    emis: Client, group: Gathering, emi: Person, clock: Clock
) -> None:
    more(group.community, 26)
    clock(timedelta(days=40))
    sign_in(emis, emi)
    page, key = f"{ROOM}attendance/2026-12/", cell(group, "2026-12-03T18:00")
    answer = emis.get(page).content.decode()
    assert (answer.count(">Save</button>"), answer.count(">Save and show more</button>")) == (2, 1)
    wrong = emis.post(page, {f"count-{key}": "many", "say": "more"})
    assert (wrong.status_code, 'value="many"' in wrong.content.decode()) == (200, True)
    answer = emis.post(page, {f"count-{key}": "12", "say": "more"})
    assert answer["Location"] == f"{page}?part=2&saved=1"
    assert Attendance.objects.get().count == 12
    assert "Save and show more" not in words(emis.get(f"{page}?part=2"))


@pytest.mark.parametrize(
    ("said", "outcome", "buttons"),
    [
        ("nothing", "Nobody has said yet whether it took place.", (1, 1, 1)),
        ("held", "It took place.", (0, 1, 1)),
        ("not-held", "It did not take place.", (1, 0, 0)),
        ("closed", "It did not take place.", (0, 0, 0)),
    ],
)
def test_a_past_date_offers_what_makes_sense(
    daras: Client,
    group: Gathering,
    dara: Person,
    clock: Clock,
    said: str,
    outcome: str,
    buttons: tuple[int, ...],
) -> None:
    # A later date that was held says nothing of this one.
    later = clock(timedelta(days=10))
    Gathering.objects.update(last_held_at=later)
    if said == "closed":
        day = date(2026, 11, 26)
        close(where=group.place, first_day=day, last_day=day, by=None)
    sign_in(daras, dara)
    daras.post(DATE, {"say": said})
    answer = daras.get(DATE)
    html = answer.content.decode()
    assert outcome in words(answer)
    assert (
        html.count('value="held"'),
        html.count('value="not-held"'),
        html.count("who-came/"),
    ) == buttons
    assert "hand-over/" not in html
    assert "Who is coming" not in words(answer)
