import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithway.gatherings.importing import holding_back
from kithway.gatherings.importing.holding_back import Held

WRAPPED = (
    "https://a.safelinks.protection.outlook.com/?url=https%3A%2F%2Fzoom.us%2Fj%2F9%3Fpwd%3DV"
    "&data=x%40example.org"
)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Password: rosebud", ""), ("Ring bell. PW: 123456 Back door", "Ring bell. Back door"),
        ("Passcode 998877", ""), ("pass code is Blue42, come early", "come early"),
        ("PW - Shoulder1", ""), ("password “easy does it” upstairs", "upstairs"),
        ("contraseña: abc123", ""), ("Password for entry: door1", ""), ("PIN: 4455#", ""),
        ("Call Bob S. at (415) 555-0100", ""),
        ("Ring the bell. Call Sue 413-555-0100", "Ring the bell."),
        ("mail bob@example.org", "mail"),
        ("bob [at] example [dot] org", ""), ("Venmo @river-group", ""), ("paypal.me/river", ""),
        ("Cash app: $River", ""), ("Contact: Stacey D.", ""),
        ("Text 415.555.0100 first", "Text first"),
        ("Tel: +44 20 7946 0958", ""), ("Ask for Bob S. upstairs", "Ask for upstairs"),
    ],
)  # fmt: skip
def test_what_is_held_back(text: str, kept: str) -> None:
    held = Held()
    assert (held.public(text)[0], held.anything) == (kept, True)


@pytest.mark.parametrize(
    "text",
    [
        "Ring bell @ 7pm", "No password needed", "The password is required", "Pass the basket",
        "Suite 204, 2nd floor", "Since 2019-2020", "Call 988 or 911", "Bring $5", "Open 12:00-1:00",
        "We read passages aloud", "Pinned to the board", "Room 12-14", "Compass point",
    ],
)  # fmt: skip
def test_what_stays(text: str) -> None:
    held = Held()
    assert (held.public(text), held.anything) == ((text, ""), False)


def test_rooms_told_in_public_are_kept_for_those_who_come() -> None:
    text = "Zoom: https://us02web.zoom.us/j/123456789?pwd=abc Meeting ID: 123 456 789 Back door."
    kept, rooms = Held().public(text)
    assert kept == "Back door."
    assert "123 456 789" in rooms
    assert "zoom.us/j/123456789" in rooms


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://zoom.us/j/123?pwd=abc&from=addon", "https://zoom.us/j/123?from=addon"),
        ("zoom.us/j/123", "https://zoom.us/j/123"),
        ("https://meet.example.org/x#pwd=1", "https://meet.example.org/x"),
        (WRAPPED, "https://zoom.us/j/9"),
        ("javascript:alert(1)", ""), ("https://me:secret@zoom.us/j/1", ""), ("http://[::1/", ""),
        ("mailto:bob@example.org", ""), ("https://x.org/" + "a" * 600, ""),
    ],
)  # fmt: skip
def test_the_address_of_a_room(url: str, kept: str) -> None:
    assert Held().room(url) == kept


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        ("+16465550100,,123456789#,,#,,7788#", "+16465550100,,123456789#"),
        ("646-555-0100,,123456789#,*7788#", "646-555-0100,,123456789#"),
        ("+16465550100,,123456789#", "+16465550100,,123456789#"),
        ("555-010-0100 ID: 802 618 468 Password: rosebud", "555-010-0100 ID: 802 618 468"),
    ],
)
def test_a_number_to_dial_loses_its_password(number: str, kept: str) -> None:
    assert Held().dial_in(number) == kept


def test_passwords_stay_where_the_community_wants_that() -> None:
    held = Held(keep_passwords=True)
    assert held.room("https://zoom.us/j/1?pwd=abc") == "https://zoom.us/j/1?pwd=abc"
    assert held.joining("Password: rosebud") == "Password: rosebud"
    assert held.public("Password: rosebud")[0] == ""


@given(st.text(max_size=300))
def test_nothing_held_back_twice(text: str) -> None:
    once = Held().public(text)[0]
    assert not re.search(r"[\w.]+@\w+\.\w{2}", once, re.ASCII)


FRAGMENTS = st.sampled_from(
    [
        "pass", "code", " is ", ":", "@", "bob", "(at)", ".org", "[dot]", "$", "venmo ", "0", "12",
        "345", " ", "-", "+", "zoom.us/", "discord.gg/x", "id ", "Contact ", "Bob S.", "PW", "/",
        "cash app ", "clave ", "mot de passe ", "donate.homegroup.online/x", "pin", "call ",
    ]
)  # fmt: skip
EVERYTHING = (*(pattern for pattern, _ in holding_back.HINTS), holding_back.PHONE)


@given(st.lists(FRAGMENTS, max_size=8).map("".join))
def test_a_glance_overlooks_nothing(text: str) -> None:
    kept, _ = Held().public(text)
    assert [pattern for pattern in EVERYTHING if kept == text and pattern.search(text)] == []


@given(
    st.sampled_from(["Password:", "passcode", "PW =", "pwd:", "Meeting password is", "Pin:"]),
    st.from_regex(r"\A[a-zA-Z]{2,6}[0-9]{2,5}\Z"),
    st.sampled_from(["", "Open door.", "2nd floor"]),
)
def test_a_password_never_comes_through(label: str, secret: str, rest: str) -> None:
    held = Held()
    for text in (held.public(f"{label} {secret} {rest}")[0], held.joining(f"x {label} {secret}")):
        assert secret not in text
