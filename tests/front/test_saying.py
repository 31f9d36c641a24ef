"""Suggestions and concerns: sealed, read by who should, and unseen by who should not."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from kithway.community.models import Community, Concern, Role, Suggestion
from kithway.consent.models import Receipt
from kithway.gatherings.models import Gathering, Holder, Shift
from kithway.people.models import Attempt, Person
from kithway.vault.kept import seal_kept
from tests.cast import give_role, sign_in
from tests.gatherings.views.reading import words
from tests.gatherings.views.rooms import everything

CANARY = "Heron-on-the-water-7741"
TELL = "/communities/three-rivers/suggest/"
WRONG = "/communities/three-rivers/something-went-wrong/"
ROOM = "/community-room/three-rivers/"
pytestmark = pytest.mark.usefixtures("thursday")


def send(client: Client, path: str, **said: str) -> Any:
    """Fill in the form of that page and send it."""
    found = re.search(r'name="form" value="([^"]+)"', client.get(path).content.decode())
    return client.post(path, {"form": found[1] if found else "", **said})


@pytest.fixture
def emis(community: Community, emi: Person) -> Client:
    give_role(emi, community, Role.Kind.COORDINATOR)
    return sign_in(Client(), emi)


@pytest.fixture
def guss(community: Community, gus: Person) -> Client:
    give_role(gus, community, Role.Kind.COORDINATOR)
    return sign_in(Client(), gus)


@pytest.fixture
def jos(other_community: Community, jo: Person) -> Client:
    give_role(jo, other_community, Role.Kind.COORDINATOR)
    return sign_in(Client(), jo)


def nowhere_clear() -> None:
    assert CANARY not in repr(everything())
    with connection.cursor() as cursor:
        for table in ("community_suggestion", "community_concern", "community_pause"):
            cursor.execute(f"SELECT * FROM {table}")
            values = [value for row in cursor.fetchall() for value in row]
            # PostgreSQL gives what is binary as a view of it.
            bare = [bytes(value) if isinstance(value, memoryview) else value for value in values]
            assert CANARY not in repr(bare)


def test_a_suggestion(client: Client, emis: Client, hearing_voices: Gathering) -> None:
    page = f"{TELL}?about=hearing-voices"
    text = words(client.get(page))
    assert "The coordinators of Three Rivers read it, and nobody else." in text
    assert "About: Hearing Voices group" in text
    sent = send(client, page, kind="wrong", words=f"{CANARY} <a href='http://x.example'>x</a>")
    assert "It is sent." in words(sent)
    one = Suggestion.objects.get()
    assert (one.about, one.approved) == ("/gatherings/hearing-voices/", None)
    nowhere_clear()
    # The list has no words; to open one leaves a receipt, and nothing else.
    assert CANARY not in words(emis.get(f"{ROOM}suggestions/"))
    assert Receipt.objects.count() == 0
    shown = emis.get(f"{ROOM}suggestions/{one.pk}/").content.decode()
    assert CANARY in shown
    assert "<a href='http" not in shown
    assert '<a href="http://x' not in shown
    receipt = Receipt.objects.get()
    assert (receipt.owner, receipt.scope, receipt.reader_name, receipt.because) == (
        one.pk, "suggestion", "Emi", "coordinates",
    )  # fmt: skip
    emis.post(f"{ROOM}suggestions/{one.pk}/", {"say": "approve"})
    one.refresh_from_db()
    assert (one.approved, one.answered_by) == (True, "Emi")
    emis.post(f"{ROOM}suggestions/{one.pk}/", {"say": "aside"})
    one.refresh_from_db()
    assert one.approved is False
    assert CANARY not in words(Client().get("/communities/three-rivers/"))


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"kind": "wrong", "words": ""}, "Please write something here."),
        ({"kind": "made-up", "words": "x"}, "Choose one of these."),
        ({"kind": "wrong", "words": "x" * 4001}, "Make this shorter: at most 4000 characters."),
        ({"kind": "wrong", "words": "tea", "form": "forged"}, "Copy your words, load it anew"),
    ],
)
def test_bad_input(client: Client, community: Community, said: dict[str, str], why: str) -> None:
    page = send(client, TELL, **said)
    assert (page.status_code, Suggestion.objects.count()) == (200, 0)
    assert why in words(page)
    assert said["words"] in page.content.decode()


def test_so_many_of_one_form(client: Client, community: Community) -> None:
    form = re.search(r'name="form" value="([^"]+)"', client.get(TELL).content.decode())
    assert form
    said = {"form": form[1], "kind": "other", "words": "once more"}
    for _ in range(3):
        assert "It is sent." in words(client.post(TELL, said))
    refused = client.post(TELL, said)
    assert "Please keep your words and send them in an hour." in words(refused)
    assert "once more" in refused.content.decode()
    assert Suggestion.objects.count() == 3


def test_so_many_of_one_community(client: Client, community: Community) -> None:
    for _ in range(40):
        send(client, TELL, kind="other", words="x")
    lines = Attempt.objects.count()
    assert "send them in an hour" in words(send(client, TELL, kind="other", words="x"))
    assert Suggestion.objects.count() == 40
    # What is refused leaves no line, so that nobody fills the table.
    assert Attempt.objects.count() == lines


def test_a_concern_is_not_seen_by_the_holder(
    client: Client, emis: Client, guss: Client, emi: Person, gus: Person, hearing_voices: Gathering
) -> None:
    Holder.objects.create(gathering=hearing_voices, person=emi)
    page = f"{WRONG}?about=hearing-voices"
    text = words(client.get(page))
    assert "Those who hold it don’t see that you wrote." in text
    # Of the two only the other can be chosen.
    assert (str(gus.pk) in client.get(page).content.decode(), str(emi.pk) in text) == (True, False)
    send(client, page, words=CANARY, reach="555-0123", to="")
    one = Concern.objects.get()
    nowhere_clear()
    assert str(one.pk) not in emis.get(f"{ROOM}concerns/").content.decode()
    assert words(emis.get(f"{ROOM}concerns/")).count("26 November") == 0
    assert emis.get(f"{ROOM}concerns/{one.pk}/").status_code == 404
    assert emis.post(f"{ROOM}concerns/{one.pk}/", {"say": "settle"}).status_code == 404
    open_ = "Thursday 26 November · Hearing Voices group Not answered yet"
    assert open_ in words(guss.get(f"{ROOM}concerns/"))
    assert not Receipt.objects.exists()
    said = words(guss.get(f"{ROOM}concerns/{one.pk}/"))
    assert CANARY in said
    assert "How to reach them: 555-0123" in said
    assert Receipt.objects.get().reader == gus
    guss.post(f"{ROOM}concerns/{one.pk}/", {"say": "settle"})
    one.refresh_from_db()
    assert one.settled_by == "Gus"
    settled = "Looked after Thursday 26 November · Hearing Voices group Gus · Thursday 26 November"
    assert settled in words(guss.get(f"{ROOM}concerns/"))


@pytest.mark.parametrize(
    "content", [CANARY, f'"{CANARY}"', f'["{CANARY}"]', f'{{"said": "{CANARY}"}}', "12" + CANARY]
)
def test_a_concern_of_another_shape_is_read_as_it_is(
    emis: Client, community: Community, content: str
) -> None:
    """No action writes one; what a row may still hold is somebody's words, and no error."""
    one = Concern(community=community)
    one.content = seal_kept(content, at=one.at)
    one.save(force_insert=True)
    page = emis.get(f"{ROOM}concerns/{one.pk}/")
    assert page.status_code == 200
    assert content in words(page)


