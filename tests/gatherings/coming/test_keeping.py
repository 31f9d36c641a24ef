from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kithway.community.models import Pause
from kithway.community.rules import Denied
from kithway.gatherings.actions import cancel_date, change_gathering
from kithway.gatherings.coming.ahead import seat_series
from kithway.gatherings.coming.filling import fill_due
from kithway.gatherings.coming.keeping import cancel, give_up, resize, want
from kithway.gatherings.models import Booking, Gathering
from kithway.people.models import Person
from kithway.vault.tokens import new_token
from tests.gatherings.coming.seats import NEXT_WEEK, TONIGHT, keep, state, summed, taken

THREE_WEEKS = "2026-12-10T18:00"


def test_a_place_is_kept_while_there_is_one(pottery: Gathering) -> None:
    states = [state(keep(pottery, name)) for name in ("Ana", "Ben", "Chidi", "Dara")]
    assert states == ["kept", "kept", "kept", "waiting"]
    assert (taken(pottery), summed(pottery)) == (3, 3)


def test_two_find_no_place_where_one_is_left_and_one_does(pottery: Gathering) -> None:
    keep(pottery, "Ana", size=2)
    assert state(keep(pottery, "Ben", size=2)) == "waiting"
    assert state(keep(pottery, "Chidi")) == "kept"
    assert (taken(pottery), summed(pottery)) == (3, 3)


def test_without_a_capacity_everyone_has_a_place(pottery: Gathering) -> None:
    change_gathering(gathering=pottery, by=None, capacity=None)
    assert {state(keep(pottery, "Ana")) for _ in range(5)} == {"kept"}
    assert taken(pottery) == 5


def test_the_same_form_twice_is_one_booking(pottery: Gathering) -> None:
    token = new_token()
    first, second = (keep(pottery, "Ana", token=token) for _ in range(2))
    assert first.pk == second.pk
    assert (Booking.objects.count(), taken(pottery)) == (1, 1)


def test_a_person_has_one_booking_of_a_date(pottery: Gathering, ana: Person) -> None:
    first, second = (keep(pottery, "Ana", by=ana) for _ in range(2))
    assert first.pk == second.pk
    assert taken(pottery) == 1


def test_a_token_of_another_gathering_finds_nothing(
    pottery: Gathering, hearing_voices: Gathering
) -> None:
    token = new_token()
    keep(pottery, "Ana", token=token)
    change_gathering(gathering=hearing_voices, by=None, capacity=2)
    with pytest.raises(Denied):
        keep(hearing_voices, "Ana", token=token)
    assert (Booking.objects.count(), taken(hearing_voices)) == (1, 0)


def test_the_longest_waiting_that_fits_is_offered_what_comes_free(pottery: Gathering) -> None:
    ana, ben = keep(pottery, "Ana", size=2), keep(pottery, "Ben")
    three, two, one = (keep(pottery, "Chidi", size=size) for size in (3, 2, 1))
    cancel(booking=ana)
    assert [state(each) for each in (ben, three, two, one)] == [
        "kept",
        "waiting",
        "offered",
        "waiting",
    ]
    assert (taken(pottery), summed(pottery)) == (3, 3)


def test_an_offer_is_taken(pottery: Gathering) -> None:
    ana, _ben, waiting = keep(pottery, "Ana"), keep(pottery, "Ben", size=2), keep(pottery, "Chidi")
    cancel(booking=ana)
    seat = waiting.seats.get()
    assert (seat.state, seat.offered_until) == ("offered", timezone.now() + timedelta(hours=24))
    want(booking=waiting, starts=[NEXT_WEEK])
    want(booking=waiting, starts=[NEXT_WEEK])
    assert (state(waiting), taken(pottery), summed(pottery)) == ("kept", 3, 3)


def test_an_offer_is_passed_on(pottery: Gathering, monkeypatch: pytest.MonkeyPatch) -> None:
    ana, _ben = keep(pottery, "Ana"), keep(pottery, "Ben", size=2)
    first, second = keep(pottery, "Chidi"), keep(pottery, "Dara")
    cancel(booking=ana)
    later = timezone.now() + timedelta(hours=24)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert fill_due() == 2
    assert [state(each) for each in (first, second)] == ["passed", "offered"]
    assert (taken(pottery), summed(pottery), fill_due()) == (3, 3, 0)
    # Whoever comes back stands at the end of the line.
    want(booking=first, starts=[NEXT_WEEK])
    assert state(first) == "waiting"
    give_up(booking=second, starts=[NEXT_WEEK])
    assert [state(each) for each in (first, second)] == ["offered", "passed"]


