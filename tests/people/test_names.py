import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithway.people.models.person import name_key


@pytest.mark.parametrize(
    "name",
    ["ANA", "  ana ", "Ａｎａ", "а\u200bna", "Аnа", "\u2060Ana", "ана".replace("н", "n")],
)
def test_reads_like_ana(name: str) -> None:
    assert name_key(name) == "ana"


@pytest.mark.parametrize("name", ["Anna", "Ana 2", "Añа", "An a"])
def test_is_another(name: str) -> None:
    assert name_key(name) != "ana"


@given(st.text())
def test_a_key_is_its_own_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name_key(name_key(name)))
