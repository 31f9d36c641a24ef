"""A gathering of which nobody says that it lives fades, and a word of anyone brings it back."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from kithway.community.models import Community
from kithway.gatherings.actions import (
    cancel_date,
    change_date,
    confirm_date,
    extend_horizon,
    fade_anew,
    fading,
    rebuild_dates,
    restore_date,
    set_confirm_within,
    unsay_date,
)
from kithway.gatherings.models import Gathering, Occurrence
from kithway.people.models import Person
from tests.clock import NOON
from tests.gatherings.views.reading import words

pytestmark = pytest.mark.usefixtures("thursday")
TONIGHT, NEXT = "2026-11-26T18:00", "2026-12-03T18:00"
LONG_AGO = NOON - timedelta(days=130)
FADED = "nobody has confirmed this for 4 months; call or ask before you go"


@pytest.fixture
def faded(hearing_voices: Gathering) -> Gathering:
    hearing_voices.seen_at = hearing_voices.listed_at = LONG_AGO
    hearing_voices.save()
    fade_anew([hearing_voices])
    return hearing_voices


def fades(gathering: Gathering) -> dict[str, datetime | None]:
    rows = gathering.occurrences.filter(recurrence_id__in=[TONIGHT, NEXT])
    return dict(rows.values_list("recurrence_id", "fades_at"))


def test_a_confirmed_date_does_not_fade_and_the_others_later(faded: Gathering, dara: Person):
    old, new = LONG_AGO + timedelta(days=90), NOON + timedelta(days=90)
    assert fades(faded) == {TONIGHT: old, NEXT: old}
    confirm_date(gathering=faded, recurrence_id=TONIGHT, by=dara)
    assert fades(faded) == {TONIGHT: None, NEXT: new}
    assert faded.seen_at == NOON


def test_a_changed_date_does_not_fade(faded: Gathering, dara: Person) -> None:
    change_date(gathering=faded, recurrence_id=TONIGHT, minutes=30, by=dara)
    assert fades(faded) == {TONIGHT: None, NEXT: NOON + timedelta(days=90)}


def test_a_cancelled_date_is_not_faded_and_its_series_still_is(faded: Gathering, dara: Person):
    cancel_date(gathering=faded, recurrence_id=TONIGHT, by=dara)
    old = LONG_AGO + timedelta(days=90)
    assert fades(faded) == {TONIGHT: None, NEXT: old}
    restore_date(gathering=faded, recurrence_id=TONIGHT, by=dara)
    assert fades(faded) == {TONIGHT: old, NEXT: old}


def test_unsaid_a_date_fades_as_the_others(faded: Gathering, dara: Person) -> None:
    confirm_date(gathering=faded, recurrence_id=TONIGHT, by=dara)
    row = unsay_date(gathering=faded, recurrence_id=TONIGHT, by=dara)
    assert (row.confirmed_at, row.confirmed_by) == (None, "")
    assert fades(faded) == dict.fromkeys([TONIGHT, NEXT], LONG_AGO + timedelta(days=90))
    assert faded.seen_at == LONG_AGO


def test_an_older_word_stands_where_a_newer_is_taken_back(
    faded: Gathering, dara: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirm_date(gathering=faded, recurrence_id=NEXT, by=dara)
    monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(hours=2))
    change_date(gathering=faded, recurrence_id=TONIGHT, minutes=30, by=dara)
    assert faded.seen_at == NOON + timedelta(hours=2)
    unsay_date(gathering=faded, recurrence_id=TONIGHT, by=dara)
    assert faded.seen_at == NOON
    assert fades(faded) == {TONIGHT: NOON + timedelta(days=90), NEXT: None}


def test_dates_made_anew_keep_it_so(faded: Gathering, dara: Person) -> None:
    confirm_date(gathering=faded, recurrence_id=TONIGHT, by=dara)
    rebuild_dates([faded])
    assert fades(faded) == {TONIGHT: None, NEXT: NOON + timedelta(days=90)}
    extend_horizon(Gathering.objects.all(), now=NOON + timedelta(days=30))
    coming = faded.occurrences.filter(recurrence_id__gt=TONIGHT).values_list("fades_at", flat=True)
    assert set(coming) == {NOON + timedelta(days=90)}


def test_another_time_allowed(
    faded: Gathering, drumming: Gathering, emi: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fading, "BATCH", 1)
    confirm_date(gathering=drumming, recurrence_id="2026-11-27T19:00", by=emi)
    for days, fade in ((200, LONG_AGO + timedelta(days=200)), (0, None)):
        set_confirm_within(community=faded.community, days=days, by=emi)
        assert fades(faded) == {TONIGHT: fade, NEXT: fade}
        theirs = drumming.occurrences.values_list("fades_at", flat=True)
        assert set(theirs) == ({None, NOON + timedelta(days=days)} if days else {None})


@pytest.mark.parametrize("days", [-1, 100_000])
def test_no_such_number_of_days(community: Community, emi: Person, days: int) -> None:
    with pytest.raises(ValidationError):
        set_confirm_within(community=community, days=days, by=emi)
    community.refresh_from_db()
    assert community.confirm_within_days == 90


def test_another_community_is_left_alone(
    faded: Gathering, online_talk: Gathering, emi: Person
) -> None:
    before = set(online_talk.occurrences.values_list("fades_at", flat=True))
    set_confirm_within(community=faded.community, days=7, by=emi)
    assert set(online_talk.occurrences.values_list("fades_at", flat=True)) == before


@pytest.mark.parametrize(
    "page",
    [
        "/",
        "/gatherings/",
        "/gatherings/?near=01103&sort=nearest",
        "/communities/three-rivers/",
    ],
)
def test_lists_put_it_last_under_its_own_heading(
    client: Client, faded: Gathering, drumming: Gathering, page: str
) -> None:
    """Its date is sooner than the other's."""
    text = words(client.get(page))
    here = text.index("Not confirmed for a while")
    assert (
        text.index("Drumming circle")
        < here
        < text.index("Hearing Voices group")
        < text.index(FADED)
    )
    assert 'class="sheet gathering faded"' in client.get(page).content.decode()


def test_a_place_puts_it_last(client: Client, faded: Gathering, drumming: Gathering) -> None:
    Gathering.objects.filter(pk=drumming.pk).update(place=faded.place, address_shown_to="public")
    Occurrence.objects.filter(gathering=drumming).update(place=faded.place)
    text = words(client.get("/places/central-library/"))
    assert text.index("Drumming circle") < text.index("Hearing Voices group") < text.index(FADED)


@pytest.mark.parametrize("path", ["", "2026-11-26/", "2027-09-16/"])
def test_its_own_pages_say_so(client: Client, faded: Gathering, path: str) -> None:
    text = words(client.get(f"/gatherings/hearing-voices/{path}"))
    assert FADED[1:] + "." in text  # begins with a capital there


def test_json_says_so_and_what_is_cancelled_is_not_faded(
    client: Client, faded: Gathering, drumming: Gathering, dara: Person
) -> None:
    def told() -> list[tuple[str, str, bool]]:
        results = client.get("/gatherings.json").json()["results"]
        return [(each["slug"], each["status"], each["faded"]) for each in results]

    fresh = ("drumming-circle", "expected", False)
    assert told() == [fresh, ("hearing-voices", "expected", True)]
    cancel_date(gathering=faded, recurrence_id=TONIGHT, by=dara)
    assert told() == [("hearing-voices", "cancelled", False), fresh]
