import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithway.front.lines import Line, split_text


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("988", "tel:988"),
        ("116 123", "tel:116123"),
        ("555-0142", "tel:5550142"),
        ("(413) 555-0142", "tel:4135550142"),
        ("1-800-799-7233", "tel:18007997233"),
        ("+44 20 7946 0000", "tel:+442079460000"),
        ("555-0142 ext 3", "tel:5550142"),
        ("ask at the desk", ""),
        ("", ""),
    ],
)
def test_a_number_is_dialled_as_written(written: str, dialled: str) -> None:
    assert Line("x", written).tel == dialled


def test_a_text_carries_its_word() -> None:
    assert Line("x", text_to="741741", text_word="HOME").sms == "sms:741741?&body=HOME"
    assert Line("x", text_to="988").sms == "sms:988"


@pytest.mark.parametrize(
    ("written", "parted"),
    [
        ("HOME to 741741", ("HOME", "741741")),
        ("741741", ("", "741741")),
        ("talk to us", ("", "talk to us")),
        ("", ("", "")),
    ],
)
def test_a_text_is_parted_into_word_and_number(written: str, parted: tuple[str, str]) -> None:
    assert split_text(written) == parted


@given(st.text(max_size=60))
def test_whatever_is_written_the_link_dials_digits_or_is_none(written: str) -> None:
    dialled = Line("x", written).tel
    assert dialled == "" or dialled.removeprefix("tel:").lstrip("+").isdecimal()
