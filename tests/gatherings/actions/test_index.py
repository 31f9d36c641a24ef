"""What gatherings are found by, and how near a place may be measured from."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithway.community.models import Place, ShownTo
from kithway.gatherings.actions import change_gathering, index_gatherings
from kithway.gatherings.actions.index import LONGEST_WORD, search_words
from kithway.gatherings.models import FinderKey, Gathering

pytestmark = pytest.mark.usefixtures("thursday")
VAGUE, EXACT = (42.10, -72.60), (42.1037, -72.5858)


def keys(gathering: Gathering, *, words: bool = False) -> set[str]:
    found = gathering.finder_keys.values_list("key", flat=True)
    return {key for key in found if key.startswith("word:") == words}


def point(place: Place) -> tuple[float | None, float | None]:
    held = Place.objects.get(pk=place.pk)
    return held.search_latitude, held.search_longitude


def test_a_gathering_is_found_by_all_it_says_of_itself(hearing_voices: Gathering) -> None:
    assert keys(hearing_voices) == {
        "community:three-rivers", "mode:in-person", "kind:hearing-voices", "kind:peer-group",
        "pathway:mental-health", "language:en", "welcome:just-come", "welcome:no-need-to-speak",
        "access:step-free", "access:lift", "access:quiet-room",
    }  # fmt: skip
    assert keys(hearing_voices, words=True) == {
        f"word:{word}"
        for word in (
            *("hearing", "voices", "group", "for", "anyone", "who", "hears", "or", "has", "other"),
            *("unusual", "experiences", "central", "library", "springfield"),
        )
    }


def test_keys_follow_what_changes_and_the_rest_keep_their_rows(hearing_voices: Gathering) -> None:
    before = dict(FinderKey.objects.values_list("key", "pk"))
    change_gathering(
        gathering=hearing_voices, by=None, kinds=["creative"], mode="hybrid", place=None
    )
    assert keys(hearing_voices) == {
        "community:three-rivers", "mode:hybrid", "mode:online", "mode:in-person", "kind:creative",
        "pathway:mental-health", "language:en", "welcome:just-come", "welcome:no-need-to-speak",
    }  # fmt: skip
    assert "word:library" not in keys(hearing_voices, words=True)
    after = dict(FinderKey.objects.values_list("key", "pk"))
    assert {key: pk for key, pk in before.items() if key in after} == {
        key: pk for key, pk in after.items() if key in before
    }
    index_gatherings([hearing_voices])
    assert dict(FinderKey.objects.values_list("key", "pk")) == after


def test_neighbours_keep_their_keys(hearing_voices: Gathering, online_talk: Gathering) -> None:
    theirs = keys(online_talk)
    change_gathering(gathering=hearing_voices, by=None, kinds=[])
    assert keys(online_talk) == theirs


def test_a_hidden_gathering_makes_its_public_place_vague_and_back_again(
    hearing_voices: Gathering, library: Place
) -> None:
    assert point(library) == EXACT
    change_gathering(gathering=hearing_voices, by=None, address_shown_to=ShownTo.COMING)
    assert point(library) == VAGUE
    change_gathering(gathering=hearing_voices, by=None, address_shown_to=ShownTo.PUBLIC)
    assert point(library) == EXACT


def test_a_hidden_gathering_that_moves_takes_its_vagueness_along(
    hearing_voices: Gathering, library: Place, quiet_house: Place
) -> None:
    change_gathering(gathering=hearing_voices, by=None, address_shown_to=ShownTo.COMING)
    change_gathering(gathering=hearing_voices, by=None, place=quiet_house)
    assert (point(library), point(quiet_house)) == (EXACT, (42.20, -72.60))


def test_saving_a_place_does_not_tell_what_a_gathering_there_hides(
    hearing_voices: Gathering, library: Place
) -> None:
    change_gathering(gathering=hearing_voices, by=None, address_shown_to=ShownTo.REQUEST)
    old = Place.objects.get(pk=library.pk)
    old.transport = "Bus 9."
    old.save()
    old.save(update_fields=["transport"])
    assert point(library) == VAGUE


def test_an_old_copy_of_a_place_does_not_tell_either(
    hearing_voices: Gathering, library: Place
) -> None:
    hidden: dict[str, Any] = {"by": None, "address_shown_to": ShownTo.COMING}
    change_gathering(gathering=hearing_voices, **hidden)
    old = Gathering.objects.select_related("place").get(pk=hearing_voices.pk)
    change_gathering(gathering=hearing_voices, by=None, address_shown_to=ShownTo.PUBLIC)
    assert point(library) == EXACT
    change_gathering(gathering=old, **hidden)
    assert point(library) == VAGUE


def test_words_are_small_bare_and_of_two_letters_at_least() -> None:
    assert search_words("Élan, CAFÉ-bar! a Straße x2 naïve_y") == {
        "elan", "cafe", "bar", "strasse", "x2", "naive_y",
    }  # fmt: skip


@given(st.text(max_size=200))
def test_any_text_has_words_that_are_found_by_themselves(text: str) -> None:
    words = search_words(text)
    assert all(1 < len(word) <= LONGEST_WORD for word in words)
    assert all(len(f"word:{word}") <= 80 for word in words)
    assert {found for word in words for found in search_words(word)} == words
