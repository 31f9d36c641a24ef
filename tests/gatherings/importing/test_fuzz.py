"""Whatever comes, the answer is a report that adds up or one clear refusal, and no half row."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kithway.gatherings.importing.options import Options
from kithway.gatherings.importing.ours import VOCABULARY
from kithway.gatherings.importing.problems import ListRefused
from kithway.gatherings.importing.reading import Listing, read_list
from kithway.gatherings.importing.row import row_said
from kithway.gatherings.models import Gathering, SourceRow
from tests.gatherings.importing.bringing import bring, meeting

SLOWLY = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = [
    *meeting(), "conference_url", "conference_phone", "notes", "timezone", "approximate", "city",
    "state", "postal_code", "country", "region", "regions", "address", "email",
]  # fmt: skip
likely = st.sampled_from(
    ["", "0", 7, [1, 2], "19:00", "24:00", "7 PM", "TC", ["TC", "ONL", "x y"], "https://zoom.us/j/1",
     "Worcester, MA", "01608", "America/Chicago", "yes", "\0", "\ud800", "<b>", "a" * 900, "=1+1",
     "Пятница", "🌱", -1, 1e400, "x" * 40 + " y"]
)  # fmt: skip
rows = st.lists(
    st.builds(
        lambda changes: meeting(**changes),
        st.dictionaries(st.sampled_from(FIELDS), likely | anything, max_size=5),
    )
    | anything,
    min_size=1,
    max_size=6,
)


def read(data: bytes, format_name: str = "auto") -> Listing | None:
    try:
        return read_list(data, Options(vocabulary=VOCABULARY, format=format_name))
    except ListRefused:
        return None


@given(st.binary(max_size=300), st.sampled_from(["auto", "csv", "meeting-guide", "bmlt", "xlsx"]))
def test_any_bytes(data: bytes, format_name: str) -> None:
    listing = read(data, format_name)
    assert listing is None or len(listing.rows) + len(listing.refused) == listing.read


@given(st.text(alphabet='name,day;time\t"\n\r01:Mon|PM', max_size=200))
def test_any_table(text: str) -> None:
    listing = read(b"name,day,time\n" + text.encode())
    assert listing is None or len(listing.rows) + len(listing.refused) == listing.read


@given(rows)
@settings(deadline=None)
def test_any_rows(found: list[Any]) -> None:
    listing = read(json.dumps(found).encode())
    if listing is None:
        return
    assert len(listing.rows) + len(listing.refused) == listing.read
    for row in listing.rows:
        assert row_said(json.loads(json.dumps(row.said()))).said() == row.said()


@pytest.mark.django_db
@SLOWLY
@given(rows)
def test_any_rows_written(found: list[Any]) -> None:
    Gathering.objects.all().delete()
    data = json.dumps(found).encode()
    try:
        report = bring(data)
    except ListRefused:
        assert Gathering.objects.count() == 0
        return
    assert Gathering.objects.count() == SourceRow.objects.count() == report.added
    for gathering in Gathering.objects.select_related("place", "community"):
        gathering.full_clean()
        if gathering.place:
            gathering.place.full_clean(exclude=["slug"])
    again = bring(data)
    assert (again.added, again.changed, again.unchanged) == (0, 0, report.added)
