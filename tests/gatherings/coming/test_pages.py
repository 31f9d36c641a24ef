"""Pages of coming: for a guest, for somebody signed in, for who holds it."""

import re
from datetime import timedelta

import pytest
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from kithway.consent.models import Receipt
from kithway.gatherings.actions import cancel_date, change_gathering
from kithway.gatherings.coming.private import Private
from kithway.gatherings.models import Booking, Gathering, Seat
from kithway.people.models import Person
from kithway.vault.tokens import hash_token, new_token
from tests.cast import give_role, sign_in
from tests.gatherings.coming.seats import NEXT_WEEK, keep, state, taken
from tests.gatherings.views.reading import words
from tests.gatherings.views.rooms import everything

FORM = "/gatherings/pottery/2026-12-03/coming/"
CANARY = "canary by the window"


@pytest.fixture
def strict_client() -> Client:
    """As a browser is: no cookie was set, and no token is sent along."""
    return Client(enforce_csrf_checks=True)


def token_in(response: HttpResponse) -> str:
    found = re.search(r'name="token" value="([^"]+)"', response.content.decode())
    assert found is not None
    return found[1]


def sent(client: Client, **said: object) -> HttpResponse:
    """The form as a guest sends it; returns the answer."""
    token = token_in(client.get(FORM))
    usual = {"name": "Robin", "size": 1, "children": 0, "token": token}
    return client.post(FORM, usual | said)


def test_a_guest_keeps_a_place_and_gives_it_up(strict_client: Client, pottery: Gathering) -> None:
    asked = strict_client.get(FORM)
    assert asked.headers["Cache-Control"] == "no-store, private"
    token = token_in(asked)
    for _ in range(2):
        answer = strict_client.post(
            FORM, {"name": " Robin  R ", "size": 2, "children": 1, "meet": "on", "token": token}
        )
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/coming/{token}/")
    booking = Booking.objects.get()
    assert (booking.name, booking.size, booking.children, booking.token_hash, booking.private) == (
        "Robin R",
        2,
        1,
        hash_token(token),
        None,
    )
    page = strict_client.get(f"/coming/{token}/")
    text = words(page)
    assert "You are coming." in text
    assert "Dara looks out for you. By the blue bench" in text
    assert page.headers["Cache-Control"] == "no-store, private"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert strict_client.post(f"/coming/{token}/", {"say": "cancel"}).status_code == 302
    text = words(strict_client.get(f"/coming/{token}/"))
    assert "We have taken your name off." in text
    assert "blue bench" not in text
    assert (taken(pottery), strict_client.cookies) == (0, {})


def test_opening_pages_changes_nothing(client: Client, pottery: Gathering) -> None:
    token = new_token()
    keep(pottery, "Robin", token=token, private=Private(needs=CANARY))
    before = everything()
    for path in (FORM, f"/coming/{token}/", "/gatherings/pottery/", f"/coming/{new_token()}/"):
        client.get(path)
        client.head(path)
    assert everything() == before