def test_a_concern_to_one_chosen(
    client: Client, emis: Client, guss: Client, gus: Person, community: Community
) -> None:
    send(client, WRONG, words=CANARY, to=str(gus.pk))
    one = Concern.objects.get()
    assert one.to == gus
    assert emis.get(f"{ROOM}concerns/{one.pk}/").status_code == 404
    assert guss.get(f"{ROOM}concerns/{one.pk}/").status_code == 200
    # Who coordinates no longer reads nothing; then it is for the others.
    Role.objects.filter(person=gus).update(ended_at=timezone.now())
    assert guss.get(f"{ROOM}concerns/{one.pk}/").status_code == 404
    assert emis.get(f"{ROOM}concerns/{one.pk}/").status_code == 200


def test_nobody_who_could_read_it(
    client: Client, emis: Client, emi: Person, hearing_voices: Gathering
) -> None:
    Holder.objects.create(gathering=hearing_voices, person=emi)
    page = f"{WRONG}?about=hearing-voices"
    assert "So we don’t take it here" in words(client.get(page))
    client.post(page, {"words": CANARY})
    assert Concern.objects.count() == 0


def test_somebody_else_cannot_be_chosen(client: Client, emis: Client, jo: Person) -> None:
    page = send(client, WRONG, words="x", to=str(jo.pk))
    assert "Choose one of these." in words(page)
    assert Concern.objects.count() == 0


