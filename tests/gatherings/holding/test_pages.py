"""The pages of holding: who opens which, what they do, and that each costs few queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kithway.community.models import Role
from kithway.gatherings.actions import add_shift, count_date, hand_over
from kithway.gatherings.models import (
    Attendance,
    Comment,
    Gathering,
    Holder,
    HowWasIt,
    Letter,
    Seat,
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


def test_how_was_it_on_the_public_page(group: Gathering, clock: Clock) -> None:
    page = "/gatherings/hearing-voices/2026-11-26T1800/"
    anyone = Client(enforce_csrf_checks=True)
    assert "three days after its end" in words(anyone.get(f"{page}how-was-it/"))
    clock(AFTER)
    assert f"{page}how-was-it/" in anyone.get(page).content.decode()
    form = anyone.get(f"{page}how-was-it/")
    assert (form.cookies, form.headers["Cache-Control"]) == ({}, "no-store, private")
    token = form.content.decode().split('name="form" value="')[1].split('"')[0]
    sent = {"answer": "good", "form": token, "words": "Zebedee danced", "may_show": "on"}
    for _ in range(2):
        assert "Thank you." in words(anyone.post(f"{page}how-was-it/", sent))
    anyone.post(f"{page}how-was-it/", {**sent, "form": f"{token}x"})
    anyone.post("/gatherings/hearing-voices/2026-12-03T1800/how-was-it/", sent)
    assert HowWasIt.objects.get(answer="good").count == 1
    assert (Comment.objects.count(), Comment.objects.get().may_show) == (1, True)


def test_how_was_it_from_a_booking(group: Gathering, ana: Person, clock: Clock) -> None:
    booked(group, "Mia")
    booked(group, person=ana)
    clock(AFTER)
    guests, anas = Client(enforce_csrf_checks=True), sign_in(Client(), ana)
    link = f"/coming/token of Mia {TONIGHT}/2026-11-26T1800/how-was-it/"
    own = "/mine/gatherings/hearing-voices/2026-11-26T1800/how-was-it/"
    for _ in range(2):
        assert "Thank you." in words(guests.post(link, {"answer": "not"}))
        assert "Thank you." in words(anas.post(own, {"answer": "good"}))
    counts = dict(HowWasIt.objects.values_list("answer", "count"))
    assert (counts, Seat.objects.filter(said=True).count()) == (
        {"good": 1, "so-so": 0, "not": 1},
        2,
    )
    assert sign_in(Client(), Person.objects.create(name="Zoe")).get(own).status_code == 404
    assert guests.get("/coming/nothing/2026-11-26T1800/how-was-it/").status_code == 404


def test_take_ask_and_give_hours(
    daras: Client, group: Gathering, dara: Person, ana: Person, clock: Clock
) -> None:
    soon = {"starts_at": NOON + HOUR, "ends_at": NOON + 2 * HOUR, "by": None}
    open_ = add_shift(community=group.community, kind="greet", **soon)
    sent = {"shift": str(open_.pk)}
    stranger = sign_in(Client(), ana)
    assert stranger.post("/rota/", {**sent, "say": "take"}).status_code == 404
    assert "Greet at the door" not in words(stranger.get("/rota/"))
    for say, told in (
        ("take", "I take it"),
        ("ask", "Ask someone else"),
        ("keep", "I do it after all"),
    ):
        assert told in words(daras.get("/rota/"))
        daras.post("/rota/", {**sent, "say": say})
    clock(AFTER)
    sign_in(daras, dara)
    refused = daras.post("/rota/", {**sent, "say": "minutes", "minutes": "an hour"})
    assert 'value="an hour"' in refused.content.decode()
    daras.post("/rota/", {**sent, "say": "minutes", "minutes": "75"})
    assert Shift.objects.get().minutes == 75


def test_the_room_keeps_the_rota(
    emis: Client, group: Gathering, dara: Person, other_community: object
) -> None:
    at = {"at-kind": "open", "at-gathering": "hearing-voices", "at-dates": "3", "at-before": "30"}
    assert emis.post(f"{ROOM}rota/new/", {"say": "at", **at}).status_code == 302
    on = {"on-kind": "other", "on-day": "2026-11-28", "on-time": "09:00", "on-minutes": "60"}
    refused = emis.post(f"{ROOM}rota/new/", {"say": "on", **on, "on-minutes": "many"})
    assert 'value="many"' in refused.content.decode()
    more_ = {"on-about": "Bake a cake", "on-person": str(dara.pk)}
    emis.post(f"{ROOM}rota/new/", {"say": "on", **on, **more_})
    assert Shift.objects.count() == 4
    said = words(emis.get(f"{ROOM}rota/?week=2026-11-26"))
    assert ("Bake a cake" in said, said.count("Open: anyone may take it")) == (True, 1)
    one = Shift.objects.get(kind="other")
    page = f"{ROOM}rota/{one.pk}/"
    emis.post(page, {"say": "give", "person": ""})
    one.refresh_from_db()
    assert one.person is None
    emis.post(page, {"say": "cancel"})
    assert emis.get(page).status_code == 404
    foreign = add_shift(
        community=other_community, kind="greet", starts_at=NOON, ends_at=NOON + HOUR, by=None
    )
    assert emis.get(f"{ROOM}rota/{foreign.pk}/").status_code == 404


def test_a_letter_is_made_and_verified(group: Gathering, dara: Person, clock: Clock) -> None:
    seat = booked(group, "Mia")
    guest = Client(enforce_csrf_checks=True)
    page = f"/coming/token of Mia {TONIGHT}/letter/"
    guest.post(page, {"say": "want"})
    clock(AFTER)
    given = {"gathering": group, "recurrence_id": TONIGHT, "by": dara}
    count_date(count=4, came=[str(seat.pk)], **given)
    letter = guest.post(page, {"community": "three-rivers", "name": "Maria Zebedee"})
    said = words(letter)
    assert "Maria Zebedee came to us on these days: Thursday 26 November 2026" in said
    assert ("Hours in all: 1.5" in said, "Hearing Voices" in said) == (True, False)
    assert "Zebedee" not in str(everything())
    code = letter.content.decode().split('class="dial">')[1].split("<")[0]
    for sent, answer in (
        ({"code": code, "hours": "1.5"}, "Yes."),
        ({"code": code.lower(), "hours": "1,5"}, "Yes."),
        ({"code": code, "hours": "15"}, "No."),
        ({"code": "AAAA-BBBB", "hours": "1.5"}, "No."),
    ):
        assert f" {answer} " in words(guest.post("/verify/", sent))
    for hours in ("", "many", "1.55", "NaN", "1e9", "-1", "9" * 400):
        refused = guest.post("/verify/", {"code": code, "hours": hours})
        assert (refused.status_code, "like 4.5" in words(refused)) == (200, True)
    for _ in range(12):
        last = guest.post("/verify/", {"code": code, "hours": "2"})
    assert last.status_code == 429


def test_a_person_makes_theirs_and_no_other(
    group: Gathering, ana: Person, ben: Person, clock: Clock
) -> None:
    seat = booked(group, person=ana)
    row = group.occurrences.get(recurrence_id=TONIGHT)
    Seat.objects.filter(pk=seat.pk).update(came_at=row.ends_at)
    clock(AFTER)
    sent = {"community": "three-rivers"}
    assert Client().get("/mine/letter/").headers["Location"].startswith("/sign-in/")
    assert sign_in(Client(), ben).post("/mine/letter/", sent).status_code == 200
    assert Letter.objects.count() == 0
    assert "Hours in all: 1.5" in words(sign_in(Client(), ana).post("/mine/letter/", sent))


def test_no_letters_here_and_it_says_so(group: Gathering, emis: Client, clock: Clock) -> None:
    seat = booked(group, "Mia")
    sent = {"say": "records", "attendance": "names"}
    assert emis.post(f"{ROOM}settings/", sent).status_code == 302
    group.community.refresh_from_db()
    assert (group.community.attendance, group.community.letters) == ("names", False)
    Seat.objects.filter(pk=seat.pk).update(came_at=NOON)
    page = f"/coming/token of Mia {TONIGHT}/letter/"
    assert "Three Rivers makes no letters." in words(Client().get(page))
    Client().post(page, {"community": "three-rivers"})
    assert Letter.objects.count() == 0


def test_a_date_offered_too_late(
    daras: Client, group: Gathering, dara: Person, ben: Person
) -> None:
    shift = hand_over(gathering=group, recurrence_id=TONIGHT, to=ben, by=dara)
    Shift.objects.update(cancelled_at=NOON)
    bens = sign_in(Client(), ben)
    assert bens.post("/holding/", {"say": "accept", "shift": str(shift.pk)}).status_code == 302
    assert bens.get(DATE).status_code == 404
