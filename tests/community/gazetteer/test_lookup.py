"""What people type for a town, looked up in the real file."""

import sqlite3
from pathlib import Path
from zoneinfo import available_timezones

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kithway.community.gazetteer import Gazetteer, plain_name


@pytest.fixture(scope="module")
def names(gazetteer: Path) -> Gazetteer:
    return Gazetteer(gazetteer)


@pytest.mark.parametrize(
    ("text", "label", "zone"),
    [
        ("Worcester", "Worcester, MA", "America/New_York"),
        ("worcester ma", "Worcester, MA", "America/New_York"),
        ("Worcester, Massachusetts, USA", "Worcester, MA", "America/New_York"),
        ("Worcester, England", "Worcester, England", "Europe/London"),
        ("Worcester,", "Worcester, MA", "America/New_York"),
        ("Paris", "Paris, Île-de-France", "Europe/Paris"),
        ("Paris, TX", "Paris, TX", "America/Chicago"),
        ("Washington DC", "Washington, DC", "America/New_York"),
        ("Washington, D.C.", "Washington, DC", "America/New_York"),
        ("Saint Louis, MO", "St. Louis, MO", "America/Chicago"),
        ("New York, NY", "New York City, NY", "America/New_York"),
        ("montreal", "Montréal, QC", "America/Toronto"),
        ("Montréal, Quebec", "Montréal, QC", "America/Toronto"),
        ("coeur d’alene", "Coeur d'Alene, ID", "America/Boise"),
        ("Winston Salem NC", "Winston-Salem, NC", "America/New_York"),
        ("Cork, Ireland", "Cork, Munster", "Europe/Dublin"),
        ("St. John's, NL", "St. John's, NL", "America/St_Johns"),
        ("Regina", "Regina, SK", "America/Regina"),
        ("El Paso", "El Paso, TX", "America/Denver"),
        ("Pensacola, FL", "Pensacola, FL", "America/Chicago"),
        ("Nashville", "Nashville, TN", "America/Chicago"),
        ("Knoxville", "Knoxville, TN", "America/New_York"),
        ("Phoenix", "Phoenix, AZ", "America/Phoenix"),
        ("Honolulu", "Honolulu, HI", "Pacific/Honolulu"),
        ("Anchorage", "Anchorage, AK", "America/Anchorage"),
        ("Indianapolis", "Indianapolis, IN", "America/Indiana/Indianapolis"),
        ("Belfast", "Belfast, Northern Ireland", "Europe/London"),
        ("São Paulo", "São Paulo, São Paulo", "America/Sao_Paulo"),
    ],
)
def test_towns_as_people_write_them(names: Gazetteer, text: str, label: str, zone: str) -> None:
    town = names.towns(text)[0]
    assert (town.label, town.timezone) == (label, zone)


@pytest.mark.parametrize(
    "text", ["", ",", " , ", "Holyoke, XX", "Nowhere At All", "Worcester, France"]
)
def test_what_is_no_town_is_none(names: Gazetteer, text: str) -> None:
    assert names.towns(text) == []


def test_a_country_narrows(names: Gazetteer) -> None:
    assert {town.country for town in names.towns("Worcester")} > {"US", "GB"}
    assert [town.region_name for town in names.towns("Worcester", "GB")] == ["England"]


@pytest.mark.parametrize(
    ("code", "label", "zone"),
    [
        ("01608", "Worcester, MA", "America/New_York"),
        ("00601", "Adjuntas, PR", "America/Puerto_Rico"),
        ("99634", "Napakiak, AK", "America/Anchorage"),
        ("79901", "El Paso, TX", "America/Denver"),
    ],
)
def test_zip_codes(names: Gazetteer, code: str, label: str, zone: str) -> None:
    area = names.postal_code(code)
    assert area is not None
    assert (area.label, area.timezone) == (label, zone)


def test_codes_of_nowhere_and_of_military_post(names: Gazetteer) -> None:
    assert [names.postal_code(code) for code in ("00000", "99999", "09001", "", "0160")] == [
        None
    ] * 5


@pytest.mark.parametrize("table", ["postal", "town"])
def test_every_row_has_a_zone_and_a_point_that_exist(gazetteer: Path, table: str) -> None:
    """A zone that nobody knows would break each page that is asked for there."""
    file = sqlite3.connect(gazetteer)
    try:
        zones = {row[0] for row in file.execute(f"SELECT DISTINCT timezone FROM {table}")}
        astray = file.execute(
            f"SELECT count(*) FROM {table} WHERE abs(latitude) > 90 OR abs(longitude) > 180 "
            "OR latitude IS NULL OR longitude IS NULL OR name = ''"
        ).fetchone()
    finally:
        file.close()
    assert zones - available_timezones() == set()
    assert len(zones) > 20
    assert astray == (0,)


def test_landmarks_are_the_largest_of_a_box(names: Gazetteer) -> None:
    found = names.towns_between(42.0, -72.8, 42.4, -72.4)
    assert found[0].name == "Springfield"
    assert [town.population for town in found] == sorted(
        (town.population for town in found), reverse=True
    )
    assert all(42.0 <= t.latitude <= 42.4 and -72.8 <= t.longitude <= -72.4 for t in found)
    assert names.towns_between(-90, -180, 90, 180) == []


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40))
def test_any_text_has_towns_or_none(names: Gazetteer, text: str) -> None:
    found = names.towns(text)
    assert len(found) <= 50
    assert [town.population for town in found] == sorted(
        (town.population for town in found), reverse=True
    )


@given(st.text(max_size=40))
@example("𝘼𝘶𝘣𝘶𝘳𝘯")
def test_a_plain_name_stays_as_it_is(text: str) -> None:
    assert plain_name(plain_name(text)) == plain_name(text)
