import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithway.community.models import Community, Place, ShownTo
from kithway.gatherings.models import Gathering
from kithway.gatherings.showing import (
    Reader,
    Shown,
    address_hidden,
    levels_named_at,
    name_hidden,
    place_named,
    place_shown,
    shown,
)

ORDER = [ShownTo.PUBLIC, ShownTo.COMING, ShownTo.REQUEST]
levels = st.sampled_from(ORDER)
SECRETS = ("9 Canary Close", "Z9 9ZZ", "canary door")
WAY_IN = ("https://meet.example/canary", "+1 555 canary", "canary passcode")


def made(place_level: str, gathering_level: str, online_level: str, contact: str = "") -> Gathering:
    place = Place(
        name="Somewhere",
        address_1="9 Canary Close",
        city="Millbrook",
        region="MA",
        postal_code="Z9 9ZZ",
        latitude=42.123456,
        longitude=-72.654321,
        door="canary door",
        photo="places/canary.webp",
        address_shown_to=place_level,
    )
    return Gathering(
        community=Community(contact=contact),
        place=place,
        online_url=WAY_IN[0],
        dial_in=WAY_IN[1],
        online_notes=WAY_IN[2],
        address_shown_to=gathering_level,
        online_shown_to=online_level,
    )


def told(result: Shown, secrets: tuple[str, ...]) -> list[str]:
    return [secret for secret in secrets if secret in repr(result)]


@given(levels, levels, levels, st.sampled_from(Reader))
def test_the_stricter_word_holds_for_the_address(
    place_level: str, gathering_level: str, online_level: str, reader: Reader
) -> None:
    result = shown(made(place_level, gathering_level, online_level), reader)
    strictest = max(ORDER.index(place_level), ORDER.index(gathering_level))
    open_up_to = 1 if reader is Reader.COMING else 0
    if strictest <= open_up_to:
        assert result.address == "9 Canary Close, Millbrook, MA Z9 9ZZ"
        assert (result.latitude, result.longitude) == (42.123456, -72.654321)
        assert (result.door, result.photo) == ("canary door", True)
        assert (result.address_how, result.address_waits) == ("", False)
    else:
        assert told(result, SECRETS) == []
        assert (result.latitude, result.longitude, result.photo) == (None, None, False)
        assert result.town == "Millbrook, MA"
        assert result.address_how
        assert result.address_waits == (strictest == 1)


@given(levels, levels, levels, st.sampled_from(Reader))
def test_the_way_in_online_is_shown_to_whom_it_says_and_never_carried(
    place_level: str, gathering_level: str, online_level: str, reader: Reader
) -> None:
    result = shown(made(place_level, gathering_level, online_level), reader)
    open_up_to = {Reader.CARRIED: -1, Reader.ANYONE: 0, Reader.COMING: 1}[reader]
    if ORDER.index(online_level) <= open_up_to:
        assert (result.online_url, result.dial_in, result.online_notes) == WAY_IN
        assert (result.online_how, result.online_waits) == ("", False)
    else:
        assert told(result, WAY_IN) == []
        assert result.online_how


@given(levels, levels)
def test_lists_agree_with_pages(place_level: str, gathering_level: str) -> None:
    result = shown(made(place_level, gathering_level, ShownTo.PUBLIC), Reader.ANYONE)
    assert address_hidden(place_level, gathering_level) == (result.address == "")
    assert result.named == (not name_hidden(place_level, gathering_level))
    assert result.named == (gathering_level in levels_named_at(place_level))


def test_a_gathering_that_hides_more_than_its_place_does_not_name_it() -> None:
    words = place_named("Central Library", "Millbrook", ShownTo.PUBLIC, ShownTo.COMING)
    assert words == "a place in Millbrook"
    assert (
        place_named("Central Library", "", ShownTo.PUBLIC, ShownTo.COMING) == "a place we tell you"
    )
    assert place_named("Quiet House", "Millbrook", ShownTo.COMING, ShownTo.COMING) == "Quiet House"
    assert shown(made(ShownTo.PUBLIC, ShownTo.COMING, ShownTo.PUBLIC), Reader.COMING).named


@given(levels)
def test_a_place_page_goes_by_the_place_alone(level: str) -> None:
    result = place_shown(made(level, ShownTo.PUBLIC, ShownTo.PUBLIC).place)
    assert (result.address != "") == (level == ShownTo.PUBLIC)
    assert (told(result, SECRETS) == []) == (level != ShownTo.PUBLIC)


@pytest.mark.parametrize(
    ("level", "contact", "words"),
    [
        (ShownTo.COMING, "a@b.example", "We tell you where once you say you are coming."),
        (ShownTo.REQUEST, "a@b.example", "Ask us for the address: a@b.example"),
        (ShownTo.REQUEST, "", "Ask us for the address"),
    ],
)
def test_what_is_hidden_says_how_to_get_it(level: str, contact: str, words: str) -> None:
    result = shown(made(level, ShownTo.PUBLIC, ShownTo.PUBLIC, contact), Reader.ANYONE)
    assert result.address_how == words


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "zoommtg://x", ""])
def test_only_a_web_address_becomes_a_link(url: str) -> None:
    gathering = made(ShownTo.PUBLIC, ShownTo.PUBLIC, ShownTo.PUBLIC)
    gathering.online_url = url
    assert shown(gathering, Reader.ANYONE).online_url == ""


def test_a_level_nobody_defined_shows_nothing() -> None:
    assert address_hidden("public", "") is True
    assert shown(made("public", "bogus", "bogus"), Reader.COMING).address == ""