def test_not_anothers(
    client: Client, emis: Client, jos: Client, hana: Person, online_talk: Gathering
) -> None:
    send(client, TELL, kind="other", words=CANARY)
    send(client, WRONG, words=CANARY)
    keys = {"suggestions": Suggestion.objects.get().pk, "concerns": Concern.objects.get().pk}
    hanas = sign_in(Client(), hana)
    for what, key in keys.items():
        for room in (ROOM, "/community-room/bay-side/"):
            for stranger in (jos, hanas):
                assert stranger.get(f"{room}{what}/{key}/").status_code == 404
                assert stranger.post(f"{room}{what}/{key}/", {"say": "settle"}).status_code == 404
        assert jos.get(f"{ROOM}{what}/").status_code == 404
        assert CANARY not in words(jos.get(f"/community-room/bay-side/{what}/"))
    assert Receipt.objects.count() == 0
    assert client.get(f"{TELL}?about=online-talk").status_code == 404
    assert client.get(f"{WRONG}?about=no-such").status_code == 404


def test_who_is_paused_does_not_write(community: Community, hana: Person) -> None:
    community.pauses.create(person=hana, because=b"", until=timezone.now() + timedelta(days=2))
    hanas = sign_in(Client(), hana)
    response = hanas.get(TELL)
    assert response.status_code == 403
    assert "For now you can’t keep a place with Three Rivers" in words(response)
    assert hanas.get(WRONG).status_code == 200


def test_who_holds_it_no_more_still_does_not_see_it(
    client: Client, emis: Client, guss: Client, emi: Person, hearing_voices: Gathering
) -> None:
    held = Holder.objects.create(gathering=hearing_voices, person=emi)
    page = f"{WRONG}?about=hearing-voices"
    send(client, page, words=CANARY)
    one = Concern.objects.get()
    # A coordinator may end their own holding, and become a holder again.
    Holder.objects.filter(pk=held.pk).update(ended_at=timezone.now())
    assert emis.get(f"{ROOM}concerns/{one.pk}/").status_code == 404
    assert str(emi.pk) not in client.get(page).content.decode()
    assert guss.get(f"{ROOM}concerns/{one.pk}/").status_code == 200
    # Long ago is another thing.
    Holder.objects.filter(pk=held.pk).update(ended_at=timezone.now() - timedelta(days=91))
    assert emis.get(f"{ROOM}concerns/{one.pk}/").status_code == 200
    assert str(emi.pk) in client.get(page).content.decode()


def test_nor_who_took_one_date_over(
    client: Client, emis: Client, emi: Person, guss: Client, hearing_voices: Gathering
) -> None:
    now, page = timezone.now(), f"{WRONG}?about=hearing-voices"
    Shift.objects.create(
        community=hearing_voices.community,
        kind=Shift.Kind.HOLD,
        gathering=hearing_voices,
        recurrence_id="2026-11-19T18:00",
        starts_at=now - timedelta(days=7),
        ends_at=now - timedelta(days=6),
        person=emi,
        taken_at=now,
    )
    assert str(emi.pk) not in client.get(page).content.decode()
    send(client, page, words=CANARY)
    one = Concern.objects.get()
    assert emis.get(f"{ROOM}concerns/{one.pk}/").status_code == 404
    assert guss.get(f"{ROOM}concerns/{one.pk}/").status_code == 200


def test_signs_that_are_in_no_address(client: Client, hearing_voices: Gathering) -> None:
    for sign in ("%00", "hearing-voices%00", "%ED%A0%80", "%E2%80%AE", "x" * 300):
        for page in (TELL, WRONG):
            assert client.get(f"{page}?about={sign}").status_code == 404
