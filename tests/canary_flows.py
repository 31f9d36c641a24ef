"""Everywhere that somebody writes what is theirs: each flow puts phrases in as a browser would.

Add yours here when a form takes a note, a contact, an address or any private word. A flow stands on
the community `three-rivers` and its gathering `pottery` (tonight, with names taken), and makes the
people that it needs.
"""

import re
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from kithway.community.actions import pause_person
from kithway.community.models import Community
from kithway.gatherings.actions import count_date
from kithway.gatherings.actions.how_was_it import leave_comment
from kithway.gatherings.models import Booking, Gathering
from kithway.people.telling import send_due, tell
from tests.canaries import Canaries
from tests.cast import give_role, person, sign_in

HERE = "/communities/three-rivers/"
ROOM = "/community-room/three-rivers/"


def keeps_a_place(world: Canaries) -> None:
    """A guest says what they need and how to reach them, changes it, and is told of a change."""
    gathering = Gathering.objects.get(slug="pottery")
    date = gathering.occurrences.filter(starts_at__gt=timezone.now()).earliest("starts_at")
    path = f"/gatherings/pottery/{date.recurrence_id[:10]}/coming/"
    said = {"name": "Robin", "needs": world.phrase(), "contact": world.mail(), "remind": "day"}
    went_to = submit(world.client, path, "token", {**said, "size": "1", "children": "0"})
    booking = Booking.objects.get(name="Robin")
    assert booking.private is not None
    coordinator = sign_in(Client(), coordinating())
    opened = coordinator.get(f"{ROOM}coming/")
    assert opened.status_code == 200
    assert world.client.get(went_to).status_code == 200


def says_something(world: Canaries) -> None:
    coordinating()
    suggested = {"kind": "other", "words": world.phrase()}
    submit(world.client, f"{HERE}suggest/", "form", suggested)
    wrong = {"words": world.phrase(), "reach": world.mail()}
    submit(world.client, f"{HERE}something-went-wrong/", "form", wrong)
    community = Community.objects.get(slug="three-rivers")
    assert (community.suggestions.count(), community.concerns.count()) == (1, 1)


def gives_a_mail_address(world: Canaries) -> None:
    """One is set and another in its place; what did not do is said, and kept nowhere."""
    ana = person("Ana")
    client = sign_in(world.client, ana)
    for address in (world.mail(), world.mail(), f"{world.phrase()} at home"):
        client.post("/mine/settings/mail/", {"mail": address})
    ana.refresh_from_db()
    assert ana.mail is not None


def is_paused(world: Canaries) -> None:
    community = Community.objects.get(slug="three-rivers")
    hana = person("Hana")
    until = timezone.now() + timedelta(days=9)
    pause = pause_person(
        community=community,
        person=hana,
        because=world.phrase(),
        until=until,
        by=coordinating(),
    )
    sign_in(world.client, hana).post(f"/mine/pauses/{pause.pk}/", {"words": world.phrase()})
    pause.refresh_from_db()
    assert pause.appeal is not None


def is_counted_and_comments(world: Canaries) -> None:
    gathering = Gathering.objects.get(slug="pottery")
    day = (timezone.now() - timedelta(days=1)).astimezone(gathering.zone).date()
    count_date(
        gathering=gathering,
        recurrence_id=f"{day}T18:00",
        count=2,
        names=[world.phrase(), world.phrase()],
        by=None,
    )
    leave_comment(
        community=gathering.community,
        gathering=gathering,
        month=day,
        text=world.phrase(),
        may_show=True,
    )


def is_told(world: Canaries) -> None:
    """One message goes out, one waits, and one can go nowhere."""
    ben = person("Ben")
    for channel, later in (("mail", 0), ("mail", 60), ("text", 0)):
        tell(
            owner=ben.pk,
            person=ben,
            channel=channel,
            to=world.mail(),
            body=world.phrase(),
            about="canary",
            due_at=timezone.now() + timedelta(minutes=later),
        )
    send_due()


FLOWS = [
    keeps_a_place,
    says_something,
    gives_a_mail_address,
    is_paused,
    is_counted_and_comments,
    is_told,
]


def submit(client: Client, path: str, hidden: str, said: dict[str, str]) -> str:
    """Fill in the form of that page and send it; where it led to."""
    page = client.get(path)
    assert page.status_code == 200, f"{path}: {page.status_code}"
    found = re.search(rf'name="{hidden}" value="([^"]+)"', page.content.decode())
    assert found, path
    answer = client.post(path, {hidden: found[1], **said})
    return answer.get("Location", path)


def coordinating():
    emi = person("Emi")
    give_role(emi, Community.objects.get(slug="three-rivers"), "coordinator")
    return emi
