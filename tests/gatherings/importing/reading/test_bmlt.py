"""BMLT's answers, on invented rows of its shape."""

import json
from typing import Any

import pytest

from kithway.gatherings.importing.options import Options
from kithway.gatherings.importing.ours import VOCABULARY
from kithway.gatherings.importing.reading import Listing, read_list

FORMATS = (
    {"id": "7", "key_string": "AB", "name_string": "Ask-It-Basket", "lang": "en", "world_id": "QA"},
    {"id": "8", "key_string": "AB", "name_string": "Panier", "lang": "fr", "world_id": "QA"},
    {"id": "9", "key_string": "Es", "name_string": "Spanish", "lang": "en", "world_id": "LANG"},
    {"id": "10", "key_string": "RW", "name_string": "River Walk", "lang": "en", "world_id": ""},
)


def answer(**facts: Any) -> dict[str, Any]:
    return {
        "id_bigint": "41",
        "weekday_tinyint": "2",
        "venue_type": "1",
        "start_time": "19:00:00",
        "duration_time": "01:30:00",
        "time_zone": "",
        "formats": "O,D,WC",
        "lang_enum": "en",
        "longitude": "-71.8023",
        "latitude": "42.2626",
        "meeting_name": "Weir Group",
        "location_text": "Mill House",
        "location_info": "Back door",
        "location_street": "12 Weir St",
        "location_municipality": "Worcester",
        "location_province": "MA",
        "location_postal_code_1": "01608",
        "location_nation": "USA",
        "comments": "",
        "contact_name_1": "",
        "virtual_meeting_link": "",
        "phone_meeting_number": "",
        "virtual_meeting_additional_info": "",
        "published": "1",
        "format_shared_id_list": "1,2,3",
        **facts,
    }


def read(*rows: dict[str, Any], **options: Any) -> Listing:
    return read_list(json.dumps(rows).encode(), Options(vocabulary=VOCABULARY, **options))


def test_weekday_1_is_sunday_in_the_api() -> None:
    listing = read(answer())
    (row,) = listing.rows
    assert (listing.format, row.key, row.days, row.start, row.minutes) == (
        "bmlt", "41", (0,), 1140, 90,
    )  # fmt: skip
    assert (row.mode, row.where.address_1, row.about) == ("in-person", "12 Weir St", "Back door")
    assert (row.kinds, row.welcomes, row.access, row.languages) == (
        ("mutual-aid", "discussion"), ("visitors",), ("step-free",), ("en",),
    )  # fmt: skip


def test_weekday_0_is_sunday_in_a_dump() -> None:
    (row,) = read(answer(), weekday_base=0).rows
    assert row.days == (1,)


def test_online_hybrid_and_closed() -> None:
    link = "https://zoom.us/j/123456789?pwd=abc"
    rows = read(
        answer(venue_type="2", virtual_meeting_link=link),
        answer(venue_type="3", virtual_meeting_link=link),
        answer(venue_type="2", formats="VM,TC", phone_meeting_number="+16465550100,,123456789#"),
        answer(formats="TC"),
    ).rows
    assert [(row.mode, row.shut) for row in rows] == [
        ("online", False),
        ("hybrid", False),
        ("telephone", False),
        ("in-person", True),
    ]
    assert (rows[0].online_url, rows[0].held_back) == ("https://zoom.us/j/123456789", True)


def test_what_is_not_published_is_refused_as_withdrawn() -> None:
    (refusal,) = read(answer(published="0")).refused
    assert (refusal.field, refusal.withdrawn, refusal.key) == ("published", True, "41")


def test_contacts_are_left_out() -> None:
    (row,) = read(answer(contact_name_1="Bob", contact_phone_1="415 555 0100")).rows
    assert row.held_back
    assert "Bob" not in str(row.said())


@pytest.mark.parametrize("formats", ["AB,ES,RW", "7,9,10"])
def test_formats_by_the_servers_own_list(formats: str) -> None:
    facts = {"formats": "", "format_shared_id_list": formats} if "7" in formats else {}
    (row,) = read(answer(**{"formats": formats, **facts}), formats=FORMATS).rows
    assert row.kinds == ("mutual-aid", "questions", "river-walk")
    assert row.languages == ("es", "en")
    assert row.unknown == (("river-walk", "River Walk"),)


def test_an_answer_that_carries_its_formats() -> None:
    data = json.dumps({"meetings": [answer(formats="RW")], "formats": FORMATS}).encode()
    (row,) = read_list(data, Options(vocabulary=VOCABULARY)).rows
    assert row.unknown == (("river-walk", "River Walk"),)


def test_a_fault_is_named_by_their_field() -> None:
    (refusal,) = read(answer(start_time="late")).refused
    assert refusal.field == "start_time"
