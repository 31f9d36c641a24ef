import pytest

from kithway.gatherings.importing.reading.addresses import parsed, where
from kithway.gatherings.importing.row import Where

FIELDS = ("address_1", "city", "region", "postal_code", "country")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 Weir Rd, Auburn, MA 01501, USA", ("12 Weir Rd", "Auburn", "MA", "01501", "US")),
        ("12 Weir Ave, Auburn, MA, 01501, USA", ("12 Weir Ave", "Auburn", "MA", "01501", "US")),
        ("12 Weir Ave, Worcester, MA, USA", ("12 Weir Ave", "Worcester", "MA", "", "US")),
        ("1 Weir Ave, Auburn, MA 01501-1234", ("1 Weir Ave", "Auburn", "MA", "01501-1234", "")),
        ("Worcester, MA, USA", ("", "Worcester", "MA", "", "US")),
        ("Worcester, MA 01608, USA", ("", "Worcester", "MA", "01608", "US")),
        ("Mill House, 12 Weir Ave, Worcester, MA 01608, USA",
         ("Mill House, 12 Weir Ave", "Worcester", "MA", "01608", "US")),
        ("12 Weir Rd Devon, PA  19333 United States", ("12 Weir Rd", "Devon", "PA", "19333", "US")),
        ("12 Weir St. Philadelphia PA 19146", ("12 Weir St.", "Philadelphia", "PA", "19146", "")),
        ("8 Oak St, Leduc, Alberta, T6E 4E8, Canada", ("8 Oak St", "Leduc", "AB", "T6E 4E8", "CA")),
        ("8 Oak St, Leduc , Alberta, T4V1X4, Canada", ("8 Oak St", "Leduc", "AB", "T4V 1X4", "CA")),
        ("Leduc, Alberta, Canada , Leduc, Alberta, Canada", ("", "Leduc", "AB", "", "CA")),
        ("Elm Rd & Oak Rd, Broomall, PA, USA", ("Elm Rd & Oak Rd", "Broomall", "PA", "", "US")),
        ("51st & Wornall", ("51st & Wornall", "", "", "", "")),
        ("", ("", "", "", "", "")),
        (",,,", ("", "", "", "", "")),
    ],
)  # fmt: skip
def test_one_address_in_its_parts(text: str, expected: tuple[str, ...]) -> None:
    found = parsed(text)
    assert tuple(found.get(name, "") for name in FIELDS) == expected


def test_a_region_tells_where_the_town_begins() -> None:
    found = parsed("2655 Weir Ave Upper Chichester, PA 19061", ["Upper Chichester"])
    assert (found["address_1"], found["city"]) == ("2655 Weir Ave", "Upper Chichester")


def at(**facts: object) -> Where:
    given = dict.fromkeys(
        ("name", "street", "city", "region", "postal_code", "country", "whole"), ""
    )
    return where(**{**given, "latitude": None, "longitude": None, **facts})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [("", ""), (0, 0), ("0", "0.0"), (91, 10), (10, 181), ("north", "1"), (None, 5), ("nan", 1)],
)
def test_coordinates_that_are_none(latitude: object, longitude: object) -> None:
    found = at(latitude=latitude, longitude=longitude)
    assert (found.latitude, found.longitude) == (None, None)


def test_parts_win_over_the_whole() -> None:
    found = at(city="Worcester", whole="12 Weir St, Auburn, MA 01501, USA", region="Massachusetts")
    assert (found.address_1, found.city, found.region) == ("12 Weir St", "Worcester", "MA")


def test_a_code_that_lost_its_zero() -> None:
    assert at(postal_code="1608", country="US").postal_code == "01608"