def test_an_offer_that_is_over_is_not_taken_from_who_waits(
    pottery: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, _ben = keep(pottery, "Ana"), keep(pottery, "Ben", size=2)
    first, second = keep(pottery, "Chidi"), keep(pottery, "Dara")
    cancel(booking=ana)
    later = timezone.now() + timedelta(hours=24)
    monkeypatch.setattr(timezone, "now", lambda: later)
    want(booking=first, starts=[NEXT_WEEK])
    assert [state(each) for each in (first, second)] == ["waiting", "offered"]


@pytest.mark.parametrize(("hour", "expected"), [("11:00", 240), ("15:40", 0), ("16:30", 0)])
def test_short_notice(
    pottery: Gathering, monkeypatch: pytest.MonkeyPatch, hour: str, expected: int
) -> None:
    """Never beyond two hours before the start, and so close to it there are no more offers."""
    now = datetime.fromisoformat(f"2026-11-26T{hour}-05:00").astimezone(timezone.now().tzinfo)
    ana, _ben = keep(pottery, "Ana", TONIGHT), keep(pottery, "Ben", TONIGHT, size=2)
    waiting = keep(pottery, "Chidi", TONIGHT)
    monkeypatch.setattr(timezone, "now", lambda: now)
    cancel(booking=ana)
    seat = waiting.seats.get()
    if hour == "11:00":
        assert seat.offered_until == now + timedelta(minutes=300)
    elif hour == "15:40":
        assert seat.offered_until == now + timedelta(minutes=20)
    else:
        assert (seat.state, taken(pottery, TONIGHT)) == ("waiting", 2)
        want(booking=waiting, starts=[TONIGHT])
        assert (state(waiting, TONIGHT), taken(pottery, TONIGHT)) == ("kept", 3)


def test_more_room_is_offered_and_less_throws_nobody_out(pottery: Gathering) -> None:
    bookings = [keep(pottery, "Ana") for _ in range(5)]
    change_gathering(gathering=pottery, by=None, capacity=4)
    assert [state(each) for each in bookings] == ["kept"] * 3 + ["offered", "waiting"]
    change_gathering(gathering=pottery, by=None, capacity=1)
    assert [state(each) for each in bookings] == ["kept"] * 3 + ["offered", "waiting"]
    cancel(booking=bookings[0])
    assert (state(bookings[4]), taken(pottery), summed(pottery)) == ("waiting", 3, 3)


def test_cancelled_twice_is_cancelled_once(pottery: Gathering) -> None:
    booking = keep(pottery, "Ana", size=2)
    keep(pottery, "Ben")
    for _ in range(2):
        cancel(booking=booking)
    booking.refresh_from_db()
    assert (state(booking), booking.cancelled_at, taken(pottery)) == (
        "cancelled",
        timezone.now(),
        1,
    )
    want(booking=booking, starts=[NEXT_WEEK])
    booking.refresh_from_db()
    assert (state(booking), booking.cancelled_at, taken(pottery)) == ("kept", None, 3)


def test_coming_as_more_or_fewer(pottery: Gathering) -> None:
    booking, waiting = keep(pottery, "Ana", size=2), keep(pottery, "Ben", size=2)
    resize(booking=booking, size=3, children=1)
    assert (booking.seats.get().size, taken(pottery)) == (3, 3)
    with pytest.raises(ValidationError):
        resize(booking=booking, size=4, children=0)
    resize(booking=booking, size=1, children=0)
    assert (state(waiting), taken(pottery), summed(pottery)) == ("offered", 3, 3)
    with pytest.raises(ValidationError):
        resize(booking=booking, size=2, children=0)
    booking.refresh_from_db()
    assert (booking.size, booking.seats.get().size, taken(pottery)) == (1, 1, 3)


@pytest.mark.parametrize(("size", "children"), [(0, 0), (4, 0), (2, 2)])
def test_what_cannot_be(pottery: Gathering, size: int, children: int) -> None:
    booking = keep(pottery, "Ana")
    with pytest.raises(ValidationError):
        resize(booking=booking, size=size, children=children)


def test_a_series_has_a_seat_at_each_date(pottery: Gathering) -> None:
    single = keep(pottery, "Ana", size=2)
    series = keep(pottery, "Ben", "", size=2)
    starts = set(pottery.occurrences.values_list("recurrence_id", flat=True))
    assert set(series.seats.values_list("recurrence_id", flat=True)) == starts
    assert (state(series), state(series, THREE_WEEKS)) == ("waiting", "kept")
    cancel(booking=single)
    assert (state(series), taken(pottery)) == ("offered", 2)
    give_up(booking=series, starts=[NEXT_WEEK])
    series.refresh_from_db()
    assert (state(series), state(series, THREE_WEEKS), series.cancelled_at) == (
        "passed",
        "kept",
        None,
    )
    cancel(booking=series)
    series.refresh_from_db()
    assert (series.cancelled_at, taken(pottery, THREE_WEEKS)) == (timezone.now(), 0)


def test_a_series_comes_to_new_dates(pottery: Gathering, monkeypatch: pytest.MonkeyPatch) -> None:
    from kithway.gatherings.actions import extend_horizon

    series, gone = keep(pottery, "Ana", "", size=2), keep(pottery, "Ben", "")
    cancel(booking=gone)
    before = series.seats.count()
    later = timezone.now() + timedelta(weeks=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    extend_horizon(Gathering.objects.all())
    new = pottery.occurrences.order_by("starts_at").last()
    assert seat_series() == 2
    assert seat_series() == 0
    series.refresh_from_db()
    assert (series.seats.count() - before, gone.seats.count()) == (2, before)
    assert (state(series, new.recurrence_id), series.last_at) == ("kept", new.ends_at)
    assert taken(pottery, new.recurrence_id) == 2


def test_who_is_paused_keeps_no_place(pottery: Gathering, ana: Person, ben: Person) -> None:
    mine = keep(pottery, "Ana", by=ana)
    cancel(booking=mine)
    Pause.objects.create(community=pottery.community, person=ana, because=b"sealed")
    with pytest.raises(Denied):
        keep(pottery, "Ana", by=ana)
    with pytest.raises(Denied):
        want(booking=mine, starts=[NEXT_WEEK])
    assert (taken(pottery), state(keep(pottery, "Ben", by=ben))) == (0, "kept")


@pytest.mark.parametrize("start", [NEXT_WEEK, ""])
def test_queries_of_a_booking(pottery: Gathering, ana: Person, start: str) -> None:
    for by in (None, ana):
        for _ in range(2):
            with CaptureQueriesContext(connections["default"]) as asked:
                keep(pottery, "Ana", start, size=2, by=by, queue=False)
            assert len(asked) <= 10


def test_whoever_asks_first_passes_on_what_is_over(
    pottery: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = keep(pottery, "Robin", size=3)
    offered, waits = keep(pottery, "Tess", size=1), keep(pottery, "Uma", size=3)
    cancel(booking=first)
    assert [state(each) for each in (offered, waits)] == ["offered", "waiting"]
    later = timezone.now() + timedelta(hours=25)
    monkeypatch.setattr(timezone, "now", lambda: later)
    # No worker was there. Who waited comes before who asks now.
    last = keep(pottery, "Vera", queue=False)
    assert [state(each) for each in (offered, waits, last)] == ["passed", "offered", "waiting"]
    assert (taken(pottery), summed(pottery)) == (3, 3)


def test_what_is_over_is_free_where_nobody_waits(
    pottery: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, offered = keep(pottery, "Robin", size=3), keep(pottery, "Tess", size=3)
    cancel(booking=first)
    later = timezone.now() + timedelta(hours=25)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert state(keep(pottery, "Vera", queue=False)) == "kept"
    assert (state(offered), taken(pottery), summed(pottery)) == ("passed", 1, 1)


def test_nobody_takes_a_place_at_a_date_that_was_called_off(pottery: Gathering) -> None:
    first, second = keep(pottery, "Robin", size=3), keep(pottery, "Tess")
    cancel(booking=first)
    cancel_date(gathering=pottery, recurrence_id=NEXT_WEEK, because="snow", by=None)
    for booking in (first, second):
        want(booking=booking, starts=[NEXT_WEEK])
    assert [state(each) for each in (first, second)] == ["cancelled", "offered"]
    assert taken(pottery) == summed(pottery) == 1
