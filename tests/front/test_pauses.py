"""Pausing a person: with a reason they read, an end, and an appeal that another answers."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kithway.community.actions import end_pause, pause_person
from kithway.community.models import Community, Pause, Role
from kithway.community.rules import is_paused
from kithway.consent.models import Receipt
from kithway.people.models import Person
from tests.cast import give_role, sign_in
from tests.front.test_saying import CANARY, ROOM, emis, guss, jos, nowhere_clear
from tests.gatherings.views.reading import words

__all__ = ["emis", "guss", "jos"]
SAID = {"name": "hana", "because": CANARY, "until": "2026-12-10"}
pytestmark = pytest.mark.usefixtures("thursday")


@pytest.fixture
def hanas(hana: Person, community: Community) -> Client:
    """Hana, who is a member."""
    give_role(hana, community, Role.Kind.MEMBER)
    return sign_in(Client(), hana)


@pytest.fixture
def one(emis: Client, hanas: Client) -> Pause:
    emis.post(f"{ROOM}pauses/", SAID)
    return Pause.objects.get()


def test_a_person_is_paused(
    one: Pause, emis: Client, hanas: Client, hana: Person, emi: Person, community: Community
) -> None:
    assert (one.person, one.made_by, one.until) == (
        hana, emi, datetime(2026, 12, 11, 4, 59, 59, 999999, UTC),
    )  # fmt: skip
    assert is_paused(hana, community)
    nowhere_clear()
    assert "Three Rivers Until Thursday 10 December" in words(hanas.get("/mine/pauses/"))
    assert CANARY in words(hanas.get(f"/mine/pauses/{one.pk}/"))
    # One's own reading leaves no receipt; a coordinator's does.
    assert Receipt.objects.count() == 0
    assert CANARY in words(emis.get(f"{ROOM}pauses/{one.pk}/"))
    assert (Receipt.objects.get().owner, Receipt.objects.get().scope) == (hana.pk, "pauses")


def test_mine_says_so_first(one: Pause, hanas: Client) -> None:
    """Whoever is paused meets why, and how to say that it is not right, before their dates."""
    page = hanas.get("/mine/")
    assert "You are paused Three Rivers Until" in words(page)
    assert f'href="/mine/pauses/{one.pk}/"' in page.content.decode()
    Pause.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert "You are paused" not in words(hanas.get("/mine/"))


STAYS = "A pause takes no role away."


def test_a_facilitator_reads_what_of_their_role(
    one: Pause, emis: Client, hanas: Client, hana: Person, community: Community
) -> None:
    """The pause itself says only that one keeps no place and writes nothing."""
    pages = [(hanas, f"/mine/pauses/{one.pk}/"), (emis, f"{ROOM}pauses/{one.pk}/")]
    assert [STAYS in words(client.get(page)) for client, page in pages] == [False, False]
    give_role(hana, community, Role.Kind.FACILITATOR)
    assert [STAYS in words(client.get(page)) for client, page in pages] == [True, True]
    end_pause(pause=one, by=community.roles.get(kind=Role.Kind.COORDINATOR).person)
    assert [STAYS in words(client.get(page)) for client, page in pages] == [False, False]


def test_it_ends_by_itself(one: Pause, hana: Person, community: Community) -> None:
    Pause.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert not is_paused(hana, community)


def test_an_appeal(one: Pause, emis: Client, guss: Client, hanas: Client) -> None:
    mine, theirs = f"/mine/pauses/{one.pk}/", f"{ROOM}pauses/{one.pk}/"
    assert hanas.post(mine, {"words": f"{CANARY} not I"})["Location"] == mine
    nowhere_clear()
    hanas.post(mine, {"words": "a second time"})
    assert "a second time" not in words(emis.get(theirs))
    # Whoever paused them does not answer.
    assert "Another coordinator answers, as you paused them." in words(emis.get(theirs))
    emis.post(theirs, {"say": "stays", "words": "No."})
    one.refresh_from_db()
    assert one.answer is None
    guss.post(theirs, {"say": "ends", "words": "You are right."})
    one.refresh_from_db()
    assert (one.answered_by.name, one.ended_at is not None) == ("Gus", True)
    assert "The answer You are right." in words(hanas.get(mine))


def test_only_one_coordinator(one: Pause, emis: Client, hanas: Client) -> None:
    text = words(hanas.get(f"/mine/pauses/{one.pk}/"))
    assert "There is only one coordinator now, who paused you." in text
    hanas.post(f"/mine/pauses/{one.pk}/", {"words": "Not I"})
    assert "You are the only coordinator here." in words(emis.get(f"{ROOM}pauses/{one.pk}/"))


def test_ended_early(one: Pause, emis: Client, hana: Person, community: Community) -> None:
    emis.post(f"{ROOM}pauses/{one.pk}/", {"say": "over"})
    assert not is_paused(hana, community)
    before = Pause.objects.get().ended_at
    end_pause(pause=one, by=hana)
    assert Pause.objects.get().ended_at == before


@pytest.mark.parametrize(
    ("field", "given", "why"),
    [
        ("name", "Jo", "Nobody of that name has a role here, or kept a place."),
        ("name", "Nobody", "Nobody of that name has a role here, or kept a place."),
        ("name", "Emi", "A coordinator can’t be paused."),
        ("because", "", "Please write something here."),
        ("until", "2026-11-26", "Give a day from tomorrow on"),
        ("until", "2028-01-01", "Give a day from tomorrow on"),
        ("until", "soon", "Give a day from tomorrow on"),
    ],
)
def test_bad_input(
    emis: Client, hanas: Client, jo: Person, field: str, given: str, why: str
) -> None:
    page = emis.post(f"{ROOM}pauses/", {**SAID, field: given})
    assert (page.status_code, Pause.objects.count()) == (200, 0)
    assert why in words(page)


def test_not_twice(one: Pause, emis: Client) -> None:
    assert "This person is paused already." in words(emis.post(f"{ROOM}pauses/", SAID))
    assert Pause.objects.count() == 1


def test_never_anothers(
    one: Pause, jos: Client, ana: Person, other_community: Community, jo: Person, hana: Person
) -> None:
    anas = sign_in(Client(), ana)
    for path in (f"/mine/pauses/{one.pk}/", f"{ROOM}pauses/{one.pk}/"):
        for stranger in (jos, anas):
            assert stranger.get(path).status_code == 404
            assert stranger.post(path, {"say": "over", "words": "x"}).status_code == 404
    assert jos.get(f"/community-room/bay-side/pauses/{one.pk}/").status_code == 404
    one.refresh_from_db()
    assert (one.ended_at, one.appealed_at) == (None, None)
    # Elsewhere she may come.
    assert not is_paused(hana, other_community)
    pause_person(community=other_community, person=hana, because="x", until=one.until, by=jo)
    assert Pause.objects.count() == 2


def test_nobody_ends_or_answers_their_own(
    one: Pause, hana: Person, hanas: Client, community: Community
) -> None:
    """A role that was offered before is accepted after."""
    give_role(hana, community, Role.Kind.COORDINATOR)
    hanas.post(f"/mine/pauses/{one.pk}/", {"words": "not I"})
    for say in ("over", "ends"):
        hanas.post(f"{ROOM}pauses/{one.pk}/", {"say": say, "words": "I say so"})
    one.refresh_from_db()
    assert (one.ended_at, one.answered_at) == (None, None)
    assert is_paused(hana, community)
