"""How was it, the rota and letters, by their pages."""

from datetime import timedelta

import pytest
from django.test import Client

from kithway.community.models import Role
from kithway.gatherings.actions import add_shift, count_date, hand_over
from kithway.gatherings.models import (
    Comment,
    Gathering,
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
from tests.gatherings.views.rooms import everything

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


def test_a_week_of_another_year_has_its_year(emis: Client) -> None:
    assert "Week of 28 December" in words(emis.get(f"{ROOM}rota/?week=2026-12-30"))
    assert "Week of Monday 4 January 2027" in words(emis.get(f"{ROOM}rota/?week=2027-01-05"))


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