def test_what_is_unknown_looks_like_what_is_over(client: Client, pottery: Gathering) -> None:
    booking = keep(pottery, "Robin", token=(token := new_token()))
    Booking.objects.filter(pk=booking.pk).update(token_hash=None)
    answers = [client.get(f"/coming/{each}/") for each in (token, new_token(), "no")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({words(answer) for answer in answers}) == 1


def test_where_one_just_comes_there_is_no_form(client: Client, hearing_voices: Gathering) -> None:
    assert client.get("/gatherings/hearing-voices/2026-12-03/coming/").status_code == 404
    assert "Just come" in words(client.get("/gatherings/hearing-voices/2026-12-03/"))


def test_pages_say_calmly_that_places_are_kept(client: Client, pottery: Gathering) -> None:
    for _ in range(2):
        keep(pottery, "Ana")
    for path in ("/gatherings/pottery/", "/gatherings/pottery/2026-12-03/"):
        text = words(client.get(path))
        assert "Keep a place" in text
        assert "blue bench" not in text
    change_gathering(gathering=pottery, by=None, capacity=None)
    text = words(client.get("/gatherings/pottery/2026-12-03/"))
    assert "Just come" in text
    assert "Meet me at the door" in text
    assert "blue bench" not in text + words(client.get(FORM))


def test_a_hidden_address_is_for_who_has_a_place(client: Client, drumming: Gathering) -> None:
    change_gathering(gathering=drumming, by=None, capacity=1)
    form = "/gatherings/drumming-circle/2026-11-27/coming/"
    pages = []
    for _ in range(2):
        token = token_in(client.get(form))
        client.post(form, {"name": "Robin", "token": token})
        pages.append(client.get(f"/coming/{token}/").content.decode())
    assert ["17 Hidden Lane" in page for page in pages] == [True, False]
    assert "Hidden Lane" not in client.get(form).content.decode()
    way_in = client.post("/gatherings/drumming-circle/2026-11-27/way-in/")
    assert (way_in.status_code, way_in.headers["Location"]) == (
        302,
        form.replace("27/", "27T1900/"),
    )


@pytest.mark.parametrize(
    "said",
    [{"name": ""}, {"size": 9}, {"size": "many"}, {"children": 1}, {"name": "x" * 61}],
)
def test_bad_answers_are_said_and_kept(
    client: Client, pottery: Gathering, said: dict[str, object]
) -> None:
    answer = sent(client, **{"needs": CANARY, **said})
    assert (answer.status_code, Booking.objects.count(), taken(pottery)) == (200, 0, 0)
    text = words(answer)
    assert "Something needs changing" in text
    assert CANARY in text


def test_a_form_without_its_token_works(client: Client, pottery: Gathering) -> None:
    answer = client.post(FORM, {"name": "Robin", "size": 1, "children": 0, "token": "short"})
    assert client.get(answer.headers["Location"]).status_code == 200


def test_past_and_cancelled_dates_take_nobody(client: Client, pottery: Gathering) -> None:
    cancel_date(gathering=pottery, recurrence_id=NEXT_WEEK, because="snow", by=None)
    assert "Not held this day. Cancelled: snow." in words(client.get(FORM))
    client.post(FORM, {"name": "Robin", "size": 1, "children": 0})
    assert Booking.objects.count() == 0


def test_whoever_is_signed_in_has_it_on_their_own_page(
    client: Client, pottery: Gathering, ana: Person, hana: Person
) -> None:
    sign_in(client, ana)
    answer = sent(client)
    booking = Booking.objects.get()
    assert answer.headers["Location"] == f"/mine/coming/{booking.pk}/"
    assert (booking.person, sent(client).headers["Location"]) == (ana, answer.headers["Location"])
    assert "Pottery" in words(client.get("/mine/"))
    assert client.post(answer.headers["Location"], {"say": "cancel"}).status_code == 302
    assert state(booking) == "cancelled"
    stranger = sign_in(Client(), hana)
    assert stranger.get(answer.headers["Location"]).status_code == 404
    assert stranger.post(answer.headers["Location"], {"say": "want"}).status_code == 404
    assert (state(booking), Client().get(answer.headers["Location"]).status_code) == (
        "cancelled",
        302,
    )


def test_what_somebody_needs_is_sealed_and_opened_with_a_receipt(
    client: Client, pottery: Gathering, emi: Person, jo: Person
) -> None:
    give_role(emi, pottery.community, "coordinator")
    sent(client, needs=CANARY)
    booking = Booking.objects.get()
    assert CANARY not in str(everything())
    page = "/community-room/three-rivers/coming/pottery/2026-12-03/"
    sign_in(client, emi)
    assert CANARY not in words(client.get(page))
    assert Receipt.objects.count() == 0
    opened = f"{page}?open={booking.seats.get().pk}"
    assert CANARY in words(client.get(opened))
    receipt = Receipt.objects.get()
    assert (receipt.owner, receipt.reader, receipt.because) == (booking.pk, emi, "coordinates")
    other = sign_in(Client(), jo)
    for path in (page, opened, "/community-room/three-rivers/coming/"):
        assert other.get(path).status_code == 404
    assert client.get(f"{page}?open=nobody").status_code == 200
    assert Receipt.objects.count() == 1


def test_what_was_said_is_changed(client: Client, pottery: Gathering) -> None:
    location = sent(client, needs=CANARY).headers["Location"]
    assert CANARY in client.get(location).content.decode()
    client.post(location, {"say": "change", "size": 2, "children": 1, "needs": ""})
    booking = Booking.objects.get()
    assert (booking.size, booking.children, booking.private, booking.has_needs) == (
        2,
        1,
        None,
        False,
    )
    refused = client.post(location, {"say": "change", "size": 7, "children": 1, "needs": CANARY})
    assert (refused.status_code, CANARY in refused.content.decode()) == (200, True)
    booking.refresh_from_db()
    assert (booking.size, taken(pottery)) == (2, 2)


def test_a_series_page_gives_up_one_date(client: Client, pottery: Gathering) -> None:
    location = sent(client, whole="all").headers["Location"]
    booking = Booking.objects.get()
    client.post(location, {"say": "not", "date": NEXT_WEEK})
    left = booking.seats.filter(state=Seat.State.KEPT).count()
    assert (state(booking), left) == ("cancelled", booking.seats.count() - 1)
    client.post(location, {"say": "want", "date": NEXT_WEEK})
    assert state(booking) == "kept"
    client.post(location, {"say": "not", "date": "2026-12-04T18:00"})
    assert booking.seats.filter(state=Seat.State.KEPT).count() == left + 1


def test_an_offer_on_its_page(
    client: Client, pottery: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = sent(client, size=3).headers["Location"]
    second = sent(client).headers["Location"]
    assert "You are on the waiting list." in words(client.get(second))
    client.post(first, {"say": "cancel"})
    assert "A place is held for you until Friday 27 November, 12:00 pm." in words(
        client.get(second)
    )
    client.post(second, {"say": "want", "date": NEXT_WEEK})
    assert "You are coming." in words(client.get(second))
    later = timezone.now() + timedelta(days=14)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert "This date is past." in words(client.get(second))
    assert client.post(second, {"say": "cancel"}).status_code == 302
    assert taken(pottery) == 1


def test_queries(
    client: Client,
    pottery: Gathering,
    emi: Person,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    give_role(emi, pottery.community, "coordinator")
    # The first of an hour begins the two counts of guests.
    sent(client)
    client.get(FORM)
    said = {"name": "Robin", "size": 1, "children": 0, "token": new_token()}
    with django_assert_max_num_queries(10):
        location = client.post(FORM, said).headers["Location"]
    with CaptureQueriesContext(connections["default"]) as asked:
        client.get(location)
    assert len(asked) <= 12
    sign_in(client, emi)
    counts = []
    for _ in range(2):
        for path in ("", "pottery/2026-12-03/"):
            with CaptureQueriesContext(connections["default"]) as asked:
                client.get(f"/community-room/three-rivers/coming/{path}")
            counts.append(len(asked))
        for _ in range(4):
            keep(pottery, "Ana", "", size=1)
            keep(pottery, "Ana", private=Private(needs=CANARY))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 15
