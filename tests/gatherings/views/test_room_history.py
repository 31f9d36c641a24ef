"""Who changed what, when; and the last change undone."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from kithway.community.history import record
from kithway.community.models import Closure, Community, Entry, Place, PlaceKey
from kithway.gatherings.actions import change_gathering, change_place, close, confirm_date
from kithway.gatherings.models import Gathering
from kithway.people.models import Person
from tests.clock import NOON
from tests.gatherings.views.reading import words
from tests.gatherings.views.rooms import TONIGHT, everything, row

FIELDS = [field.attname for field in Gathering._meta.concrete_fields if field.name != "horizon"]


@pytest.fixture(autouse=True)
def ticking(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second passes each time that somebody looks at the clock."""
    moments: Iterator[int] = iter(range(10**6))
    monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(seconds=next(moments)))


def undo_page(emis: str, **which: str) -> str:
    entry = Entry.objects.filter(**which).latest("at")
    return f"{emis}history/{entry.pk}/"


def test_a_change_is_told_and_undone(
    client: Client, emis: str, hearing_voices: Gathering, emi: Person
) -> None:
    change_gathering(gathering=hearing_voices, by=emi, name="Voices", minutes=60)
    entry = Entry.objects.get(verb="changed")
    assert (entry.before, entry.after) == (
        {"name": "Hearing Voices group", "minutes": 90}, {"name": "Voices", "minutes": 60},
    )  # fmt: skip
    text = words(client.get(f"{emis}history/"))
    assert (
        "Was changed: Voices Thursday 26 November, 12:00 pm, Emi Undo : Was changed: Voices" in text
    )
    page = undo_page(emis, verb="changed")
    assert client.get(page).status_code == 200
    assert client.post(page)["Location"] == f"{emis}history/"
    found = Gathering.objects.get()
    assert (found.name, found.minutes) == ("Hearing Voices group", 90)
    starts = found.occurrences.get(recurrence_id=TONIGHT)
    assert starts.ends_at - starts.starts_at == timedelta(minutes=90)
    assert "undone by Emi" in words(client.get(f"{emis}history/"))
    assert "This cannot be undone." in words(client.post(page))


def test_a_later_change_is_not_overwritten(
    client: Client, emis: str, hearing_voices: Gathering, emi: Person
) -> None:
    change_gathering(gathering=hearing_voices, by=emi, minutes=60)
    first = undo_page(emis, verb="changed")
    change_gathering(gathering=hearing_voices, by=emi, minutes=45)
    assert words(client.get(f"{emis}history/")).count("Undo") == 1
    assert "It was changed again since." in words(client.post(first))
    # Also what a list or the machine changed, which has no line here.
    last = undo_page(emis, verb="changed", after={"minutes": 45})
    Gathering.objects.update(minutes=30)
    assert "It was changed again since." in words(client.post(last))
    assert Gathering.objects.get().minutes == 30
    assert Entry.objects.exclude(undone_at=None).count() == 0


def test_rules_places_and_codes_come_back_as_they_were(
    client: Client, emis: str, hearing_voices: Gathering, quiet_house: Place, emi: Person,
    community: Community,
) -> None:  # fmt: skip
    old = Gathering.objects.values(*FIELDS).get()
    facts = {"first_day": date(2026, 1, 2), "rule": "FREQ=WEEKLY;BYDAY=FR", "kinds": ["creative"]}
    change_gathering(gathering=hearing_voices, by=emi, place=quiet_house, **facts)
    client.post(undo_page(emis, verb="changed"))
    assert Gathering.objects.values(*FIELDS).get() == old
    change_place(community=community, place=quiet_house, by=emi, door="Blue", access=["lift"])
    client.post(undo_page(emis, model="community.place"))
    quiet_house.refresh_from_db()
    assert (quiet_house.door, quiet_house.access) == ("The green door with the brass fox.", [])


def test_a_closure_and_a_word_are_undone(
    client: Client, emis: str, hearing_voices: Gathering, library: Place, emi: Person
) -> None:
    day = date(2026, 12, 3)
    close(where=library, first_day=day, last_day=day, by=emi)
    client.post(undo_page(emis, verb="closed"))
    assert Closure.objects.count() == 0
    confirm_date(gathering=hearing_voices, recurrence_id=TONIGHT, by=emi)
    client.post(undo_page(emis, verb="confirmed"))
    assert row().status == "expected"


def test_settings_are_undone(client: Client, emis: str, community: Community) -> None:
    client.post(f"{emis}settings/", {"days": "14"})
    client.post(undo_page(emis, model="community.community"))
    community.refresh_from_db()
    assert community.confirm_within_days == 90


def test_what_is_private_or_sealed_is_never_in_it(
    community: Community, library: Place, emi: Person
) -> None:
    key = PlaceKey(community=community, place=library, label="Front")
    both = {"notes": "Canary", "holder": "Canary"}
    entry = record(community=community, by=emi, verb="changed", row=key, before={}, after=both)
    assert entry is not None
    assert (entry.before, entry.after) == ({}, {})
    assert "Canary" not in str(Entry.objects.values())


def test_without_anybody_or_without_a_difference_nothing_is_told(
    hearing_voices: Gathering, emi: Person
) -> None:
    change_gathering(gathering=hearing_voices, by=None, minutes=60)
    change_gathering(gathering=hearing_voices, by=emi, minutes=60)
    assert Entry.objects.count() == 0
    with pytest.raises(ValueError, match="sung is not a verb"):
        record(community=hearing_voices.community, by=emi, verb="sung")


def test_another_communitys_history_is_not_there(
    client: Client, emis: str, jos: str, hearing_voices: Gathering, emi: Person
) -> None:
    change_gathering(gathering=hearing_voices, by=emi, name="Voices")
    entry = Entry.objects.get(verb="changed")
    before = everything()
    assert "Voices" not in words(client.get(f"{jos}history/"))
    for page in (f"{jos}history/{entry.pk}/", f"{jos}history/{community_of(entry)}/"):
        assert [client.get(page).status_code, client.post(page).status_code] == [404, 404]
    assert everything()["gatherings.Gathering"] == before["gatherings.Gathering"]
    assert client.get(f"{emis}history/no-key/").status_code == 404


def community_of(entry: Entry) -> str:
    """A key of the right shape that is nobody's."""
    return str(entry.pk)[::-1].replace("-", "0")[:8] + str(entry.pk)[8:]


def test_as_many_queries_at_one_as_at_many_and_in_pieces(
    client: Client,
    emis: str,
    hearing_voices: Gathering,
    emi: Person,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client.get(f"{emis}history/")
    with django_assert_num_queries(4):
        client.get(f"{emis}history/")
    for minutes in range(30, 60):
        change_gathering(gathering=hearing_voices, by=emi, minutes=minutes)
    with django_assert_num_queries(4):
        text = words(client.get(f"{emis}history/"))
    assert (text.count("Was changed:"), "Show more" in text) == (21, True)
