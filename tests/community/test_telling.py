"""Pages in a community's own words, and its agreements: public once written, and not before."""

import pytest
from django.test import Client

from kithway.community.models import Community, CommunityPage
from kithway.community.questions import QUESTIONS
from kithway.people.models import Person
from tests.gatherings.views.reading import words

ROOM = "/community-room/three-rivers/"
pytestmark = pytest.mark.usefixtures("thursday")


def test_nothing_is_said_before_it_is_answered(client: Client, community: Community) -> None:
    text = words(client.get("/communities/three-rivers/first-time/"))
    assert "Three Rivers has not answered this yet" in text
    text = words(client.get("/communities/three-rivers/if-i-write/"))
    assert "No machine looks for such words here" in text
    assert "You can call or text 988, day and night. Help now" in text
    assert "Three Rivers has not answered this yet Until then, expect that nobody reads" in text
    assert client.get("/communities/nowhere/if-i-write/").status_code == 404


def test_no_bare_question_frightens(client: Client, community: Community) -> None:
    path, questions = "/communities/three-rivers/if-i-write/", QUESTIONS["if_i_write"]
    for answers in ({}, {"reads": "Emi, on Mondays."}):
        community.pages.update_or_create(kind="if_i_write", defaults={"answers": answers})
        text = words(client.get(path))
        shown = [name for name, question in questions.items() if str(question) in text]
        assert shown == list(answers)
    assert "nobody reads at once" not in text


@pytest.mark.parametrize(("country", "named"), [("US", True), ("CA", True), ("GB", False)])
def test_988_where_it_is_answered(
    client: Client, community: Community, country: str, named: bool
) -> None:
    Community.objects.update(country=country)
    text = words(client.get("/communities/three-rivers/if-i-write/"))
    assert ("988" in text) is named


def test_with_no_community_known(client: Client, community: Community) -> None:
    page = client.get("/if-i-write/")
    assert "No machine looks for such words here" in words(page)
    assert 'href="/communities/three-rivers/if-i-write/"' in page.content.decode()


def test_it_is_answered(emis: Client, community: Community) -> None:
    said = {"meets": "Dara, at the side door.", "cost": "<b>Nothing</b>", "made_up": "x"}
    response = emis.post(f"{ROOM}pages/first-time/", said)
    assert response["Location"] == f"{ROOM}pages/"
    row = CommunityPage.objects.get()
    assert (row.answers, row.changed_by) == (
        {"meets": "Dara, at the side door.", "cost": "<b>Nothing</b>"},
        "Emi",
    )
    page = Client().get("/communities/three-rivers/first-time/")
    assert "&lt;b&gt;Nothing" in page.content.decode()
    # What is not answered is not asked.
    assert "What happens the first time?" not in words(page)
    assert "has not answered" not in words(page)
    assert "3 questions are not answered yet." in words(emis.get(f"{ROOM}pages/"))
    # Written again it is one page still.
    emis.post(f"{ROOM}pages/first-time/", {"meets": " "})
    assert CommunityPage.objects.get().answers == {}


def test_too_long(emis: Client) -> None:
    page = emis.post(f"{ROOM}pages/if-i-write/", {"reads": "x" * 2001})
    assert "Make this shorter: at most 2000 characters." in words(page)
    assert CommunityPage.objects.count() == 0
    assert emis.get(f"{ROOM}pages/made-up/").status_code == 404


def test_agreements(emis: Client, community: Community) -> None:
    path = f"{ROOM}agreements/"
    emis.post(path, {"text": "We speak of ourselves.", "agreed_on": "2026-11-20"})
    one = community.agreements.get()
    assert (one.text, str(one.agreed_on), one.made_by) == (
        "We speak of ourselves.", "2026-11-20", "Emi",
    )  # fmt: skip
    assert "We speak of ourselves." in words(Client().get("/communities/three-rivers/"))
    assert "We speak of ourselves." in words(emis.get(f"{path}{one.pk}/"))
    emis.post(f"{path}{one.pk}/")
    emis.post(f"{path}{one.pk}/")
    one.refresh_from_db()
    assert one.ended_at is not None
    assert "We speak of ourselves." in words(emis.get(path))


def test_an_ended_agreement_is_not_public(client: Client, community: Community) -> None:
    community.agreements.create(text="No more", agreed_on="2026-01-01", ended_at="2026-02-01T00Z")
    assert "No more" not in words(client.get("/communities/three-rivers/"))


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"text": "", "agreed_on": "2026-11-20"}, "Please write something here."),
        ({"text": "x", "agreed_on": "soon"}, "Give a day like 2026-11-26."),
        ({"text": "x", "agreed_on": "2027-11-20"}, "Give a day that is not still to come."),
        ({"text": "x", "agreed_on": "0001-01-01"}, "Give a day like 2026-11-26."),
    ],
)
def test_an_agreement_that_will_not_do(
    emis: Client, community: Community, said: dict[str, str], why: str
) -> None:
    page = emis.post(f"{ROOM}agreements/", said)
    assert (page.status_code, community.agreements.count()) == (200, 0)
    assert why in words(page)


@pytest.mark.parametrize("path", ["pages/", "pages/first-time/", "agreements/", "help-lines/"])
def test_for_its_own_coordinators(
    emis: Client, jos: Client, hanas: Client, path: str, dara: Person
) -> None:
    for stranger in (jos, hanas):
        for room in (ROOM, "/community-room/no-such/"):
            assert stranger.get(f"{room}{path}").status_code == 404
            assert stranger.post(f"{room}{path}", {"text": "x"}).status_code == 404
    assert Client().get(f"{ROOM}{path}").status_code == 302


def test_anothers_agreement(emis: Client, jos: Client, community: Community) -> None:
    one = community.agreements.create(text="Ours", agreed_on="2026-01-01")
    path = f"/community-room/bay-side/agreements/{one.pk}/"
    assert (jos.get(path).status_code, jos.post(path).status_code) == (404, 404)
    one.refresh_from_db()
    assert one.ended_at is None
