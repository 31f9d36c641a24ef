"""Somebody is taken off a date's list, by a coordinator or by who holds the date."""

from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone

from kithway.community.models import Entry
from kithway.community.rules import Denied
from kithway.gatherings.actions import add_holder
from kithway.gatherings.coming.cancelling import cancel_for
from kithway.gatherings.coming.private import Private
from kithway.gatherings.models import Booking, Gathering, Seat
from kithway.people.models import Message, Person
from tests.cast import give_role, sign_in
from tests.gatherings.coming.seats import NEXT_WEEK, keep, state, summed, taken
from tests.gatherings.views.reading import words

ROOM = "/community-room/three-rivers/coming/pottery/2026-12-03/"
HOLDING = "/holding/pottery/2026-12-03/"
REACHED = Private(contact="robin@mail.example", channel="mail", token="t" * 43)


@pytest.fixture
def emis(client: Client, emi: Person, pottery: Gathering) -> Client:
    give_role(emi, pottery.community, "coordinator")
    return sign_in(client, emi)


def lines() -> QuerySet[Entry]:
    """Of the history, without the role that the coordinator was given."""
    return Entry.objects.exclude(verb__startswith="role-")


def seat_of(booking: Booking) -> Seat:
    return booking.seats.get(recurrence_id=NEXT_WEEK)


def test_a_coordinator_cancels_and_the_line_moves(emis: Client, pottery: Gathering) -> None:
    first = keep(pottery, "Robin of the hill", size=3, private=REACHED)
    second = keep(pottery, "Tess", private=REACHED)
    page = f"{ROOM}{seat_of(first).pk}/"
    assert f'href="{seat_of(first).pk}/"' in emis.get(ROOM).content.decode()
    asked = words(emis.get(page))
    assert "Cancel this booking" in asked
    assert "Robin of the hill" in asked
    assert (state(first), lines().count(), Message.objects.count()) == ("kept", 0, 0)
    for _ in range(2):
        answer = emis.post(page)
        assert (answer.status_code, answer.headers["Location"]) == (302, ROOM)
    assert (state(first), state(second)) == ("cancelled", "offered")
    assert taken(pottery) == summed(pottery) == 1
    told = {message.about.partition(":")[0] for message in Message.objects.all()}
    assert (told, Message.objects.count()) == ({"change", "offer"}, 2)
    entry = lines().get()
    assert (entry.verb, entry.name, entry.by, entry.before, entry.after) == (
        "booking-cancelled",
        "Pottery, 2026-12-03 18:00",
        "Emi",
        {},
        {},
    )
    history = words(emis.get("/community-room/three-rivers/history/"))
    assert "A booking was cancelled: Pottery, Thursday 3 December, 6:00 pm" in history
    assert "Robin" not in history


def test_one_date_of_a_series_or_every_one(emis: Client, pottery: Gathering) -> None:
    one, all_ = keep(pottery, "Robin", ""), keep(pottery, "Tess", "")
    emis.post(f"{ROOM}{seat_of(one).pk}/")
    emis.post(f"{ROOM}{seat_of(all_).pk}/", {"say": "every"})
    left = [row.seats.filter(state="kept").count() for row in (one, all_)]
    assert left == [one.seats.count() - 1, 0]
    assert lines().count() == 2


def test_who_holds_the_date_cancels_too_but_not_every_date(
    client: Client, pottery: Gathering, dara: Person
) -> None:
    give_role(dara, pottery.community, "facilitator")
    booking = keep(pottery, "Robin", "")
    sign_in(client, dara)
    page = f"{HOLDING}{seat_of(booking).pk}/"
    assert client.get(page).status_code == 404
    with pytest.raises(Denied):
        cancel_for(seat=seat_of(booking), by=dara)
    add_holder(gathering=pottery, person=dara, by=None)
    assert f'href="{seat_of(booking).pk}/"' in client.get(HOLDING).content.decode()
    assert "Cancel every date of theirs" not in words(client.get(page))
    with pytest.raises(Denied):
        cancel_for(seat=seat_of(booking), every=True, by=dara)
    assert client.post(page, {"say": "every"}).headers["Location"] == HOLDING
    assert state(booking) == "cancelled"
    assert booking.seats.filter(state="kept").count() == booking.seats.count() - 1


def test_who_waits_is_named_to_nobody_and_what_has_begun_stays(
    emis: Client, pottery: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = keep(pottery, "Robin", size=3), keep(pottery, "Tess")
    waits = emis.get(f"{ROOM}{seat_of(second).pk}/")
    assert (waits.status_code, waits.headers["Location"]) == (302, ROOM)
    emis.post(f"{ROOM}{seat_of(second).pk}/")
    begun = timezone.now() + timedelta(days=7, hours=6, minutes=30)
    monkeypatch.setattr(timezone, "now", lambda: begun)
    assert f"{seat_of(first).pk}/" not in emis.get(ROOM).content.decode()
    emis.post(f"{ROOM}{seat_of(first).pk}/")
    assert (state(first), state(second), lines().count()) == ("kept", "waiting", 0)


def test_whom_the_place_is_held_for_still_waits(emis: Client, pottery: Gathering) -> None:
    """Else one cancelled booking would take two people off the page."""
    first, second = keep(pottery, "Robin", size=3), keep(pottery, "Tess")
    assert "3 are coming · One waits" in words(emis.get(ROOM))
    emis.post(f"{ROOM}{seat_of(first).pk}/")
    assert state(second) == "offered"
    assert "0 are coming · One waits" in words(emis.get(ROOM))
    assert "0 are coming · One waits" in words(emis.get("/community-room/three-rivers/coming/"))


def test_another_communitys_coordinator_meets_nothing(
    client: Client, pottery: Gathering, jo: Person, hana: Person
) -> None:
    booking = keep(pottery, "Robin")
    for who in (jo, hana):
        sign_in(client, who)
        for page in (ROOM, HOLDING):
            assert client.post(f"{page}{seat_of(booking).pk}/").status_code == 404
    assert state(booking) == "kept"
