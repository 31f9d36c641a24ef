from hypothesis import given
from hypothesis import strategies as st

from kithway.people.codes import LETTERS, LONG, SHORT, new_code, read_code


def test_a_code_has_what_it_says() -> None:
    for letters, groups in ((LONG, 7), (SHORT, 3)):
        code = new_code(letters)
        assert [len(group) for group in code.split("-")] == [4] * groups
        assert set(code) - {"-"} <= set(LETTERS)
    assert LONG * 5 >= 128


@given(st.sampled_from([" ", "", "  ", ".", "—"]), st.booleans())
def test_it_is_read_however_it_was_written_down(between: str, small: bool) -> None:
    code = new_code(LONG)
    written = code.replace("-", between)
    assert read_code(written.lower() if small else written) == code.replace("-", "")


def test_what_is_misread_is_put_right() -> None:
    assert read_code("oO iI lL uU") == "001111VV"


@given(st.text())
def test_anything_can_be_typed(typed: str) -> None:
    assert set(read_code(typed)) <= set(LETTERS)
