"""A help line is changed by two coordinators, never by one alone, and shows at once."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from kithway.community.models import Community, HelpLine, HelpLineChange
from kithway.people.models import Person
from tests.gatherings.views.reading import words

ROOM = "/community-room/three-rivers/help-lines/"
SAID = {
    "kind": "peer_line",
    "name": "River line",
    "number": "413-555-0147",
    "text_to": "",
    "hours": "6 to 10 pm",
    "about": "",
    "sends_police": "no",
    "checked_on": "2026-11-25",
}
pytestmark = pytest.mark.usefixtures("thursday")


def change() -> str:
    return f"{ROOM}changes/{HelpLineChange.objects.latest('pk').pk}/"


def test_two_of_them(emis: Client, second: Client, community: Community) -> None:
    emis.post(f"{ROOM}new/", SAID)
    assert "River line" not in words(Client().get("/help-now/"))
    assert "I have checked it, and agree" not in words(emis.get(ROOM))
    # Nobody agrees with themselves.
    denied = emis.post(change(), {"say": "agree"})
    assert denied.status_code == 403
    assert "Another coordinator has to agree to this" in words(denied)
    assert HelpLine.objects.count() == 0
    assert "I have checked it, and agree" in words(second.get(ROOM))
    second.post(change(), {"say": "agree"})
    line = HelpLine.objects.get()
    assert (line.name, line.number, line.sends_police, str(line.checked_on)) == (
        "River line", "413-555-0147", "no", "2026-11-25",
    )  # fmt: skip
    # The page is kept for a minute at most, elsewhere.
    assert "River line" in words(Client().get("/help-now/"))
    # Twice is as once.
    second.post(change(), {"say": "agree"})
    assert HelpLine.objects.count() == 1


def test_changed_and_taken_away(emis: Client, second: Client, community: Community) -> None:
    line = community.help_lines.create(kind="warmline", name="Old", number="1")
    emis.post(f"{ROOM}{line.pk}/", {**SAID, "name": "New"})
    second.post(change(), {"say": "agree"})
    line.refresh_from_db()
    assert (line.name, line.kind) == ("New", "peer_line")
    second.post(f"{ROOM}{line.pk}/", {"say": "away"})
    assert "Take away: New" in words(emis.get(ROOM))
    emis.post(change(), {"say": "agree"})
    assert HelpLine.objects.count() == 0
    # Who agreed to what stays.
    assert HelpLineChange.objects.exclude(agreed_at=None).count() == 2


def test_withdrawn(emis: Client, second: Client) -> None:
    emis.post(f"{ROOM}new/", SAID)
    second.post(change(), {"say": "withdraw"})
    assert second.post(change(), {"say": "agree"}).status_code == 403
    assert HelpLine.objects.count() == 0


def test_the_only_coordinator_is_told(emis: Client) -> None:
    assert "You are the only coordinator here." in words(emis.get(ROOM))


@pytest.mark.parametrize(
    ("field", "given", "why"),
    [
        ("name", "", "Please write something here."),
        ("number", "", "Give a number to call or to text."),
        ("kind", "pizza", "Choose one of these."),
        ("checked_on", "", "Give a day like 2026-11-26."),
        ("checked_on", "2027-01-01", "Give a day that is not still to come."),
        ("checked_on", "2024-01-01", "That is over a year ago."),
    ],
)
def test_bad_input(emis: Client, field: str, given: str, why: str) -> None:
    page = emis.post(f"{ROOM}new/", {**SAID, field: given})
    assert (page.status_code, HelpLineChange.objects.count()) == (200, 0)
    assert why in words(page)


def test_not_anothers(emis: Client, second: Client, jos: Client, community: Community) -> None:
    emis.post(f"{ROOM}new/", SAID)
    line = community.help_lines.create(kind="warmline", name="Ours", number="1")
    theirs = "/community-room/bay-side/help-lines/"
    for path in (f"{theirs}{line.pk}/", change().replace("three-rivers", "bay-side")):
        assert jos.post(path, {"say": "agree"}).status_code == 404
        assert jos.post(path, {"say": "away"}).status_code == 404
    assert list(HelpLine.objects.values_list("name", flat=True)) == ["Ours"]


def test_the_database_refuses_one_alone(community: Community, emi: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        community.help_line_changes.create(proposed_by=emi, agreed_by=emi, agreed_at=timezone.now())
