"""Where things are: distances, and what people type for a place."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithway.community import geography
from kithway.community.geography import (
    Located,
    Point,
    distance_km,
    locate,
    locate_postal_code,
    locate_town,
    meant,
    zone_near,
)
from kithway.community.models import Community, Place, ShownTo

points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        # Great-circle distances on the mean sphere, to the kilometre.
        ((40.6413, -73.7781), (51.4700, -0.4543), 5540),
        ((45.7597, 4.8422), (48.8567, 2.3508), 392),
        ((0, 0), (0, 180), 20015),
        ((90, 0), (-90, 0), 20015),
        ((0, 179.5), (0, -179.5), 111),
        ((42.1015, -72.5898), (42.1015, -72.5898), 0),
    ],
)
def test_known_distances(one: tuple[float, float], other: tuple[float, float], km: int) -> None:
    assert round(distance_km(Point(*one), Point(*other))) == km


@given(points, points, points)
def test_distance_is_a_distance(one: Point, other: Point, third: Point) -> None:
    there = distance_km(one, other)
    assert 0 <= there <= math.pi * geography.EARTH_KM
    assert there == pytest.approx(distance_km(other, one), abs=1e-6)
    assert there <= distance_km(one, third) + distance_km(third, other) + 1e-3
    assert distance_km(one, one) == 0


def place(slug: str, postal_code: str, latitude: float, **facts: object) -> Place:
    given = {"name": slug.title(), "country": "GB", "longitude": -1.9, **facts}
    return Place.objects.create(slug=slug, postal_code=postal_code, latitude=latitude, **given)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("01608", "Worcester, MA"),
        (" 01608-1234 ", "Worcester, MA"),
        ("Worcester, MA 01608", "Worcester, MA"),
        ("worcester ma 01608", "Worcester, MA"),
        ("Worcester", "Worcester, MA"),
        ("42.104, -72.586", "42.10, -72.59"),
        ("42.104 -72.586", "42.10, -72.59"),
        ("-0.5,179.999", "-0.50, 180.00"),
    ],
)
def test_what_people_type(text: str, label: str) -> None:
    found = locate(text)
    assert found is not None
    assert found.label == label


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    ["", " ", "00000", "0160", "91, 0", "0, 181", "1e3, 4", "inf, inf", "zzzz", "\x00", "%", "_",
     "Paris 99999", "Boston, MA 10001", "B1 1AA", "'; DROP TABLE", "A" * 5000, "🙂"],
)  # fmt: skip
def test_what_nobody_knows_is_none(text: str) -> None:
    assert locate(text) is None


@pytest.mark.django_db
@settings(max_examples=60, deadline=None)
@given(
    st.one_of(st.text(max_size=30), st.from_regex(geography.OUTWARD), st.from_regex(geography.ZIP))
)
def test_anything_typed_is_a_place_or_none(text: str) -> None:
    for found in (locate(text), locate_postal_code(text), locate_town(text, text[:2])):
        if found is not None:
            assert isinstance(found, Located)
            assert abs(found.point.latitude) <= 90


def test_of_towns_with_one_name_the_one_near_our_communities(community: Community) -> None:
    assert (locate("Springfield") or Located("", Point(0, 0))).label == "Springfield, MA"
    community.latitude, community.longitude = 39.80, -89.64
    community.save()
    geography._communities.cache_clear()
    assert (locate("Springfield") or Located("", Point(0, 0))).label == "Springfield, IL"


@pytest.mark.django_db
def test_without_a_community_the_largest() -> None:
    assert (locate("Springfield") or Located("", Point(0, 0))).label == "Springfield, MO"


@pytest.mark.django_db
def test_postcodes_by_our_public_places_only() -> None:
    place("one", "B1 1AA", 52.480)
    place("near", "b12bb", 52.500)
    place("far", "B15 2TT", 52.900)
    place("hidden", "B1 3CC", 53.0, address_shown_to=ShownTo.COMING)
    place("nowhere", "B1 4DD", None, longitude=None)
    expected = Located("B1", Point(52.49, -1.9))
    assert [locate(text) for text in ("B1", "b1 9zz", "B19ZZ")] == [expected] * 3
    assert locate("B15") == Located("B15", Point(52.9, -1.9))
    assert locate_postal_code("B15 1AA", "GB") == Located("B15", Point(52.9, -1.9))
    assert locate("B16") is None


@pytest.mark.django_db
def test_a_district_holds_those_with_a_letter_more() -> None:
    place("palace", "SW1A 1AA", 51.50)
    labels = [found and found.label for found in map(locate, ("SW1", "SW1A", "sw1a 2bb", "SW2"))]
    assert labels == ["SW1", "SW1A", "SW1A", None]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("postal_code", "asked", "country"),
    [("D02 X285", "D02", "IE"), ("D02 X285", "d02 af30", "IE"), ("D6W XY00", "D6W", "IE"),
     ("M5V 2T6", "M5V", "CA"), ("M5V2T6", "m5v 3l9", "CA"), ("M5V 2T6", "M5V2T6", "CA")],
)  # fmt: skip
def test_irish_and_canadian_codes(postal_code: str, asked: str, country: str) -> None:
    place("there", postal_code, 45.0, country=country)
    found = locate(asked)
    assert found is not None
    assert found.point == Point(45.0, -1.9)


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["Quiet Corner", "Zedville", "ZE7 9XX", "ZE7"])
@pytest.mark.parametrize("level", [ShownTo.COMING, ShownTo.REQUEST])
def test_a_hidden_place_is_never_found_out(text: str, level: str) -> None:
    facts = {"name": "Quiet Corner", "city": "Zedville"}
    hidden = place("quiet", "ZE7 9XX", 60.1234, address_shown_to=level, **facts)
    assert locate(text) is None
    assert locate_postal_code(text, "GB") is None
    hidden.address_shown_to = ShownTo.PUBLIC
    hidden.save()
    assert locate(text) is not None


@pytest.mark.django_db
def test_a_town_of_ours_that_no_list_knows_is_the_middle_of_its_places() -> None:
    place("one", "", 60.0, city="Zedville")
    place("two", "", 60.2, city="zedville")
    assert locate("ZEDVILLE") == Located("Zedville", Point(60.1, -1.9))


def test_the_zone_of_the_nearest_community(
    community: Community, other_community: Community
) -> None:
    assert zone_near(Point(42.3, -71.0)) == "America/New_York"
    assert zone_near(Point(45.5, -122.7)) == "America/Los_Angeles"
    assert zone_near(None) == "America/New_York"


@pytest.mark.django_db
def test_a_zone_without_communities_or_without_where_they_are(settings: object) -> None:
    assert zone_near(None) == zone_near(Point(0, 0)) == "UTC"
    geography._communities.cache_clear()
    Community.objects.create(slug="one", name="One", timezone="Europe/Dublin")
    assert zone_near(None) == zone_near(Point(0, 0)) == "Europe/Dublin"


def test_of_towns_with_one_name_the_one_next_to_us(db: None) -> None:
    Community.objects.create(
        slug="lantern", name="Lantern", timezone="America/New_York", latitude=42.26, longitude=-71.8
    )
    for town in ("Auburn", "Oxford", "Brookfield", "Worcester"):
        assert locate(town).label == f"{town}, MA"


def test_a_town_of_ours_is_offered_for_a_slip_of_the_pen(db: None) -> None:
    Place.objects.create(slug="mill", name="The mill", city="Worcester", region="MA", country="US")
    assert (meant("Worcestor"), meant("worchester, ma"), meant("Xyzzy")) == (
        "Worcester, MA",
        "Worcester, MA",
        "",
    )
