"""What the history says of help lines, pages, agreements, pauses: who, when, and no more."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kithway.community import actions
from kithway.community.history import entry_words
from kithway.community.models import Community, Entry, HelpLine
from kithway.people.models import Person
from tests.cast import give_role, sign_in
from tests.gatherings.views.reading import words

CANARY = "Heron-on-the-water-7741"
FACTS = {
    "kind": HelpLine.Kind.values[0],
    "name": "Night line",
    "number": "555-0100",
    "text_to": "",
    "hours": "",
    "about": CANARY,
    "sends_police": HelpLine.Police.values[0],
    "checked_on": "2026-11-20",
}
pytestmark = pytest.mark.usefixtures("thursday")


@pytest.fixture
def told(emis: Client, community: Community):
    """The new lines of the history, as the page says them, and by whom; by the alphabet, as the
    clock stands still."""
    seen = set(community.entries.values_list("pk", flat=True))

    def read() -> list[tuple[str, str]]:
        new = list(community.entries.exclude(pk__in=seen))
        seen.update(entry.pk for entry in new)
        page = words(emis.get("/community-room/three-rivers/history/"))
        assert [entry for entry in new if entry_words(entry) not in page] == []
        return sorted((entry_words(entry), entry.by) for entry in new)

    return read


def test_a_change_waits_where_the_second_looks(
    emis: Client, community: Community, emi: Person, gus: Person
) -> None:
    give_role(gus, community, "coordinator")
    guss = sign_in(Client(), gus)
    waits = "Help lines Waiting for a second coordinator"
    change = actions.propose_help_line(community=community, line=None, facts=FACTS, by=emi)
    room = "/community-room/three-rivers/"
    assert [waits in words(client.get(room)) for client in (emis, guss)] == [False, True]
    actions.agree_help_line(change=change, by=gus)
    assert waits not in words(guss.get(room))


def test_help_lines(told, community: Community, emi: Person, gus: Person) -> None:
    give_role(gus, community, "coordinator")
    told()
    waits = "Waiting for a second coordinator: Night line"
    one = actions.propose_help_line(community=community, line=None, facts=FACTS, by=emi)
    actions.agree_help_line(change=one, by=gus)
    assert told() == [("Added: Night line", "Gus"), (waits, "Emi")]
    line = community.help_lines.get()
    two = actions.propose_help_line(community=community, line=line, facts=FACTS, by=gus)
    actions.agree_help_line(change=two, by=emi)
    assert told() == [(waits, "Gus"), ("Was changed: Night line", "Emi")]
    three = actions.propose_help_line(community=community, line=line, facts={}, by=emi)
    actions.withdraw_help_line(change=three, by=emi)
    actions.withdraw_help_line(change=three, by=emi)
    assert told() == [("Taken back: Night line", "Emi"), (waits, "Emi")]
    four = actions.propose_help_line(community=community, line=line, facts={}, by=emi)
    actions.agree_help_line(change=four, by=gus)
    assert told() == [("Taken away: Night line", "Gus"), (waits, "Emi")]
    assert CANARY not in str(Entry.objects.values())


def test_pages(told, community: Community, emi: Person) -> None:
    def answer(by: Person | None, **answers: str) -> None:
        actions.answer_page(community=community, kind="if_i_write", answers=answers, by=by)

    answer(emi)
    answer(emi, reads=CANARY)
    answer(emi, reads=CANARY)
    answer(None, reads="Nobody")
    said = "Was changed: What happens if I write that I want to die?"
    assert told() == [(said, "Emi")]
    assert CANARY not in str(Entry.objects.values())


def test_agreements(told, community: Community, emi: Person) -> None:
    day = timezone.now().date()
    one = actions.add_agreement(community=community, text="We knock.", agreed_on=day, by=emi)
    actions.end_agreement(agreement=one, by=emi)
    actions.end_agreement(agreement=one, by=emi)
    assert told() == [("Added: We knock.", "Emi"), ("Ended: We knock.", "Emi")]


def test_pauses_name_nobody(
    told, community: Community, emi: Person, gus: Person, hana: Person
) -> None:
    until = timezone.now() + timedelta(days=7)
    pause = actions.pause_person(
        community=community, person=hana, because=CANARY, until=until, by=emi
    )
    actions.appeal(pause=pause, words=CANARY, by=hana)
    actions.answer_appeal(pause=pause, words=CANARY, ends=True, by=gus)
    actions.end_pause(pause=pause, by=gus)
    assert told() == [("A pause was ended", "Gus"), ("A person was paused", "Emi")]
    lines = str(list(Entry.objects.values()))
    assert [one for one in (CANARY, "Hana", str(hana.pk), str(pause.pk)) if one in lines] == []
