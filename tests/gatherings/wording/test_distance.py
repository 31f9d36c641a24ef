import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithway.gatherings.wording import distance_words, unit_of
from kithway.gatherings.wording.distance import KM_IN_MILE


@pytest.mark.parametrize(
    ("km", "unit", "words"),
    [
        (0.05, "km", "very near"),
        (1.95, "mi", "1.2 miles"),
        (KM_IN_MILE, "mi", "1 mile"),
        (3 * KM_IN_MILE, "mi", "3 miles"),
        (1, "km", "1 km"),
        (1.24, "km", "1.2 km"),
        (9.97, "km", "10 km"),
        (37.4, "km", "37 km"),
    ],
)
def test_distance_words(km: float, unit: str, words: str) -> None:
    assert distance_words(km, unit) == words


@pytest.mark.parametrize(
    ("km", "words"), [(0, "about 1 km"), (1.2, "about 2 km"), (3, "about 3 km")]
)
def test_a_hidden_address_is_only_about_so_far(km: float, words: str) -> None:
    assert distance_words(km, "km", hidden=True) == words


@pytest.mark.parametrize(
    ("country", "unit"), [("US", "mi"), ("gb", "mi"), ("CA", "km"), ("IE", "km"), ("", "mi")]
)
def test_unit_of(country: str, unit: str) -> None:
    assert unit_of(country, "mi") == unit


@given(st.floats(0, 20_000), st.sampled_from(["mi", "km"]))
def test_hidden_distances_are_whole_and_never_too_short(km: float, unit: str) -> None:
    number = distance_words(km, unit, hidden=True).split()[1]
    assert number == str(int(number))
    assert int(number) >= (km / KM_IN_MILE if unit == "mi" else km)
